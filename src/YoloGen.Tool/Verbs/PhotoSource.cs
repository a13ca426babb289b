using YoloGen.Diagnostics;
using YoloGen.Tool.Reports;
using YoloGen.Vision;

namespace YoloGen.Tool.Verbs;

/// <summary>A photo, the photos of a folder, or those that a pattern names where the shell left it as it is ("photos/*.jpg").</summary>
internal static class PhotoSource
{
    private static readonly string[] OtherPictures = [".gif", ".tif", ".tiff", ".heic", ".heif", ".avif", ".jfif", ".jxl", ".ppm", ".tga", ".svg"];

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

            string missing = new FileInfo(source).LinkTarget is { } target ? $"a link to {target}, which does not exist" : "there is no such file or folder";
            throw new YoloGenException(DiagnosticCodes.FileNotReadable, missing, source);
        }

        string[] photos = [.. Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories).Where(PhotoReader.IsPhotoName).Order(StringComparer.Ordinal)];
        return photos.Length > 0
            ? photos
            : throw new YoloGenException(DiagnosticCodes.FileNotReadable, $"the folder holds no photo ({string.Join(", ", PhotoReader.Extensions)})", source);
    }

    /// <summary>Looks at the headers of photos until one is in order, so that a model is not compiled for nothing.</summary>
    /// <exception cref="YoloGenException">None of them is a photo: what is wrong with each.</exception>
    public static void CheckHeaders(IEnumerable<string> photos)
    {
        var problems = new List<Diagnostic>();
        foreach (string photo in photos)
        {
            try
            {
                PhotoReader.CheckHeader(photo);
                return;
            }
            catch (YoloGenException e)
            {
                problems.AddRange(e.Diagnostics);
            }
        }

        throw new YoloGenException(problems);
    }

    /// <summary>What lies in a folder and looks like a photo to a person, but is none that is read; null if there is nothing of the kind.</summary>
    public static string? LeftOut(string source)
    {
        if (!Directory.Exists(source))
        {
            return null;
        }

        string[] others = [.. Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories).Where(f => OtherPictures.Contains(Path.GetExtension(f), StringComparer.OrdinalIgnoreCase)),
            .. Directory.EnumerateDirectories(source, "*", SearchOption.AllDirectories).Where(PhotoReader.IsPhotoName).Select(f => f + "/")];
        return others.Length == 0 ? null
            : $"{others.Length} left out that {(others.Length == 1 ? "is" : "are")} no photo of a kind that is read from folders ({string.Join(", ", PhotoReader.Extensions)}), such as {Printable.Of(Path.GetRelativePath(source, others.Min(StringComparer.Ordinal)!))}";
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
