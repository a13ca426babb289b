using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;
using YoloGen.Compiler.Operators;
using YoloGen.Diagnostics;

namespace YoloGen.Compiler.Import;

/// <summary>
/// Which sizes a network takes, for a user whose --shape made two branches meet with different sizes: multiples of how far the network
/// shrinks its input before it enlarges it again.
/// </summary>
internal static class ShapeHint
{
    /// <summary>Adds the hint to what was found about shapes, if a shape was asked for.</summary>
    /// <param name="found">The diagnostics.</param>
    /// <param name="nodes">The nodes that could be imported.</param>
    /// <param name="options">The shapes that were asked for.</param>
    public static IReadOnlyList<Diagnostic> Add(IReadOnlyList<Diagnostic> found, IReadOnlyList<Node> nodes, ImportOptions options)
    {
        KeyValuePair<string, IReadOnlyList<int>>? given = options.Shapes.Where(s => s.Value.Count == 4).Select(s => (KeyValuePair<string, IReadOnlyList<int>>?)s).FirstOrDefault();
        int multiple = Multiple(nodes);
        if (given is not { } asked || multiple < 2 || (asked.Value[2] % multiple == 0 && asked.Value[3] % multiple == 0))
        {
            return found;
        }

        int Fitting(int size) => Math.Max(1, (int)Math.Round((double)size / multiple)) * multiple;
        string hint = $"; the network shrinks its input {multiple} times, so that height and width of --shape have to be multiples of {multiple}: {asked.Key}={asked.Value[0]},{asked.Value[1]},{Fitting(asked.Value[2])},{Fitting(asked.Value[3])} fits";
        return [.. found.Select(d => d.Code == DiagnosticCodes.BadShape ? d with { Message = d.Message + hint } : d)];
    }

    private static int Multiple(IReadOnlyList<Node> nodes)
    {
        var factors = new Dictionary<Tensor, double>(ReferenceEqualityComparer.Instance);
        double largest = 1;
        foreach (Node node in nodes)
        {
            double factor = node.Inputs.Max(i => i is null ? 1 : factors.GetValueOrDefault(i, 1));
            if (OperatorCatalog.TraitsOf(node.Op).ChangesSize && node.Inputs[0] is { Shape: { Rank: 4 } from } && node.Output.Shape is { Rank: 4 } to)
            {
                factor *= Ratio(from[2], to[2]) / Ratio(to[2], from[2]);
            }

            foreach (Tensor output in node.Outputs)
            {
                factors[output] = factor;
            }

            largest = Math.Max(largest, factor);
        }

        return largest is >= 2 and <= 1024 ? (int)largest : 1;
    }

    // A size that does not divide is rounded up or down on the way: 165 becomes 83.
    private static double Ratio(int from, int to) => to > 0 && from > to ? Math.Round((double)from / to, MidpointRounding.AwayFromZero) : 1;
}
