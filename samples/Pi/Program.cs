using FaceMaskPi;
using Photos;

(Options? options, string? problem) = Options.Parse(args);
if (options is null)
{
    (problem is null ? Console.Out : Console.Error).WriteLine(problem is null ? Options.Help : $"facemask: {problem}\nfacemask --help lists what it understands");
    return problem is null ? ExitCode.Done : ExitCode.Usage;
}

try
{
    using var detector = new FaceMaskDetector(options.Threads);
    if (options.Bench > 0)
        return options.Tune ? Bench.RunTuned(options) : Bench.Run(detector, options);
    return options.Raw is { } raw ? Camera.Run(detector, options, raw) : PhotoFiles.Run(detector, options);
}
catch (OutputClosedException)
{
    // Whoever read the lines has enough, as head has after ten.
    return ExitCode.OutputClosed;
}
catch (Exception e) when (e is IOException or InvalidDataException or UnauthorizedAccessException or PlatformNotSupportedException)
{
    Console.Error.WriteLine($"facemask: {e.Message}");
    return ExitCode.Failed;
}
