using System.Globalization;
using YoloGen.Compiler.Graph;
using YoloGen.Quantization.Choice;

namespace YoloGen.Quantization.Keeping;

/// <summary>
/// Looks for what has to stay in floats so that the network keeps the boxes of the float one: the tensors whose bytes do the most damage for the time
/// that floats cost, more of them until the agreement is reached, and then without those that turn out not to matter.
/// </summary>
internal sealed class KeepSearch(CandidateNetwork candidate, BoxAgreement agreement, Lazy<IReadOnlyDictionary<IReadOnlyList<Tensor>, double>> damage, QuantizeOptions options)
{
    /// <summary>At least this share of the multiply-adds stays in integers.</summary>
    public const double LeastIntegerShare = 0.9;

    private const int MostPhotos = 100;
    private const int MostTakenBack = 5;
    private static readonly double[] Shares = [0.2, 0.4, 0.6, 0.75, 0.85, 0.92, 0.97, 1];

    /// <summary>Photos spread evenly over all of them.</summary>
    public static IReadOnlyList<string> Some(IReadOnlyList<string> photos, int most = MostPhotos)
        => photos.Count <= most ? photos : [.. Enumerable.Range(0, most).Select(i => photos[(int)((long)i * photos.Count / most)])];

    /// <summary>Chooses what stays in floats.</summary>
    /// <param name="asked">Names of tensors that stay in floats in any case.</param>
    /// <param name="imported">The float network, for its predicted time.</param>
    public (IReadOnlySet<string> Floats, KeepReport Report) Run(IReadOnlySet<string> asked, NetworkGraph imported)
    {
        Trial start = Measure(asked, []);
        Trial best = start;
        if (start.Agreement < options.Keep)
        {
            best = Prune(Grow(start, asked), asked);
        }

        double floats = CandidateNetwork.CostOf(imported).Milliseconds;
        var report = new KeepReport(
            agreement.Photos, agreement.Boxes, start.Agreement, best.Agreement, floats, start.Milliseconds, best.Milliseconds, best.IntegerShare,
            [.. best.Units.Select(u => new KeptTensor([.. u.Names], Part(u)))]);
        return (best.Names(asked), report);
    }

    private Trial Grow(Trial start, IReadOnlySet<string> asked)
    {
        KeepUnit[] units = [.. KeepUnit.All(candidate, damage.Value, start.Milliseconds, asked).OrderByDescending(u => u.Worth)];
        double all = damage.Value.Values.Sum();
        Trial best = start;
        int size = 0;
        foreach (double share in Shares)
        {
            List<KeepUnit> chosen = Affordable(units, share * all);
            if (chosen.Count == size)
            {
                continue;
            }

            size = chosen.Count;
            Trial trial = Measure(asked, chosen);
            best = trial.Agreement >= options.Keep || trial.Damage < best.Damage ? trial : best;
            if (best.Agreement >= options.Keep)
            {
                break;
            }
        }

        return best;
    }

    /// <summary>The first units that take a part of the damage away and together leave enough of the work in integers.</summary>
    private static List<KeepUnit> Affordable(KeepUnit[] units, double damage)
    {
        double lost = 0, removed = 0;
        var chosen = new List<KeepUnit>();
        foreach (KeepUnit unit in units)
        {
            if (removed < damage && lost + unit.FloatShare <= 1 - LeastIntegerShare)
            {
                chosen.Add(unit);
                lost += unit.FloatShare;
                removed += unit.Damage;
            }
        }

        return chosen;
    }

    /// <summary>Takes back what costs most time as long as the agreement holds.</summary>
    private Trial Prune(Trial best, IReadOnlySet<string> asked)
    {
        foreach (KeepUnit unit in best.Units.OrderByDescending(u => u.Milliseconds).Take(MostTakenBack).ToArray())
        {
            Trial trial = Measure(asked, [.. best.Units.Where(u => u != unit)]);
            bool holds = trial.Agreement >= options.Keep || trial.Damage <= best.Damage;
            best = holds && trial.Milliseconds <= best.Milliseconds ? trial : best;
        }

        return best;
    }

    private double Part(KeepUnit unit) => unit.Damage / damage.Value.Values.Sum();

    private Trial Measure(IReadOnlySet<string> asked, IReadOnlyList<KeepUnit> units)
    {
        var names = new HashSet<string>(asked, StringComparer.Ordinal);
        names.UnionWith(units.SelectMany(u => u.Names));
        NetworkGraph graph = candidate.Without(names);
        (double milliseconds, double share) = CandidateNetwork.CostOf(graph);
        (double reached, double done) = agreement.Of(graph);
        var trial = new Trial(units, reached, done, milliseconds, share);
        options.Log?.Invoke(string.Create(CultureInfo.InvariantCulture, $"{units.Count} left in floats: agreement {trial.Agreement:F3}, {milliseconds:F1} ms, {share:P1} of the multiply-adds in integers, {units.Sum(Part):P0} of the damage to go, {trial.Damage / Math.Max(1, agreement.Boxes):F4} a box"));
        return trial;
    }

    private sealed record Trial(IReadOnlyList<KeepUnit> Units, double Agreement, double Damage, double Milliseconds, double IntegerShare)
    {
        public IReadOnlySet<string> Names(IReadOnlySet<string> asked) => new HashSet<string>(asked.Concat(Units.SelectMany(u => u.Names)), StringComparer.Ordinal);
    }
}
