using System.Diagnostics;
using Photos;

namespace FaceMaskPi;

/// <summary>Photos from files, one report each. A bad photo is named on standard error, and the others follow.</summary>
internal static class PhotoFiles
{
    public static int Run(FaceMaskDetector detector, Options options)
    {
        using var report = new Report(options.Json);
        List<string> paths = List(options.Sources);
        bool single = paths.Count == 1 && options.Annotate is not null && Options.IsJpeg(options.Annotate);
        if (options.Annotate is not null && single)
            OutputFile.Check(options.Annotate);
        else if (options.Annotate is not null)
            Directory.CreateDirectory(options.Annotate);
        var found = new FaceMaskDetector.Detection[options.Limit];
        int exit = paths.Count > 0 ? ExitCode.Done : ExitCode.Failed;
        foreach (string path in paths)
        {
            try
            {
                Photo photo = PhotoDecoder.Read(path);
                long start = Stopwatch.GetTimestamp();
                int count = detector.Detect(photo.Rgb, photo.Width, photo.Height, found, options.Score ?? FaceMaskDetector.DefaultScore);
                report.File(path, photo, Stopwatch.GetElapsedTime(start), found.AsSpan(0, count));
                if (options.Annotate is not null)
                    Annotation.Write(photo, found.AsSpan(0, count), single ? options.Annotate : Path.Combine(options.Annotate, Path.GetFileName(path) + ".jpg"));
            }
            catch (Exception e) when (e is IOException or InvalidDataException or UnauthorizedAccessException)
            {
                Console.Error.WriteLine($"facemask: {path}: {e.Message}");
                exit = ExitCode.Failed;
            }
        }

        return exit;
    }

    /// <summary>The files named, and the photos of folders named.</summary>
    public static List<string> List(IEnumerable<string> sources)
    {
        var paths = new List<string>();
        foreach (string source in sources)
        {
            if (!Directory.Exists(source))
            {
                paths.Add(source);
                continue;
            }

            int before = paths.Count;
            paths.AddRange(Directory.EnumerateFiles(source).Where(PhotoDecoder.IsPhotoName).Order(StringComparer.Ordinal));
            if (paths.Count == before)
                Console.Error.WriteLine($"facemask: {source}: no photos in this folder");
        }

        return paths;
    }
}
