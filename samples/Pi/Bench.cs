using System.Diagnostics;
using System.Globalization;
using Photos;

namespace FaceMaskPi;

/// <summary>Times detections: letterbox, network, decoding of the boxes, suppression of doubles. Reading the photo is not counted.</summary>
internal static class Bench
{
    private const int WarmUp = 5;

    /// <summary>With the kernels that are the fastest here.</summary>
    public static int RunTuned(Options options)
    {
        string kernels = FaceMaskDetector.Tune(options.Threads);
        Console.WriteLine($"YOLOGEN_KERNELS=\"{kernels}\"");
        using var detector = new FaceMaskDetector(options.Threads, kernels);
        return Run(detector, options);
    }

    public static int Run(FaceMaskDetector detector, Options options)
    {
        string? path = PhotoFiles.List(options.Sources).FirstOrDefault();
        Photo photo = path is not null ? PhotoDecoder.Read(path) : Grey();
        var found = new FaceMaskDetector.Detection[options.Limit];
        double[] times = new double[options.Bench];
        int count = 0;
        for (int i = 0; i < WarmUp; i++)
            count = detector.Detect(photo.Rgb, photo.Width, photo.Height, found, options.Score ?? FaceMaskDetector.DefaultScore);
        string? before = Temperature();
        long allocated = GC.GetTotalAllocatedBytes(precise: true);
        for (int i = 0; i < times.Length; i++)
        {
            long start = Stopwatch.GetTimestamp();
            count = detector.Detect(photo.Rgb, photo.Width, photo.Height, found, options.Score ?? FaceMaskDetector.DefaultScore);
            times[i] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }

        allocated = GC.GetTotalAllocatedBytes(precise: true) - allocated;
        Array.Sort(times);
        double median = Percentile(times, 0.5);
        Console.WriteLine($"{path ?? "a grey photo"}, {photo.Width}x{photo.Height}, {count} found; {detector.InstructionSet}, {detector.Threads} threads, {times.Length} detections");
        Console.WriteLine($"median {median:F2} ms ({1000 / median:F1} a second)");
        Console.WriteLine($"least {times[0]:F2}, 5% {Percentile(times, 0.05):F2}, 95% {Percentile(times, 0.95):F2}, 99% {Percentile(times, 0.99):F2}, most {times[^1]:F2} ms");
        Console.WriteLine($"{allocated} bytes allocated");
        // A Pi without a cooler slows down at 80 degrees.
        if (before is not null)
            Console.WriteLine($"processor at {before} before and {Temperature()} degrees after");
        return ExitCode.Done;
    }

    private static Photo Grey()
    {
        var photo = new Photo(new byte[3 * 640 * 480], 640, 480);
        photo.Rgb.AsSpan().Fill(128);
        return photo;
    }

    /// <summary>Linear between the two nearest times.</summary>
    private static double Percentile(double[] sorted, double share)
    {
        double at = share * (sorted.Length - 1);
        int below = (int)at;
        return below + 1 < sorted.Length ? sorted[below] + (at - below) * (sorted[below + 1] - sorted[below]) : sorted[below];
    }

    /// <summary>Of the processor, in degrees Celsius; null where the system does not tell.</summary>
    private static string? Temperature()
    {
        try
        {
            string text = File.ReadAllText("/sys/class/thermal/thermal_zone0/temp");
            return (int.Parse(text, CultureInfo.InvariantCulture) / 1000.0).ToString("F1", CultureInfo.InvariantCulture);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException)
        {
            return null;
        }
    }
}
