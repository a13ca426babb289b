using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;

namespace YoloGen.Compiler.Import.Operators;

/// <summary>ArgMax and ArgMin.</summary>
internal static class ArgMaxImport
{
    public static void ArgMax(NodeImport n) => Import(n, smallest: false);

    public static void ArgMin(NodeImport n) => Import(n, smallest: true);

    private static void Import(NodeImport n, bool smallest)
    {
        Tensor x = n.In(0, ElementType.Float32, ElementType.UInt8, ElementType.Int8, ElementType.Int32, ElementType.Int64);
        int axis = n.Axis(n.Attributes.Int("axis", 0), x.Shape.Rank);
        if (x.Shape[axis] == 0)
        {
            throw n.BadShape("an axis of size 0 has no largest element");
        }

        bool keep = n.Attributes.Flag("keepdims", true);
        long[] dims = [.. Enumerable.Range(0, x.Shape.Rank).Where(i => keep || i != axis).Select(i => i == axis ? 1L : x.Shape[i])];
        n.Result(new ArgMax(axis, keep, n.Attributes.Flag("select_last_index", false), smallest), [x], ElementType.Int64, n.Shape(dims));
    }
}
