using YoloGen.Compiler;
using YoloGen.Compiler.Graph;
using YoloGen.Quantization.Choice;

namespace YoloGen.Quantization.Keeping;

/// <summary>Tensors that share one scale, and so stay in floats together.</summary>
/// <param name="Names">Their names.</param>
/// <param name="Noise">The largest noise among them.</param>
/// <param name="Milliseconds">What leaving them in floats costs on a core of a Raspberry Pi 4, predicted.</param>
/// <param name="FloatShare">Share of the multiply-adds that leave the integers with them, 0 to 1.</param>
/// <param name="Worth">What is tried first: noise for time.</param>
internal sealed record KeepUnit(IReadOnlyList<string> Names, double Noise, double Milliseconds, double FloatShare, double Worth)
{
    /// <summary>Time that is never worth arguing about, as a share of the network's.</summary>
    private const double FreeShare = 0.005;

    private const double Quiet = 1e-4;
    private const int Most = 40;

    /// <summary>The noisiest units of a network.</summary>
    public static IReadOnlyList<KeepUnit> All(CandidateNetwork candidate, IReadOnlyDictionary<Tensor, double> noise, double milliseconds, IReadOnlySet<string> asked)
    {
        var units = new Dictionary<IReadOnlyList<Tensor>, double>(ReferenceEqualityComparer.Instance);
        foreach ((Tensor tensor, double found) in noise)
        {
            IReadOnlyList<Tensor> group = candidate.Groups.Of(tensor);
            units[group] = Math.Max(found, units.GetValueOrDefault(group));
        }

        double integers = CandidateNetwork.CostOf(candidate.Without(asked)).IntegerShare;
        var all = new List<KeepUnit>();
        foreach ((IReadOnlyList<Tensor> group, double found) in units.Where(u => u.Value > Quiet).OrderByDescending(u => u.Value).Take(Most))
        {
            var names = new HashSet<string>(group.Select(t => t.Name), StringComparer.Ordinal);
            if (candidate.Tensors.Graph.Inputs.Any(i => names.Contains(i.Name)) || names.IsSubsetOf(asked))
            {
                continue;
            }

            names.UnionWith(asked);
            (double cost, double share) = CandidateNetwork.CostOf(candidate.Without(names));
            names.ExceptWith(asked);
            double extra = Math.Max(0, cost - milliseconds);
            all.Add(new KeepUnit([.. names.Order(StringComparer.Ordinal)], found, extra, Math.Max(0, integers - share), found / (extra + (FreeShare * milliseconds))));
        }

        return all;
    }
}
