using System.Collections.Generic;
using System.Linq;

namespace YoloGen.Emit;

/// <summary>A weight whose numbers are places along an axis: the only bytes of the weights file that addresses are made of.</summary>
/// <param name="Weight">Index of the weight, i32.</param>
/// <param name="Least">Least number allowed.</param>
/// <param name="End">First number that is too large.</param>
internal sealed record IndexTable(int Weight, int Least, int End)
{
    /// <summary>The tables of a layer.</summary>
    public static IEnumerable<IndexTable> Of(Plan plan, PlanLayer layer)
    {
        IndexTable Table(int operand, int least, int end) => new(layer.Inputs[operand].Index, least, end);
        if (layer.Kind is not ("pick" or "nearest" or "linear" or "cubic"))
        {
            return [];
        }

        IReadOnlyList<int> shape = LayerScope.View(plan, layer.Inputs[0]).Shape;
        return layer.Kind switch
        {
            // -1 takes the fill value.
            "pick" => [Table(1, -1, shape[layer.Attributes.Int("axis")])],
            "nearest" => [Table(1, 0, shape[2]), Table(2, 0, shape[3])],
            "cubic" => [Table(1, 0, shape[2]), Table(3, 0, shape[3])],
            _ => [Table(1, 0, shape[2]), Table(2, 0, shape[2]), Table(4, 0, shape[3]), Table(5, 0, shape[3])],
        };
    }

    /// <summary>All tables of a plan; one that several layers read has the narrowest limits.</summary>
    public static IReadOnlyList<IndexTable> Of(Plan plan)
        => [.. plan.Layers.SelectMany(l => Of(plan, l)).GroupBy(t => t.Weight).OrderBy(g => g.Key).Select(g => new IndexTable(g.Key, g.Max(t => t.Least), g.Min(t => t.End)))];
}
