using System.Globalization;
using YoloGen.Compiler.Graph;
using YoloGen.Quantization.Choice;

namespace YoloGen.Quantization.Keeping;

/// <summary>
/// Looks for what has to stay in floats so that the network keeps the boxes of the float one: the tensors whose bytes lose most for the time that floats
/// cost, more of them until the agreement is reached, and then without those that turn out not to matter.
/// </summary>
internal sealed class KeepSearch(CandidateNetwork candidate, BoxAgreement agreement, IReadOnlyDictionary<Tensor, double> noise, QuantizeOptions options)
{
    /// <summary>At least this share of the multiply-adds stays in integers.</summary>
    public const double LeastIntegerShare = 0.9;

    private const int MostPhotos = 48;
    private const int MostTakenBack = 5;
    private static readonly int[] Sizes = [1, 2, 3, 4, 6, 8, 12, 16, 24];

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
            [.. best.Units.Select(u => new KeptTensor([.. u.Names], u.Noise))]);
        return (best.Names(asked), report);
    }

    private Trial Grow(Trial start, IReadOnlySet<string> asked)
    {
        KeepUnit[] units = [.. KeepUnit.All(candidate, noise, start.Milliseconds, asked).OrderByDescending(u => u.Worth)];
        Trial best = start;
        foreach (int size in Sizes)
        {
            List<KeepUnit> chosen = Affordable(units, size, asked);
            if (chosen.Count <= best.Units.Count && best != start)
            {
                break;
            }

            Trial trial = Measure(asked, chosen);
            best = trial.Agreement > best.Agreement ? trial : best;
            if (best.Agreement >= options.Keep || chosen.Count < size)
            {
                break;
            }
        }

        return best;
    }

    /// <summary>The first units that together leave enough of the work in integers.</summary>
    private List<KeepUnit> Affordable(KeepUnit[] units, int size, IReadOnlySet<string> asked)
    {
        double lost = 0;
        var chosen = new List<KeepUnit>();
        foreach (KeepUnit unit in units)
        {
            if (chosen.Count < size && lost + unit.FloatShare <= 1 - LeastIntegerShare)
            {
                chosen.Add(unit);
                lost += unit.FloatShare;
            }
        }

        return chosen;
    }

    /// <summary>Takes back what costs most time as long as the agreement holds.</summary>
    private Trial Prune(Trial best, IReadOnlySet<string> asked)
    {
        double least = Math.Min(best.Agreement, options.Keep);
        foreach (KeepUnit unit in best.Units.OrderByDescending(u => u.Milliseconds).Take(MostTakenBack).ToArray())
        {
            Trial trial = Measure(asked, [.. best.Units.Where(u => u != unit)]);
            best = trial.Agreement >= least && trial.Milliseconds <= best.Milliseconds ? trial : best;
        }

        return best;
    }

    private Trial Measure(IReadOnlySet<string> asked, IReadOnlyList<KeepUnit> units)
    {
        var names = new HashSet<string>(asked, StringComparer.Ordinal);
        names.UnionWith(units.SelectMany(u => u.Names));
        NetworkGraph graph = candidate.Without(names);
        (double milliseconds, double share) = CandidateNetwork.CostOf(graph);
        var trial = new Trial(units, agreement.Of(graph), milliseconds, share);
        options.Log?.Invoke(string.Create(CultureInfo.InvariantCulture, $"{units.Count} left in floats: agreement {trial.Agreement:F3}, {milliseconds:F1} ms, {share:P1} of the multiply-adds in integers"));
        return trial;
    }

    private sealed record Trial(IReadOnlyList<KeepUnit> Units, double Agreement, double Milliseconds, double IntegerShare)
    {
        public IReadOnlySet<string> Names(IReadOnlySet<string> asked) => new HashSet<string>(asked.Concat(Units.SelectMany(u => u.Names)), StringComparer.Ordinal);
    }
}
