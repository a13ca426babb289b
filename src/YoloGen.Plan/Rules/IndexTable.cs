using System.Collections.Generic;
using System.Linq;

namespace YoloGen.Plans;

/// <summary>A weight whose numbers are places along an axis: the only bytes of the weights file that addresses are made of.</summary>
/// <param name="Weight">Index of the weight, i32.</param>
/// <param name="Least">Least number allowed.</param>
/// <param name="End">First number that is too large.</param>
public sealed record IndexTable(int Weight, int Least, int End)
{
    /// <summary>All tables of a plan; one that several layers read has the narrowest limits.</summary>
    public static IReadOnlyList<IndexTable> Of(Plan plan)
        => [.. plan.Layers.SelectMany(l => l.IndexTables(plan)).GroupBy(t => t.Weight).OrderBy(g => g.Key).Select(g => new IndexTable(g.Key, g.Max(t => t.Least), g.Min(t => t.End)))];

    /// <summary>A table of places on an axis of <paramref name="size"/> elements.</summary>
    internal static IndexTable On(PlanOperand weight, int size, int least = 0) => new(weight.Index, least, size);
}
