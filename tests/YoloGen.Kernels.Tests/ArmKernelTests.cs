using Xunit;
using YoloGen.Generated;
using YoloGen.Kernels.Tests.Checks;

namespace YoloGen.Kernels.Tests;

/// <summary>The same comparisons on AArch64: a NativeAOT program under qemu, as a Raspberry Pi 4 and a Raspberry Pi 5.</summary>
public class ArmKernelTests
{
    [Fact]
    public void Rows_equal_the_portable_ones_on_both_cores()
    {
        Assert.SkipUnless(ArmProgram.OnPath("qemu-aarch64"), "qemu-aarch64 is not installed");
        string program = ArmProgram.Publish();

        FloatCheck.StartDigest();
        for (int seed = 1; seed <= 2000; seed++)
            FloatCheck.Run<PortableKernels>(seed);
        string expected = $"equal {FloatCheck.Digest:x16}";

        foreach ((string core, string isa) in ((string, string)[])[("cortex-a72", "neon"), ("cortex-a76", "neon"), ("cortex-a76", "dot")])
        {
            (int code, string text) = ArmProgram.Run("qemu-aarch64", "-cpu", core, "-L", "/usr/aarch64-linux-gnu", program, isa, "2000");
            Assert.True(code == 0, $"{isa} on {core}: {text}");
            Assert.Equal(expected, text.Trim()); // float results have the bits of this machine's
        }

        foreach (string kernel in (string[])["winograd", "mixed"])
        {
            (int code, string text) = ArmProgram.Run("qemu-aarch64", "-cpu", "cortex-a72", "-L", "/usr/aarch64-linux-gnu", program, kernel, $"{WinogradTests.Seeds}");
            Assert.True(code == 0, $"{kernel}: {text}");
        }
    }
}
