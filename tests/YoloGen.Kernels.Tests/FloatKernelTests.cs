using System.Runtime.Intrinsics.X86;
using Xunit;
using YoloGen.Generated;
using YoloGen.Kernels.Tests.Checks;

namespace YoloGen.Kernels.Tests;

/// <summary>Every float kernel of every instruction set of this machine against the portable one, on random shapes.</summary>
public class FloatKernelTests
{
    [Theory]
    [InlineData("avx2")]
    [InlineData("vnni")]
    [InlineData("128 bit")]
    public void Rows_equal_the_portable_ones(string isa)
    {
        Assert.SkipUnless(isa == "128 bit" || (Avx2.IsSupported && Fma.IsSupported), "this processor has no AVX2");
        for (int seed = 1; seed <= 3000; seed++)
        {
            if (isa == "avx2")
                FloatCheck.Run<Avx2Kernels>(seed);
            else if (isa == "vnni")
                FloatCheck.Run<VnniKernels>(seed);
            else // what NEON runs but for its convolution, whose instructions this machine lacks
                FloatRowCheck.Run<NeonKernels>(seed);
        }
    }
}
