using System.Runtime.Intrinsics.X86;
using Xunit;
using YoloGen.Generated;
using YoloGen.Kernels.Tests.Checks;

namespace YoloGen.Kernels.Tests;

/// <summary>Every INT8 kernel of every instruction set of this machine against the portable one, on random shapes. The portable ones are held to ONNX Runtime's operators (<see cref="Ort.OrtOperatorTests"/>).</summary>
public class Int8KernelTests
{
    [Theory]
    [InlineData("avx2")]
    [InlineData("vnni")]
    public void Rows_equal_the_portable_ones(string isa)
    {
        Assert.SkipUnless(Avx2.IsSupported && Fma.IsSupported, "this processor has no AVX2");
        Assert.SkipUnless(isa != "vnni" || AvxVnni.IsSupported, "this processor has no AVX-VNNI");
        for (int seed = 1; seed <= 3000; seed++)
        {
            if (isa == "avx2")
                AllChecks.Run<Avx2Kernels>(seed);
            else
                AllChecks.Run<VnniKernels>(seed);
        }
    }
}
