using System.Diagnostics;
using Photos;

namespace FaceMaskPi;

/// <summary>Raw frames from standard input, one report each.</summary>
internal static class Camera
{
    public static int Run(FaceMaskDetector detector, Options options, RawFormat raw)
    {
        if (options.Annotate is not null)
            OutputFile.Check(options.Annotate);
        using Stream input = Console.OpenStandardInput();
        using var report = new Report(options.Json);
        var reader = new FrameReader(input, raw.FrameBytes, options.Live);
        var photo = new Photo(new byte[3 * raw.Width * raw.Height], raw.Width, raw.Height);
        var found = new FaceMaskDetector.Detection[options.Limit];
        FaceMaskDetector.PixelFormat format = raw.Pixels == "bgr24" ? FaceMaskDetector.PixelFormat.Bgr : FaceMaskDetector.PixelFormat.Rgb;
        while (reader.Next() is { } frame)
        {
            long start = Stopwatch.GetTimestamp();
            if (!raw.IsReadAsIs)
                raw.ToRgb(frame, photo.Rgb);
            var seen = new FaceMaskDetector.Frame(raw.IsReadAsIs ? frame : photo.Rgb, raw.Width, raw.Height, format);
            int count = detector.Detect(seen, found, options.Score ?? FaceMaskDetector.DefaultScore);
            report.Frame(reader.Number, photo, Stopwatch.GetElapsedTime(start), found.AsSpan(0, count));
            if (options.Annotate is null)
                continue;
            if (raw.IsReadAsIs)
                raw.ToRgb(frame, photo.Rgb);
            Annotation.Write(photo, found.AsSpan(0, count), options.Annotate);
        }

        if (reader.LeftOver == 0)
            return ExitCode.Done;
        Console.Error.WriteLine($"facemask: the stream ended within a frame, after {reader.LeftOver} of {raw.FrameBytes} bytes; do --raw and --pixels fit it?");
        // A camera that is switched off ends anywhere; a film whose last frame is not whole was misread or cut off.
        return options.Live ? ExitCode.Done : ExitCode.Failed;
    }
}
