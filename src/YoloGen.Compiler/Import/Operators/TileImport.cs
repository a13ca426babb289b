using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;

namespace YoloGen.Compiler.Import.Operators;

/// <summary>Tile.</summary>
internal static class TileImport
{
    public static void Import(NodeImport n)
    {
        Tensor x = n.In(0);
        long[] repeats = n.ConstantInts(1, "repeats");
        if (repeats.Length != x.Shape.Rank || repeats.Any(r => r is < 0 or > int.MaxValue))
        {
            throw n.BadShape($"repeats [{string.Join(',', repeats)}] do not fit the input");
        }

        // Both factors fit 32 bits, so that the product fits 64.
        Shape shape = n.Shape([.. repeats.Select((r, i) => r * x.Shape[i])]);
        if (shape == x.Shape)
        {
            n.Alias(x);
        }
        else
        {
            n.Result(new Tile([.. repeats.Select(r => (int)r)]), [x], x.Type, shape);
        }
    }
}
