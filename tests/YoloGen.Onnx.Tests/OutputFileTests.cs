using System.Diagnostics;
using Xunit;
using YoloGen.Diagnostics;
using YoloGen.Onnx.Files;
using YoloGen.Tests;

namespace YoloGen.Onnx.Tests;

/// <summary>Output goes only where a regular file is or nothing is, whole or not at all.</summary>
public sealed class OutputFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("yologen-").FullName;

    [Fact]
    public void Regular_files_are_replaced_empty_ones_too()
    {
        foreach (string old in (string[])["", "old"])
        {
            string path = At("file");
            File.WriteAllText(path, old);
            OutputFile.Write(path, "new");
            Assert.Equal("new", File.ReadAllText(path));
        }

        OutputFile.Write(At("other"), [1, 2]);
        Assert.Equal([1, 2], File.ReadAllBytes(At("other")));
        Assert.Equal(["file", "other"], Names());
    }

    [Fact]
    public void A_folder_a_pipe_and_a_device_are_refused()
    {
        Directory.CreateDirectory(At("folder"));
        SpecialFiles.Pipe(At("pipe"));
        foreach (string path in (string[])[At("folder"), At("pipe"), "/dev/null", "/dev/zero", "/dev/full"])
        {
            Models.Refused(DiagnosticCodes.FileNotWritable, () => OutputFile.Check(path));
            Models.Refused(DiagnosticCodes.FileNotWritable, () => OutputFile.Write(path, "text"));
        }

        Models.Refused(DiagnosticCodes.FileNotWritable, () => OutputFile.Check(At("no/such/folder/file")));
        Models.Refused(DiagnosticCodes.FileNotWritable, () => OutputFile.Check("a\0b"));
        Assert.Equal(["folder", "pipe"], Names());
        Assert.Equal(FileKind.Device, FileKinds.Of("/dev/null"));
    }

    [Fact]
    public void Links_are_followed_and_stay_links()
    {
        File.WriteAllText(At("target"), "old");
        File.CreateSymbolicLink(At("second"), At("target"));
        File.CreateSymbolicLink(At("first"), "second");
        File.CreateSymbolicLink(At("dangling"), "not-yet");
        OutputFile.Write(At("first"), "new");
        OutputFile.Write(At("dangling"), "made");
        Assert.Equal("new", File.ReadAllText(At("target")));
        Assert.Equal("made", File.ReadAllText(At("not-yet")));
        Assert.Equal("second", new FileInfo(At("first")).LinkTarget);
        SpecialFiles.Pipe(At("pipe"));
        File.CreateSymbolicLink(At("to-pipe"), "pipe");
        File.CreateSymbolicLink(At("round"), "round");
        foreach (string name in (string[])["to-pipe", "round"])
        {
            Models.Refused(DiagnosticCodes.FileNotWritable, () => OutputFile.Write(At(name), "text"));
        }
    }

    [Fact]
    public void Folders_are_checked_with_what_will_lie_in_them()
    {
        OutputFile.CheckFolder(At("new/and/deeper"), ["a"]);
        OutputFile.CheckFolder(_folder, ["a"]);
        Directory.CreateDirectory(At("a"));
        SpecialFiles.Pipe(At("pipe"));
        File.WriteAllText(At("file"), "");
        Models.Refused(DiagnosticCodes.FileNotWritable, () => OutputFile.CheckFolder(_folder, ["b", "a"]));
        foreach (string folder in (string[])[At("pipe"), At("file"), At("file/below"), "/dev/null"])
        {
            Models.Refused(DiagnosticCodes.FileNotWritable, () => OutputFile.CheckFolder(folder, []));
        }
    }

    /// <summary>A limit on the size of files stands for the full disk: a shell sets it, and this assembly writes under it in a child process.</summary>
    [Fact]
    public void A_full_disk_leaves_what_was_there_and_nothing_else()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "ulimit");
        File.WriteAllText(At("file"), "old");
        // Signal 25 (SIGXFSZ) is ignored, so that the write fails as it does on a full disk.
        using Process child = Process.Start(new ProcessStartInfo("bash", ["-c", $"trap '' XFSZ; ulimit -f 64; exec dotnet '{typeof(OutputFileTests).Assembly.Location}' -noColor -noLogo -explicit only -method '{typeof(OutputFileTests).FullName}.{nameof(Writes_a_megabyte)}'"])
        {
            Environment = { ["YOLOGEN_TEST_FILE"] = At("file"), ["DOTNET_EnableDiagnostics"] = "0", ["DOTNET_EnableWriteXorExecute"] = "0" },
            RedirectStandardOutput = true,
        })!;
        string output = child.StandardOutput.ReadToEnd();
        child.WaitForExit();
        Assert.Contains("Failed: 0", output, StringComparison.Ordinal);
        Assert.Contains("Total: 1", output, StringComparison.Ordinal);
        Assert.Equal("old", File.ReadAllText(At("file")));
        Assert.Equal(["file"], Names());
    }

    [Fact(Explicit = true)]
    public void Writes_a_megabyte()
    {
        string path = Environment.GetEnvironmentVariable("YOLOGEN_TEST_FILE")!;
        Models.Refused(DiagnosticCodes.FileNotWritable, () => OutputFile.Write(path, new byte[1 << 20]));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string At(string name) => Path.Combine(_folder, name);

    private IEnumerable<string> Names() => Directory.GetFileSystemEntries(_folder).Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal);
}
