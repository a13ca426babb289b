using System.Runtime.Intrinsics.X86;
using Xunit;
using YoloGen.Generated;
using YoloGen.Kernels.Tests.Checks;
using YoloGen.Kernels.Tests.Definition;

namespace YoloGen.Kernels.Tests;

/// <summary>The portable INT8 kernels against their definition, and every instruction set of this machine against the portable one, on random shapes.</summary>
public class Int8KernelTests
{
    private const int Seeds = 3000;

    [Fact]
    public void Portable_rows_equal_the_definition()
    {
        for (int seed = 1; seed <= Seeds; seed++)
            AllChecks.Int8<DefinitionKernels>(seed);
    }

    [Theory]
    [InlineData("avx2")]
    [InlineData("vnni")]
    public void Rows_equal_the_portable_ones(string isa)
    {
        Assert.SkipUnless(Avx2.IsSupported && Fma.IsSupported, "this processor has no AVX2");
        Assert.SkipUnless(isa != "vnni" || AvxVnni.IsSupported, "this processor has no AVX-VNNI");
        for (int seed = 1; seed <= Seeds; seed++)
        {
            if (isa == "avx2")
                AllChecks.Run<Avx2Kernels>(seed);
            else
                AllChecks.Run<VnniKernels>(seed);
        }
    }
}
