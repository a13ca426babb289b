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
            if (source.AsSpan().IndexOfAny('*', '?') >= 0)
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

    /// <summary>Photos by a pattern: * and ? stand for part of a name, ** for any folders.</summary>
    private static string[] Matching(string pattern)
    {
        string[] parts = pattern.Replace('\\', '/').Split('/');
        int first = Array.FindIndex(parts, p => p.AsSpan().IndexOfAny('*', '?') >= 0);
        string root = first == 0 ? "." : string.Join('/', parts[..first]) is { Length: > 0 } named ? named : "/";
        IEnumerable<string> folders = Directory.Exists(root) ? [root] : [];
        foreach (string part in parts[first..^1])
        {
            folders = part == "**"
                ? [.. folders.SelectMany(f => Directory.EnumerateDirectories(f, "*", SearchOption.AllDirectories).Prepend(f))]
                : [.. folders.SelectMany(f => Directory.EnumerateDirectories(f, part))];
        }

        string last = parts[^1] is "**" or "" ? "*" : parts[^1];
        string[] photos =
        [
            .. folders.SelectMany(f => Directory.EnumerateFiles(f, last)).Where(PhotoReader.IsPhotoName)
                .Select(f => first == 0 && f.StartsWith("./", StringComparison.Ordinal) ? f[2..] : f).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal),
        ];
        return photos.Length > 0
            ? photos
            : throw new YoloGenException(DiagnosticCodes.FileNotReadable, $"the pattern names no photo ({string.Join(", ", PhotoReader.Extensions)})", pattern);
    }
}
