using Xunit;
using YoloGen.Compiler;
using YoloGen.Cost;
using YoloGen.Tests;
using YoloGen.Training.Network;
using YoloGen.Training.Pruning;

namespace YoloGen.Training.Tests;

/// <summary>A network that is not trained yet, against what <c>compile</c> says of the same one trained, calibrated and shipped.</summary>
public sealed class PredictedTimeTests
{
    [Theory]
    [InlineData("facemask_m_int8", 1)]
    [InlineData("facemask_s_int8", 0.7)]
    public void A_shape_costs_what_the_trained_file_costs(string name, double width)
    {
        var spec = new NetworkSpec
        {
            ClassNames = ["mask", "no_mask"], Family = NetworkFamily.Pyramid, Channels = NetworkChannels.Scaled(width, NetworkFamily.Pyramid),
            Anchors = NetworkSpec.PyramidAnchors, CenterScale = NetworkSpec.PyramidCenterScale,
        };
        Plan plan = Compilation.Plan(Path.Combine(SharedData.RepositoryRoot, "models", $"{name}.onnx")).Plan;
        NetworkCost shipped = NetworkCost.Of(plan, CoreModels.RaspberryPi4), predicted = PredictedTime.Of(spec);
        Assert.Equal(shipped.Layers.Count, predicted.Layers.Count);
        Assert.InRange(predicted.Milliseconds / shipped.Milliseconds, 0.999, 1.001);
        Assert.InRange(predicted.MillisecondsOnFour / shipped.MillisecondsOnFour, 0.999, 1.001);
    }

    [Theory]
    [InlineData(false, BlockStyle.Linear)]
    [InlineData(true, BlockStyle.Activated)]
    public void Fewer_channels_take_less_time(bool collapsed, BlockStyle blocks)
    {
        NetworkChannels half = NetworkChannels.Scaled(0.5), quarter = NetworkChannels.Scaled(0.25);
        var spec = new NetworkSpec { ClassNames = ["mask", "no_mask"], Blocks = blocks, Channels = collapsed ? half.Collapsed() : half };
        NetworkSpec smaller = spec with { Channels = collapsed ? quarter.Collapsed() : quarter };
        Assert.InRange(PredictedTime.Milliseconds(smaller) / PredictedTime.Milliseconds(spec), 0.2, 0.6);
    }

    /// <summary>Most blocks' savings are looked up, and are what the whole network's cost says.</summary>
    [Fact]
    public void Savings_are_costed_once_until_a_neighbour_changes()
    {
        var spec = new NetworkSpec { ClassNames = ["mask"], Channels = NetworkChannels.Scaled(0.5) };
        int asked = 0;
        double Cost(NetworkSpec s)
        {
            asked++;
            return NetworkLayers.Of(s).Sum(l => (double)l.MultiplyAdds(s));
        }

        var savings = new BlockSavings(spec, Cost);
        NetworkSpec Without(NetworkSpec s, string group) => s with { Channels = s.Channels.With([KeyValuePair.Create(group, s.Channels[group] - 8)]) };
        double Saved(NetworkSpec s, string group) => savings.Of(group, s, Without(s, group), Cost(s));
        double stem = Saved(spec, "stem1"), csp = Saved(spec, "csp2");
        NetworkSpec next = Without(spec, "stem2");
        asked = 0;
        Assert.Equal(csp, Saved(next, "csp2"));
        Assert.Equal(1, asked);
        Assert.NotEqual(stem, Saved(next, "stem1"));
        Assert.Equal(Cost(next) - Cost(Without(next, "stem1")), Saved(next, "stem1"));
    }
}
