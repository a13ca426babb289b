using YoloGen.Diagnostics;
using YoloGen.Vision;

namespace YoloGen.Tool.Verbs;

/// <summary>A photo, the photos of a folder, or those that a pattern names where the shell left it as it is ("photos/*.jpg").</summary>
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
            if (PathPattern.IsOne(source))
            {
                return Matching(source);
            }

            throw new YoloGenException(DiagnosticCodes.FileNotReadable, "there is no such file or folder", source);
        }

        string[] photos = [.. Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories).Where(PhotoReader.IsPhotoName).Order(StringComparer.Ordinal)];
        return photos.Length > 0
            ? photos
            : throw new YoloGenException(DiagnosticCodes.FileNotReadable, $"the folder holds no photo ({string.Join(", ", PhotoReader.Extensions)})", source);
    }

    /// <summary>Photos by a pattern, as shells read one.</summary>
    private static string[] Matching(string pattern)
    {
        string[] photos =
        [
            .. PathPattern.Expand(pattern.Replace('\\', '/')).SelectMany(PathPattern.Files).Where(PhotoReader.IsPhotoName).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal),
        ];
        return photos.Length > 0
            ? photos
            : throw new YoloGenException(DiagnosticCodes.FileNotReadable, $"the pattern names no photo ({string.Join(", ", PhotoReader.Extensions)})", pattern);
    }
}
