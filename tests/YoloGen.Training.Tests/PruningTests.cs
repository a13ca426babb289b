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
        (Tensor coarse, Tensor fine) = pruned.Forward(image);
        (Tensor maskedCoarse, Tensor maskedFine) = NetworkDefinition.Apply(new MaskedNetwork(network, kept), spec, image);
        Assert.True((coarse - maskedCoarse).abs().max().ToSingle() < 1e-5);
        Assert.True((fine - maskedFine).abs().max().ToSingle() < 1e-5);
    }

    [Fact]
    public void A_budget_holds_with_channels_at_multiples()
    {
        using TorchNetwork network = Shaken(Small with { Channels = NetworkChannels.Scaled(0.5) });
        double before = network.Layers.Sum(l => (double)l.MultiplyAdds(network.Spec));
        using TorchNetwork pruned = new PruningRule { MultiplyAdds = before * 0.5 }.Apply(network);
        double after = pruned.Layers.Sum(l => (double)l.MultiplyAdds(pruned.Spec));
        Assert.InRange(after, before * 0.4, before * 0.5);
        Assert.All(NetworkChannels.Groups.Where(g => !g.StartsWith("attention", StringComparison.Ordinal)), g => Assert.Equal(0, pruned.Spec.Channels[g] % 8));
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
