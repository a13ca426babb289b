using YoloGen.Training.Network;

namespace YoloGen.Training.Pruning;

/// <summary>What to prune and how far.</summary>
internal sealed record PruningRule
{
    /// <summary>The paper's layers, or all.</summary>
    public bool PaperScope { get; init; }

    /// <summary>Share of each layer's filters; used without a budget.</summary>
    public double Rate { get; init; }

    /// <summary>Largest number of multiply-adds; 0 for none.</summary>
    public double MultiplyAdds { get; init; }

    /// <summary>Largest number of parameters; 0 for none.</summary>
    public double Parameters { get; init; }

    /// <summary>Largest predicted time on a Raspberry Pi 4 core in milliseconds; 0 for none.</summary>
    public double Milliseconds { get; init; }

    /// <summary>Counts kept are multiples of this (scope all).</summary>
    public int Multiple { get; init; } = 8;

    /// <summary>Prunes once.</summary>
    public TorchNetwork Apply(TorchNetwork network)
    {
        Dictionary<string, double[]> importance = FilterImportance.Of(network, folded: !PaperScope);
        NetworkSpec spec = network.Spec;
        NetworkChannels target;
        if (PaperScope)
            target = PruningPlan.Paper(spec.Channels, Rate);
        else if (MultiplyAdds > 0)
            target = PruningPlan.Budget(spec, importance, s => NetworkLayers.Of(s).Sum(l => (double)l.MultiplyAdds(s)), MultiplyAdds, Multiple);
        else if (Parameters > 0)
            target = PruningPlan.Budget(spec, importance, s => NetworkLayers.Of(s).Sum(l => (double)l.Parameters(s)), Parameters, Multiple);
        else if (Milliseconds > 0)
            target = PruningPlan.Budget(spec, importance, Pi4Time.Milliseconds, Milliseconds, Multiple);
        else
            target = PruningPlan.Uniform(spec.Channels, Rate, Multiple);
        return FilterPruner.Prune(network, FilterPruner.Choose(spec.Channels, target, importance));
    }
}
