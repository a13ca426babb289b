using YoloGen.Compiler.Graph;

namespace YoloGen.Compiler.Import.Operators;

/// <summary>Feature maps with one spatial axis become rows of height 1, and back.</summary>
internal static class Spatial
{
    /// <summary>Checks that a feature map is [N,C,W] or [N,C,H,W].</summary>
    public static void Check(NodeImport n, Tensor x)
    {
        if (x.Shape.Rank is not (3 or 4))
        {
            throw x.Shape.Rank == 5
                ? n.Unsupported("three spatial axes are not supported, detectors on photos have two")
                : n.BadShape("the input must be [N,C,W] or [N,C,H,W]");
        }

        if (x.Shape.Count == 0)
        {
            throw n.BadShape("the input is empty");
        }
    }

    /// <summary>The spatial sizes of a feature map.</summary>
    public static ReadOnlySpan<int> Sizes(Tensor x) => x.Shape.Dims.AsSpan()[2..];

    /// <summary>[N,C,W] as [N,C,1,W]; other shapes stay.</summary>
    public static Tensor To2D(NodeImport n, Tensor x)
        => x.Shape.Rank == 3 ? n.Reshape(x, n.Shape(x.Shape[0], x.Shape[1], 1, x.Shape[2])) : x;

    /// <summary>Adds the operator's node on 2-D shapes; a 1-D result loses its row again.</summary>
    public static void Result(NodeImport n, Graph.Operators.Operator op, IReadOnlyList<Tensor?> inputs, ElementType type, long channels, long[] sizes)
    {
        long batch = inputs[0]!.Shape[0];
        if (sizes.Length == 2)
        {
            n.Result(op, inputs, type, n.Shape(batch, channels, sizes[0], sizes[1]));
            return;
        }

        Tensor row = n.Add(op, inputs, type, n.Shape(batch, channels, 1, sizes[0]));
        n.ReshapeResult(row, n.Shape(batch, channels, sizes[0]));
    }
}
