using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;

namespace YoloGen.Compiler.Import.Operators;

/// <summary>GlobalAveragePool and GlobalMaxPool: reductions over the spatial axes.</summary>
internal static class GlobalPoolImport
{
    public static void Average(NodeImport n) => Import(n, ReduceKind.Mean);

    public static void Max(NodeImport n) => Import(n, ReduceKind.Max);

    private static void Import(NodeImport n, ReduceKind kind)
    {
        Tensor x = n.Float(0);
        if (x.Shape.Rank < 3 || x.Shape.Count == 0)
        {
            throw n.BadShape("the input must have spatial axes");
        }

        int[] axes = [.. Enumerable.Range(2, x.Shape.Rank - 2)];
        n.Result(new Reduce(kind, [.. axes], true, IsGlobalPool: true), [x], x.Type, n.Shape([.. x.Shape.Dims.Select((d, i) => i < 2 ? d : 1L)]));
    }
}
