using YoloGen.Compiler.Graph;
using YoloGen.Quantization.Calibration;
using YoloGen.Quantization.Choice;

namespace YoloGen.Quantization.Keeping;

/// <summary>
/// Chooses again between the whole range, a few values cut off, and the least squared error, by what each does to the boxes: an error over all places
/// of a photo says little about those few where objects are.
/// </summary>
internal static class RangeRefinement
{
    /// <summary>Groups below this part of the damage are not worth the runs.</summary>
    private const double LeastShare = 0.004;

    /// <summary>Another range has to do this much better: the photos are few.</summary>
    private const double Better = 0.9;

    private static readonly RangeMethod[] Others = [RangeMethod.MinMax, RangeMethod.Percentile];

    /// <summary>The ranges of observed tensors, and what the bytes of each group do with them.</summary>
    /// <param name="candidate">With the ranges of least squared error.</param>
    /// <param name="calibrated">The tensors' values.</param>
    /// <param name="sensitivity">Measures damage.</param>
    /// <param name="damage">What the bytes of each group do now; improved groups are entered.</param>
    public static CandidateNetwork Run(CandidateNetwork candidate, Calibrator calibrated, Sensitivity sensitivity, Dictionary<IReadOnlyList<Tensor>, double> damage)
    {
        double all = damage.Values.Sum();
        IReadOnlyList<Tensor>[] groups = [.. damage.Where(d => d.Value > LeastShare * all).Select(d => d.Key)];
        var ranges = new Dictionary<string, ValueRange>(StringComparer.Ordinal);
        foreach (Tensor tensor in candidate.Tensors.Graph.Inputs.Concat(candidate.Tensors.Observed).Where(t => candidate.Tensors.Contains(t)))
        {
            ranges[tensor.Name] = candidate.Ranges[tensor];
        }

        foreach (RangeMethod method in Others)
        {
            IReadOnlyDictionary<string, ValueRange> chosen = RangeSelection.Choose(candidate.Tensors, calibrated, method);
            ParameterTable parameters = ParameterTable.Of(candidate.Tensors, new RangeTable(candidate.Tensors, chosen), candidate.Options.ActivationType);
            IReadOnlyList<Tensor>[] changed = [.. groups.Where(g => g.Any(t => parameters[t] != candidate.Parameters[t]))];
            foreach ((IReadOnlyList<Tensor> group, double found) in sensitivity.Measure(changed, t => parameters[t]))
            {
                if (found < Better * damage[group])
                {
                    damage[group] = found;
                    foreach (Tensor tensor in group.Where(t => chosen.ContainsKey(t.Name)))
                    {
                        ranges[tensor.Name] = chosen[tensor.Name];
                    }
                }
            }
        }

        return new CandidateNetwork(candidate.Tensors, new RangeTable(candidate.Tensors, ranges), candidate.Options);
    }
}
