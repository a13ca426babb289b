using YoloGen.Compiler.Graph;

namespace YoloGen.Compiler.Import.Operators;

/// <summary>Flatten to a matrix at an axis.</summary>
internal static class FlattenImport
{
    public static void Import(NodeImport n)
    {
        Tensor x = n.In(0);
        long axis = n.Attributes.Int("axis", 1);
        int split = axis == x.Shape.Rank ? x.Shape.Rank : n.Axis(axis, x.Shape.Rank);
        long rows = x.Shape.Dims.Take(split).Aggregate(1L, (a, d) => a * d);
        long columns = x.Shape.Dims.Skip(split).Aggregate(1L, (a, d) => a * d);
        n.ReshapeResult(x, n.Shape(rows, columns));
    }
}
