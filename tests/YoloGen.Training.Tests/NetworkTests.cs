using Xunit;
using YoloGen.Training.Network;
using YoloGen.Training.Pruning;

namespace YoloGen.Training.Tests;

/// <summary>Parameters and multiply-adds against Table I of the paper.</summary>
public sealed class NetworkTests
{
    private static readonly NetworkSpec Baseline = new() { ClassNames = ["mask", "no_mask"] };

    [Fact]
    public void Baseline_has_the_papers_parameters_and_multiply_adds()
    {
        Assert.Equal(9_110_626, Parameters(Baseline));
        Assert.Equal(4.915, MultiplyAdds(Baseline), 3);
    }

    [Theory]
    [InlineData(0.5, 3.071, 2.499)]
    [InlineData(0.6, 2.540, 2.223)]
    [InlineData(0.7, 2.113, 1.975)]
    [InlineData(0.8, 1.776, 1.758)]
    [InlineData(0.9, 1.486, 1.556)]
    public void One_shot_pruning_has_the_papers_parameters(double rate, double millions, double macs)
    {
        NetworkSpec pruned = Baseline with { Channels = PruningPlan.Paper(Baseline.Channels, rate) };
        Assert.Equal(millions, Parameters(pruned) / 1e6, 3);
        Assert.Equal(macs, MultiplyAdds(pruned), 3);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(20)]
    public void Outputs_follow_the_number_of_classes(int classes)
    {
        var spec = new NetworkSpec { ClassNames = [.. Enumerable.Range(0, classes).Select(i => $"c{i}")] };
        Assert.Equal(3 * (5 + classes), spec.OutputChannels);
        Assert.Equal(9_110_626 + 3L * (classes - 2) * 256, Parameters(spec));
    }

    [Fact]
    public void A_spec_survives_its_text()
    {
        var spec = new NetworkSpec { ClassNames = ["a'b", "\"c\""], Width = 320, Height = 256, Channels = NetworkChannels.Scaled(0.5).Collapsed(), Blocks = BlockStyle.Activated, CenterScale = 2 };
        NetworkSpec read = NetworkSpec.FromJson(spec.ToJson(), "file");
        Assert.Equal(spec.ToJson(), read.ToJson());
    }

    private static long Parameters(NetworkSpec spec) => NetworkLayers.Of(spec).Sum(l => l.Parameters(spec));

    private static double MultiplyAdds(NetworkSpec spec) => NetworkLayers.Of(spec).Sum(l => l.MultiplyAdds(spec)) / 1e9;
}
