using System.Diagnostics;
using System.Globalization;

namespace YoloGen.Fuzz.Tests;

/// <summary>Ends the process over an input that never ends; eng/fuzz.sh names it and goes on behind it.</summary>
internal static class Watchdog
{
    /// <summary>As timeout(1) has it.</summary>
    private const int ExitCode = 124;

    /// <summary>Processor time without another input; a batch of classes takes a tenth.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(120);

    /// <summary>Watches until it is disposed.</summary>
    public static IDisposable Start(Func<string> place)
    {
        var end = new CancellationTokenSource();
        var thread = new Thread(() => Watch(place, end.Token)) { IsBackground = true, Priority = ThreadPriority.AboveNormal };
        thread.Start();
        return new Watching(end);
    }

    private static void Watch(Func<string> place, CancellationToken end)
    {
        string last = "";
        TimeSpan since = default;
        while (!end.WaitHandle.WaitOne(500))
        {
            TimeSpan now = Process.GetCurrentProcess().TotalProcessorTime;
            if (place() != last)
            {
                (last, since) = (place(), now);
            }
            else if (now - since > Limit)
            {
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"seed {last}: {(now - since).TotalSeconds:F0} s of processor time and no end"));
                Environment.Exit(ExitCode);
            }
        }
    }

    private sealed record Watching(CancellationTokenSource End) : IDisposable
    {
        public void Dispose() => End.Cancel();
    }
}
