using YoloGen.Compiler.Graph;

namespace YoloGen.Compiler.Import.Operators;

/// <summary>Squeeze and Unsqueeze; axes are an attribute up to opset 12, an input later.</summary>
internal static class SqueezeImport
{
    public static void Squeeze(NodeImport n)
    {
        Tensor x = n.In(0);
        int[]? axes = Axes(n, x.Shape.Rank);
        if (axes is not null && axes.Any(a => x.Shape[a] != 1))
        {
            throw n.BadShape($"axes [{string.Join(',', axes)}] are not all of size 1");
        }

        long[] dims = [.. Enumerable.Range(0, x.Shape.Rank).Where(i => axes is null ? x.Shape[i] != 1 : !axes.Contains(i)).Select(i => (long)x.Shape[i])];
        n.ReshapeResult(x, n.Shape(dims));
    }

    public static void Unsqueeze(NodeImport n)
    {
        Tensor x = n.In(0);
        int count = (n.Opset < 13 ? n.Attributes.Ints("axes")?.Count : n.ConstantInts(1, "axes").Length) ?? throw n.Attributes.Bad("attribute 'axes' is missing");
        if (count > Onnx.OnnxLimits.MaxRank)
        {
            throw n.BadShape($"{count} new axes");
        }

        int[] axes = Axes(n, x.Shape.Rank + count) ?? [];
        if (axes.Distinct().Count() != axes.Length)
        {
            throw n.BadShape($"axes [{string.Join(',', axes)}] repeat");
        }

        var dims = new Queue<int>(x.Shape.Dims);
        n.ReshapeResult(x, n.Shape([.. Enumerable.Range(0, x.Shape.Rank + count).Select(i => axes.Contains(i) ? 1L : dims.Dequeue())]));
    }

    private static int[]? Axes(NodeImport n, int rank)
    {
        IReadOnlyList<long>? axes = n.Opset < 13 ? n.Attributes.Ints("axes") : n.Has(1) ? n.ConstantInts(1, "axes") : null;
        return axes is null ? null : [.. axes.Select(a => n.Axis(a, rank))];
    }
}
