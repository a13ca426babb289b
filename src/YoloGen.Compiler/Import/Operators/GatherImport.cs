using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;

namespace YoloGen.Compiler.Import.Operators;

/// <summary>Gather. One constant index, or constant indices at equal distances, are a Slice, which costs nothing.</summary>
internal static class GatherImport
{
    public static void Import(NodeImport n)
    {
        Tensor x = n.In(0), indices = n.In(1, ElementType.Int32, ElementType.Int64);
        int axis = n.Axis(n.Attributes.Int("axis", 0), x.Shape.Rank);
        ReadOnlySpan<int> dims = x.Shape.Dims.AsSpan();
        Shape shape = n.Shape([.. Longs(dims[..axis]), .. Longs(indices.Shape.Dims.AsSpan()), .. Longs(dims[(axis + 1)..])]);
        if (x.IsConstant || indices.Constant is not { } data || indices.Shape.Rank > 1 || indices.Shape.Count == 0 || Step(n, data, dims[axis]) is not { } run)
        {
            n.Result(new Gather(axis), [x, indices], x.Type, shape);
            return;
        }

        int[] starts = new int[x.Shape.Rank], steps = [.. starts.Select(_ => 1)];
        (starts[axis], steps[axis]) = run;
        Shape sliced = n.Shape([.. Longs(dims[..axis]), indices.Shape.Count, .. Longs(dims[(axis + 1)..])]);
        var op = new Slice([.. starts], [.. steps], IsSplitPart: true);
        if (sliced == shape)
        {
            n.Result(op, [x], x.Type, shape);
        }
        else
        {
            n.ReshapeResult(n.Add(op, [x], x.Type, sliced), shape);
        }
    }

    /// <summary>First index and distance, if all neighbours have the same one.</summary>
    private static (int Start, int Step)? Step(NodeImport n, TensorData data, int size)
    {
        var at = new int[data.Values.Length];
        for (int i = 0; i < at.Length; i++)
        {
            long index = data.IntegerAt(i);
            at[i] = index >= -size && index < size ? (int)(index < 0 ? index + size : index) : throw n.BadShape($"index {index} is outside an axis of {size}");
        }

        int step = at.Length > 1 ? at[1] - at[0] : 1;
        for (int i = 1; i < at.Length; i++)
        {
            if (step == 0 || at[i] - at[i - 1] != step)
            {
                return null;
            }
        }

        return (at[0], step);
    }

    private static IEnumerable<long> Longs(ReadOnlySpan<int> dims) => Array.ConvertAll(dims.ToArray(), d => (long)d);
}
