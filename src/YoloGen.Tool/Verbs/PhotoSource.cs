using YoloGen.Diagnostics;
using YoloGen.Vision;

namespace YoloGen.Tool.Verbs;

/// <summary>A photo, or the photos of a folder.</summary>
internal static class PhotoSource
{
    /// <summary>Paths in ordinal order.</summary>
    /// <exception cref="YoloGenException">There is no such file, or no photo in the folder.</exception>
    public static string[] List(string source)
    {
        if (File.Exists(source))
        {
            return [source];
        }

        if (!Directory.Exists(source))
        {
            throw new YoloGenException(DiagnosticCodes.FileNotReadable, "there is no such file or folder", source);
        }

        string[] photos = [.. Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories).Where(PhotoReader.IsPhotoName).Order(StringComparer.Ordinal)];
        return photos.Length > 0
            ? photos
            : throw new YoloGenException(DiagnosticCodes.FileNotReadable, $"the folder holds no photo ({string.Join(", ", PhotoReader.Extensions)})", source);
    }
}
