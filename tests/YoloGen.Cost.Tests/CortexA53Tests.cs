using Xunit;

namespace YoloGen.Cost.Tests;

/// <summary>The core of a Raspberry Pi 3 and Zero 2 W.</summary>
public class CortexA53Tests
{
    [Theory]
    [InlineData("facemask_int8", 0.05)]
    [InlineData("synthetic_int8", 0.05)]
    [InlineData("peers/paper_pruned_s8", 0.05)]
    public void Layers_and_networks_cost_what_the_cycle_model_says(string name, double wholeTolerance)
        => CycleComparison.Check(CoreModels.Of("pi3")!, "CortexA53", name, wholeTolerance);

    /// <summary>The same core at another clock; kernels of its instructions are chosen for the Cortex-A72.</summary>
    [Fact]
    public void Machines_have_their_names()
    {
        Assert.Equal(["pi4", "pi5", "pi3", "zero2"], CoreModels.Machines);
        Assert.Equal(1.4 * CoreModels.Of("pi3")!.Milliseconds(1e6), CoreModels.Of("zero2")!.Milliseconds(1e6), 6);
        Assert.Same(CoreModels.RaspberryPi4, CoreModels.For("neon"));
        Assert.Same(CoreModels.RaspberryPi5, CoreModels.For("dot"));
        Assert.Null(CoreModels.Of("pi6"));
    }
}
