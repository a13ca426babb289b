using Microsoft.Build.Framework;

namespace YoloGen.Tests;

/// <summary>Runs inside MSBuild (-logger) and prints what its own loggers keep for terminals and IDEs: the help links of errors.</summary>
public sealed class HelpLinkLogger : ILogger
{
    public LoggerVerbosity Verbosity { get; set; }

    public string? Parameters { get; set; }

    public void Initialize(IEventSource eventSource)
        => eventSource.ErrorRaised += (_, error) => Console.WriteLine($"help: {error.Code} {error.HelpLink}");

    public void Shutdown()
    {
    }
}
