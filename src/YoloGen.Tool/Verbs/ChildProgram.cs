using System.Diagnostics;
using System.Runtime.InteropServices;
using YoloGen.Tool.Console;

namespace YoloGen.Tool.Verbs;

/// <summary>
/// A program that runs for hours as a child of the tool and ends with it. The tool holds the other end of the child's standard input; when that
/// pipe ends, the child does, also where the tool is killed and can do nothing any more. On signals that can be caught it waits for the child,
/// so that what the child locks is free when the tool has ended.
/// </summary>
internal static class ChildProgram
{
    /// <summary>Tells the child what its standard input is; known to the training program under the same name.</summary>
    private const string PipeVariable = "YOLOGEN_PARENT_HOLDS_STDIN";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private static readonly (PosixSignal Signal, int Number)[] Signals = [(PosixSignal.SIGHUP, 1), (PosixSignal.SIGINT, 2), (PosixSignal.SIGQUIT, 3), (PosixSignal.SIGTERM, 15)];

    /// <summary>Runs the program to its end.</summary>
    /// <returns>Its exit code; 128 and the number of the signal that stopped it.</returns>
    public static async Task<int> RunAsync(ProcessStartInfo start)
    {
        int stoppedBy = 0;
        using var stopped = new CancellationTokenSource();
        PosixSignalRegistration[] registrations = [.. Signals.Select(s => PosixSignalRegistration.Create(s.Signal, context =>
        {
            context.Cancel = true;
            stoppedBy = s.Number;
            stopped.Cancel();
        }))];
        try
        {
            start.RedirectStandardInput = true;
            start.Environment[PipeVariable] = "1";
            using Process process = Process.Start(start)!;
            if (await Ends(process, stopped.Token))
            {
                return stoppedBy == 0 ? process.ExitCode : 128 + stoppedBy;
            }

            process.StandardInput.Close();
            using var patience = new CancellationTokenSource(Patience);
            if (!await Ends(process, patience.Token))
            {
                process.Kill(entireProcessTree: true);
                await process.WaitForExitAsync(CancellationToken.None);
            }

            Terminal.Error("yologen: stopped");
            return 128 + stoppedBy;
        }
        finally
        {
            Array.ForEach(registrations, r => r.Dispose());
        }
    }

    private static async Task<bool> Ends(Process process, CancellationToken cancellation)
    {
        try
        {
            await process.WaitForExitAsync(cancellation);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
