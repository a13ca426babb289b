using System.Diagnostics;
using Xunit;
using YoloGen.Generated;
using YoloGen.Kernels.Tests.Checks;
using YoloGen.Tests;

namespace YoloGen.Kernels.Tests;

/// <summary>The same comparisons on AArch64: a NativeAOT program under qemu, as a Raspberry Pi 4 and a Raspberry Pi 5.</summary>
public class ArmKernelTests
{
    [Fact]
    public void Rows_equal_the_portable_ones_on_both_cores()
    {
        foreach (string tool in (string[])["qemu-aarch64", "clang", "aarch64-linux-gnu-gcc"])
            Assert.SkipUnless(OnPath(tool), $"{tool} is not installed");
        string project = Path.Combine(SharedData.RepositoryRoot, "tests", "YoloGen.Kernels.Arm");
        string output = Path.Combine(AppContext.BaseDirectory, "arm");
        (int code, string text) = Run("dotnet", "publish", project, "-c", "Release", "-v", "q", "--nologo", "-o", output);
        Assert.True(code == 0, text);

        FloatCheck.StartDigest();
        for (int seed = 1; seed <= 2000; seed++)
            FloatCheck.Run<PortableKernels>(seed);
        string expected = $"equal {FloatCheck.Digest:x16}";

        string program = Path.Combine(output, "YoloGen.Kernels.Arm");
        foreach ((string core, string isa) in ((string, string)[])[("cortex-a72", "neon"), ("cortex-a76", "neon"), ("cortex-a76", "dot")])
        {
            (code, text) = Run("qemu-aarch64", "-cpu", core, "-L", "/usr/aarch64-linux-gnu", program, isa, "2000");
            Assert.True(code == 0, $"{isa} on {core}: {text}");
            Assert.Equal(expected, text.Trim()); // float results have the bits of this machine's
        }

        foreach (string kernel in (string[])["winograd", "mixed"])
        {
            (code, text) = Run("qemu-aarch64", "-cpu", "cortex-a72", "-L", "/usr/aarch64-linux-gnu", program, kernel, $"{WinogradTests.Seeds}");
            Assert.True(code == 0, $"{kernel}: {text}");
        }
    }

    private static bool OnPath(string tool) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, tool)));

    private static (int Code, string Text) Run(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach (string argument in arguments)
            start.ArgumentList.Add(argument);
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string text = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, text + errors.Result);
    }
}
