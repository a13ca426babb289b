using YoloGen.Diagnostics;
using YoloGen.Training.Network;

namespace YoloGen.Training.Pruning;

/// <summary>How many channels each group keeps.</summary>
internal static class PruningPlan
{
    /// <summary>What the paper prunes: outputs of convolutions with BatchNormalization outside the residual and attention blocks.</summary>
    public static IReadOnlyList<string> PaperGroups { get; } = ["stem1", "stem2", "bridge", "csp1", "csp2", "csp3", "csp4", "neck", "fine"];

    /// <summary>A group never loses more than this share under a budget.</summary>
    private const double LargestLoss = 0.75;

    /// <summary>The paper's rule: a fixed share of each layer; the neck and T, tied, are pruned twice.</summary>
    /// <param name="channels">Counts before.</param>
    /// <param name="rate">Share removed, 0 to 0.95.</param>
    public static NetworkChannels Paper(NetworkChannels channels, double rate)
    {
        CheckRate(rate);
        int Keep(int count) => Math.Max(1, count - (int)(count * rate + 1e-9));
        return channels.With(PaperGroups.Select(g => KeyValuePair.Create(g, g == "neck" ? Keep(Keep(channels[g])) : Keep(channels[g]))));
    }

    /// <summary>The same share of every group, kept at multiples.</summary>
    /// <param name="channels">Counts before.</param>
    /// <param name="rate">Share removed, 0 to 0.95.</param>
    /// <param name="multiple">Counts kept are multiples of this (hidden units of the attention: any count from 2).</param>
    public static NetworkChannels Uniform(NetworkChannels channels, double rate, int multiple)
    {
        CheckRate(rate);
        return channels.With(channels.Groups.Where(g => channels[g] > 0).Select(g => KeyValuePair.Create(g, Round(g, channels[g], channels[g] * (1 - rate), multiple))));
    }

    /// <summary>
    /// Removes the least important channels of the whole network, a block of <paramref name="multiple"/> at a time, where a block costs
    /// the least importance for each unit that it saves, until the budget holds.
    /// </summary>
    /// <param name="spec">Network before.</param>
    /// <param name="importance">From <see cref="FilterImportance"/>, folded.</param>
    /// <param name="cost">What the budget counts: multiply-adds, parameters or time.</param>
    /// <param name="budget">Largest cost.</param>
    /// <param name="multiple">Block size.</param>
    /// <exception cref="YoloGenException">Even the smallest network costs more.</exception>
    public static NetworkChannels Budget(NetworkSpec spec, IReadOnlyDictionary<string, double[]> importance, Func<NetworkSpec, double> cost, double budget, int multiple)
    {
        var sorted = importance.ToDictionary(p => p.Key, p => p.Value.Order().ToArray());
        double now = cost(spec);
        var savings = new BlockSavings(spec, cost);
        while (now > budget)
        {
            (string? Group, NetworkSpec Spec, double Price) best = (null, spec, double.MaxValue);
            foreach (string group in spec.Channels.Groups)
            {
                int count = spec.Channels[group];
                int next = Round(group, sorted.TryGetValue(group, out double[]? norms) ? norms.Length : 0, count - 1, multiple);
                next = next >= count ? count - multiple : next;
                if (norms is null || next < Math.Max(Unit(group, multiple), norms.Length * (1 - LargestLoss)))
                    continue;
                NetworkSpec smaller = spec with { Channels = spec.Channels.With([KeyValuePair.Create(group, next)]) };
                double saved = savings.Of(group, spec, smaller, now), lost = norms[(norms.Length - count)..(norms.Length - next)].Sum() / norms.Length;
                if (saved > 0 && lost / saved < best.Price)
                    best = (group, smaller, lost / saved);
            }
            if (best.Group is null)
                throw new YoloGenException(DiagnosticCodes.BudgetNotReachable, $"pruning ends at {now:F0} with a quarter of each layer left, above the budget of {budget:F0}; start from a narrower network (--width)");
            (spec, now) = (best.Spec, cost(best.Spec));
        }
        return spec.Channels;
    }

    private static int Unit(string group, int multiple) => group.StartsWith("attention", StringComparison.Ordinal) ? 2 : multiple;

    private static int Round(string group, int count, double target, int multiple)
    {
        int unit = Unit(group, multiple);
        return Math.Min(count, Math.Max(unit, (int)(target / unit) * unit));
    }

    private static void CheckRate(double rate)
    {
        if (!(rate is >= 0 and <= 0.95))
            throw new YoloGenException(DiagnosticCodes.BadTrainingOption, $"a pruning rate of {rate} is outside 0 to 0.95");
    }
}
