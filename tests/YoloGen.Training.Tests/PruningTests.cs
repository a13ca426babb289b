using TorchSharp;
using Xunit;
using YoloGen.Diagnostics;
using YoloGen.Training.Network;
using YoloGen.Training.Pruning;
using static TorchSharp.torch;

namespace YoloGen.Training.Tests;

public sealed class PruningTests : NeedsTorch
{
    private static readonly NetworkSpec Small = new() { ClassNames = ["mask", "no_mask"], Width = 96, Height = 96, Channels = NetworkChannels.Scaled(0.25) };

    [Theory]
    [InlineData(true, BlockStyle.Linear, false)]
    [InlineData(false, BlockStyle.Linear, false)]
    [InlineData(false, BlockStyle.Activated, true)]
    public void A_pruned_network_equals_the_masked_original(bool paper, BlockStyle blocks, bool collapsed)
    {
        NetworkSpec spec = Small with { Blocks = blocks, Channels = collapsed ? Small.Channels.Collapsed() : Small.Channels };
        using TorchNetwork network = Shaken(spec);
        Dictionary<string, double[]> importance = FilterImportance.Of(network, folded: !paper);
        NetworkChannels target = paper ? PruningPlan.Paper(spec.Channels, 0.5) : PruningPlan.Uniform(spec.Channels, 0.4, 4);
        Dictionary<string, int[]> kept = FilterPruner.Choose(spec.Channels, target, importance);
        using TorchNetwork pruned = FilterPruner.Prune(network, kept);

        using IDisposable quiet = no_grad();
        manual_seed(1);
        Tensor image = rand(2, 3, 96, 96);
        Tensor[] outputs = pruned.Forward(image);
        Tensor[] masked = NetworkDefinition.Apply(new MaskedNetwork(network, kept), spec, image);
        Assert.All(outputs.Zip(masked), pair => Assert.True((pair.First - pair.Second).abs().max().ToSingle() < 1e-5));
    }

    [Fact]
    public void A_budget_holds_with_channels_at_multiples()
    {
        using TorchNetwork network = Shaken(Small with { Channels = NetworkChannels.Scaled(0.5) });
        double before = network.Layers.Sum(l => (double)l.MultiplyAdds(network.Spec));
        using TorchNetwork pruned = new PruningRule { MultiplyAdds = before * 0.5 }.Apply(network);
        double after = pruned.Layers.Sum(l => (double)l.MultiplyAdds(pruned.Spec));
        Assert.InRange(after, before * 0.4, before * 0.5);
        Assert.All(pruned.Spec.Channels.Groups.Where(g => !g.StartsWith("attention", StringComparison.Ordinal)), g => Assert.Equal(0, pruned.Spec.Channels[g] % 8));
    }

    [Fact]
    public void Budgets_in_parameters_and_time_hold_at_their_size()
    {
        using TorchNetwork network = Shaken(Small with { Channels = NetworkChannels.Scaled(0.5) });
        double parameters = network.ParameterCount * 0.6;
        using TorchNetwork fewer = new PruningRule { Parameters = parameters }.Apply(network);
        Assert.InRange(fewer.ParameterCount, parameters * 0.7, parameters);
        NetworkSpec large = network.Spec with { Width = 416, Height = 416 };
        double milliseconds = PredictedTime.Milliseconds(large) * 0.6;
        using TorchNetwork faster = new PruningRule { Milliseconds = milliseconds, BudgetSize = 416 }.Apply(network);
        Assert.InRange(PredictedTime.Milliseconds(faster.Spec with { Width = 416, Height = 416 }), milliseconds * 0.8, milliseconds);
        Assert.Equal(96, faster.Spec.Width);
    }

    [Fact]
    public void Rounds_approach_a_budget_in_equal_ratios()
    {
        NetworkSpec spec = Small with { Channels = NetworkChannels.Scaled(0.5) };
        double all = NetworkLayers.Of(spec).Sum(l => (double)l.MultiplyAdds(spec));
        var rule = new PruningRule { MultiplyAdds = all / 8 };
        Assert.Equal(all / 2, rule.Limited(spec, 1, 3).MultiplyAdds, 3);
        Assert.Equal(all / 4, rule.Limited(spec, 2, 3).MultiplyAdds, 3);
        Assert.Equal(all / 8, rule.Limited(spec, 3, 3).MultiplyAdds, 3);
        Assert.False(rule.Limited(spec, 1, 3).Parameters > 0);
    }

    [Fact]
    public void The_report_names_every_layer_before_and_after()
    {
        NetworkSpec after = Small with { Channels = PruningPlan.Paper(Small.Channels, 0.5) };
        string html = PruningReport.Html(Small, after), markdown = PruningReport.Markdown(Small, after);
        Assert.All(NetworkLayers.Of(Small), l => Assert.Contains($"<td>{l.Name}</td>", html));
        Assert.All(NetworkLayers.Of(Small), l => Assert.Contains($"| {l.Name} |", markdown));
        Assert.Equal(3, html.Split("<svg").Length - 1);
        Assert.Contains("Parameters ", html);
    }

    [Fact]
    public void A_budget_that_cannot_be_reached_is_refused()
    {
        using TorchNetwork network = Shaken(Small);
        var exception = Assert.Throws<YoloGenException>(() => new PruningRule { Parameters = 10 }.Apply(network));
        Assert.Equal(DiagnosticCodes.BudgetNotReachable, exception.Diagnostics[0].Code);
    }

    /// <summary>A network whose normalization is not the identity.</summary>
    internal static TorchNetwork Shaken(NetworkSpec spec)
    {
        var network = new TorchNetwork(spec, 3);
        using IDisposable quiet = no_grad();
        manual_seed(7);
        foreach ((string name, Tensor tensor) in network.Tensors)
        {
            if (name.Contains(".norm.variance", StringComparison.Ordinal) || name.Contains(".norm.weight", StringComparison.Ordinal))
                tensor.uniform_(0.5, 1.5);
            else if (name.Contains(".norm.", StringComparison.Ordinal) || name.EndsWith(".bias", StringComparison.Ordinal))
                tensor.uniform_(-0.3, 0.3);
        }
        return network;
    }
}
