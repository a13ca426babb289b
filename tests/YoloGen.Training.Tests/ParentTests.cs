using System.Diagnostics;
using System.Globalization;
using System.IO.Pipes;
using System.Runtime.InteropServices;
using Xunit;
using YoloGen.Training.Runtime;
using YoloGen.Vision;

namespace YoloGen.Training.Tests;

/// <summary>The training program does not outlive the tool that started it.</summary>
public sealed class ParentTests
{
    [Fact]
    public void The_end_of_the_pipe_is_the_end_of_the_parent()
    {
        using var gone = new ManualResetEventSlim();
        using var parent = new AnonymousPipeServerStream(PipeDirection.Out);
        using var child = new AnonymousPipeClientStream(PipeDirection.In, parent.ClientSafePipeHandle);
        ParentWatch.Start(child, gone.Set);
        parent.WriteByte(1);
        Assert.False(gone.IsSet);
        parent.Dispose();
        Assert.True(gone.Wait(TimeSpan.FromSeconds(60)));
    }
}

/// <summary>A training run under the tool, which is ended by each signal that ends tools.</summary>
public sealed class StoppedToolTests : NeedsTorch, IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("yologen").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_stopped_or_killed_tool_takes_the_training_with_it_and_the_run_can_be_resumed()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "looks for the child in /proc");
        string scenes = Path.Combine(_folder, "scenes"), run = Path.Combine(_folder, "run");
        SynthDataSet.Write(scenes, 8, 2, 5, new SynthOptions { Width = 128, Height = 128, MinFace = 24, MaxFace = 90, MaxFaces = 3 });
        foreach ((int signal, int? exit) in new (int, int?)[] { (2, 130), (15, 143), (9, null) }.Where(s => !IsIgnored(s.Item1)))
        {
            string state = Path.Combine(run, "weights", "last.safetensors");
            DateTime before = File.Exists(state) ? File.GetLastWriteTimeUtc(state) : DateTime.MinValue;
            using Process tool = Start(scenes, run);
            string said = "";
            tool.ErrorDataReceived += (_, line) => said += line.Data + "\n";
            tool.OutputDataReceived += (_, _) => { };
            tool.BeginErrorReadLine();
            tool.BeginOutputReadLine();
            // The run has begun, or gone on: its state is a new one.
            Wait(() => File.Exists(state) && File.GetLastWriteTimeUtc(state) > before || tool.HasExited);
            Assert.False(tool.HasExited, said);
            int child = Assert.Single(ChildrenOf(tool.Id));
            Assert.Equal(0, Kill(tool.Id, signal));
            Assert.True(tool.WaitForExit(300_000));
            if (exit is not null)
            {
                Assert.Equal(exit, tool.ExitCode);
                Assert.False(IsAlive(child));
            }

            Wait(() => !IsAlive(child));
        }
    }

    /// <summary>A signal that this process ignores (a shell's background job ignores SIGINT), its children ignore too.</summary>
    private static bool IsIgnored(int signal)
    {
        string mask = File.ReadLines("/proc/self/status").First(l => l.StartsWith("SigIgn:", StringComparison.Ordinal))[7..].Trim();
        return (Convert.ToUInt64(mask, 16) >> (signal - 1) & 1) != 0;
    }

    private static Process Start(string data, string output)
    {
        string root = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "..", "..", ".."));
        string configuration = Path.GetFileName(Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory)))!;
        string tool = Path.Combine(root, "src", "YoloGen.Tool", "bin", configuration, "net10.0", "yologen.dll");
        string[] words =
        [
            tool, "train", "--data", data, "--out", output, "--size", "64", "--width", "0.125", "--epochs", "100000", "--batch", "4", "--threads", "1", "--precision", "float32",
            "--save-minutes", "0", "--evaluate-every", "100000", "--resume",
        ];
        var start = new ProcessStartInfo("dotnet", words) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["YOLOGEN_TRAINING"] = AppContext.BaseDirectory;
        return Process.Start(start)!;
    }

    private static IEnumerable<int> ChildrenOf(int parent)
        => Directory.GetDirectories("/proc").Select(Path.GetFileName).Select(n => int.TryParse(n, CultureInfo.InvariantCulture, out int id) ? id : 0)
            .Where(id => id > 0 && Stat(id) is { } fields && fields[1] == parent.ToString(CultureInfo.InvariantCulture));

    private static bool IsAlive(int process) => Stat(process) is { } fields && fields[0] is not ("Z" or "X");

    /// <summary>State, parent and so on (proc(5)); null if there is no such process.</summary>
    private static string[]? Stat(int process)
    {
        try
        {
            string text = File.ReadAllText($"/proc/{process}/stat");
            return text[(text.LastIndexOf(')') + 2)..].Split(' ');
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static void Wait(Func<bool> done)
    {
        for (int i = 0; i < 6000 && !done(); i++)
            Thread.Sleep(50);
        Assert.True(done());
    }

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int process, int signal);
}
