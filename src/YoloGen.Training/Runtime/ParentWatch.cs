using System.Diagnostics;

namespace YoloGen.Training.Runtime;

/// <summary>
/// Ends this process when the one that started it is gone: nobody would see what it trains on, and its run folder would stay locked. The parent
/// holds the other end of standard input and writes nothing to it, so that the pipe ends when the parent does, by whatever signal and on every
/// system. (PR_SET_PDEATHSIG is Linux alone, and tells of the end of the thread that started the process.)
/// </summary>
internal static class ParentWatch
{
    /// <summary>Set to 1 by a parent that holds the pipe; else standard input is whatever the shell made it.</summary>
    public const string Variable = "YOLOGEN_PARENT_HOLDS_STDIN";

    /// <summary>Watches, if the parent asks for it.</summary>
    public static void Start()
    {
        if (Environment.GetEnvironmentVariable(Variable) != "1")
            return;
        // Not for processes that this one starts.
        Environment.SetEnvironmentVariable(Variable, null);
        Start(Console.OpenStandardInput(), End);
    }

    internal static void Start(Stream input, Action gone)
        => new Thread(() =>
        {
            WaitForEnd(input);
            gone();
        })
        { IsBackground = true, Name = "parent" }.Start();

    private static void WaitForEnd(Stream input)
    {
        try
        {
            byte[] ignored = new byte[64];
            while (input.Read(ignored) > 0)
            {
            }
        }
        catch (IOException)
        {
            // Broken is gone too.
        }
    }

    /// <summary>At once: states and tables are written whole or not at all, and libtorch's threads would not stop for an orderly end.</summary>
    private static void End()
    {
        using Process self = Process.GetCurrentProcess();
        self.Kill();
    }
}
