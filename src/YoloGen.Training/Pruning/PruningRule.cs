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

    /// <summary>Input width and height that budgets are counted at; 0 for the network's own.</summary>
    public int BudgetSize { get; init; }

    /// <summary>Whether a budget is set.</summary>
    public bool HasBudget => MultiplyAdds > 0 || Parameters > 0 || Milliseconds > 0;

    /// <summary>Prunes once.</summary>
    public TorchNetwork Apply(TorchNetwork network)
    {
        Dictionary<string, double[]> importance = FilterImportance.Of(network, folded: !PaperScope);
        NetworkSpec spec = network.Spec;
        NetworkChannels target;
        if (PaperScope)
            target = PruningPlan.Paper(spec.Channels, Rate);
        else if (MultiplyAdds > 0)
            target = PruningPlan.Budget(spec, importance, CountMultiplyAdds, MultiplyAdds, Multiple);
        else if (Parameters > 0)
            target = PruningPlan.Budget(spec, importance, CountParameters, Parameters, Multiple);
        else if (Milliseconds > 0)
            target = PruningPlan.Budget(spec, importance, PredictMilliseconds, Milliseconds, Multiple);
        else
            target = PruningPlan.Uniform(spec.Channels, Rate, Multiple);
        return FilterPruner.Prune(network, FilterPruner.Choose(spec.Channels, target, importance));
    }

    /// <summary>The rule of one of some rounds: budgets are approached in equal ratios.</summary>
    /// <param name="original">Network before the first round.</param>
    /// <param name="round">Round, from 1.</param>
    /// <param name="rounds">Number of rounds.</param>
    public PruningRule Limited(NetworkSpec original, int round, int rounds)
    {
        double Step(Func<NetworkSpec, double> count, double end)
        {
            if (end <= 0)
                return 0;
            double start = count(original);
            return start * Math.Pow(Math.Min(1, end / start), (double)round / rounds);
        }
        return this with
        {
            MultiplyAdds = Step(CountMultiplyAdds, MultiplyAdds),
            Parameters = Step(CountParameters, Parameters),
            Milliseconds = Step(PredictMilliseconds, Milliseconds),
        };
    }

    private NetworkSpec Sized(NetworkSpec spec) => BudgetSize > 0 ? spec with { Width = BudgetSize, Height = BudgetSize } : spec;

    private double CountMultiplyAdds(NetworkSpec spec)
    {
        NetworkSpec sized = Sized(spec);
        return NetworkLayers.Of(sized).Sum(l => (double)l.MultiplyAdds(sized));
    }

    private static double CountParameters(NetworkSpec spec) => NetworkLayers.Of(spec).Sum(l => (double)l.Parameters(spec));

    private double PredictMilliseconds(NetworkSpec spec) => PredictedTime.Milliseconds(Sized(spec));
}
