using Xunit;

namespace YoloGen.Emit.Tests;

public sealed class LayerTableTests
{
    /// <summary>A layer of the plan that the emitter does not know would not be emitted.</summary>
    [Fact]
    public void Every_layer_of_the_plan_has_code()
        => Assert.Equal(LayerTable.All.Select(l => l.GetType().Name).Distinct().Order(StringComparer.Ordinal), LayerCodes.All.Select(c => c.Layer.Name).Order(StringComparer.Ordinal));

    [Fact]
    public void Support_code_drops_what_is_not_asked_for()
    {
        string arm = SupportCode.Emit(["neon"]);
        Assert.DoesNotContain("Avx2Kernels", arm, StringComparison.Ordinal);
        Assert.DoesNotContain("DotKernels", arm, StringComparison.Ordinal);
        Assert.Contains("NeonKernels", arm, StringComparison.Ordinal);
        Assert.True(arm.Length < SupportCode.Emit(InstructionSets.All).Length);
    }
}
