using YoloGen.Compiler;
using YoloGen.Compiler.Graph;
using YoloGen.Quantization.Choice;

namespace YoloGen.Quantization.Keeping;

/// <summary>Tensors that share one scale, and so stay in floats together.</summary>
/// <param name="Names">Their names.</param>
/// <param name="Damage">What their bytes alone do to the boxes.</param>
/// <param name="Milliseconds">What leaving them in floats costs on a core of a Raspberry Pi 4, predicted.</param>
/// <param name="FloatShare">Share of the multiply-adds that leave the integers with them, 0 to 1.</param>
/// <param name="Worth">What is tried first: damage for the shares of time and of the multiply-adds, of which only so many may leave the integers.</param>
internal sealed record KeepUnit(IReadOnlyList<string> Names, double Damage, double Milliseconds, double FloatShare, double Worth)
{
    /// <summary>A share of either that is never worth arguing about.</summary>
    private const double FreeShare = 0.005;

    private const int Most = 64;

    /// <summary>The units that do damage, the worst of them.</summary>
    public static IReadOnlyList<KeepUnit> All(
        CandidateNetwork candidate, IReadOnlyDictionary<IReadOnlyList<Tensor>, double> damage, double milliseconds, IReadOnlySet<string> asked)
    {
        // What rounding does to weights costs no time.
        CandidateNetwork plain = candidate with { Reconstructor = null };
        double integers = CandidateNetwork.CostOf(plain.Without(asked)).IntegerShare;
        var all = new List<KeepUnit>();
        foreach ((IReadOnlyList<Tensor> group, double found) in damage.Where(u => u.Value > 0).OrderByDescending(u => u.Value).Take(Most))
        {
            var names = new HashSet<string>(group.Select(t => t.Name), StringComparer.Ordinal);
            if (candidate.Tensors.Graph.Inputs.Any(i => names.Contains(i.Name)) || names.IsSubsetOf(asked))
            {
                continue;
            }

            names.UnionWith(asked);
            (double cost, double share) = CandidateNetwork.CostOf(plain.Without(names));
            names.ExceptWith(asked);
            double extra = Math.Max(0, cost - milliseconds);
            double lost = Math.Max(0, integers - share);
            all.Add(new KeepUnit([.. names.Order(StringComparer.Ordinal)], found, extra, lost, found / ((extra / milliseconds) + lost + FreeShare)));
        }

        return all;
    }
}
