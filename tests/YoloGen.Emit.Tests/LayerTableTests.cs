using Xunit;

namespace YoloGen.Emit.Tests;

public sealed class LayerTableTests
{
    [Fact]
    public void Kinds_are_unique() => Assert.Equal(LayerTable.All.Count, LayerTable.All.Select(k => k.Name).Distinct().Count());

    [Fact]
    public void Every_kind_has_a_meaning_that_the_emitted_class_shows()
        => Assert.Equal(LayerTable.All.Select(k => k.Name).Order(StringComparer.Ordinal), LayerMeanings.All.Keys.Order(StringComparer.Ordinal));

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
