using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;

namespace YoloGen.Compiler.Import.Operators;

/// <summary>Split: one Slice for each output. Sizes are an attribute up to opset 12, an input later, or equal parts.</summary>
internal static class SplitImport
{
    public static void Import(NodeImport n)
    {
        Tensor x = n.In(0);
        int axis = n.Axis(n.Attributes.Int("axis", 0), x.Shape.Rank);
        long[] sizes = Sizes(n, x.Shape[axis]);
        long start = 0;
        for (int i = 0; i < sizes.Length; i++)
        {
            int[] starts = new int[x.Shape.Rank];
            starts[axis] = (int)start;
            long[] dims = [.. x.Shape.Dims.Select((d, j) => j == axis ? sizes[i] : d)];
            if (sizes.Length == 1)
            {
                n.Alias(x, i);
            }
            else
            {
                n.Result(new Slice([.. starts], [.. starts.Select(_ => 1)], IsSplitPart: true), [x], x.Type, n.Shape(dims), i);
            }

            start += sizes[i];
        }
    }

    private static long[] Sizes(NodeImport n, int total)
    {
        int outputs = n.Source.Outputs.Count;
        IReadOnlyList<long>? given = n.Opset < 13 ? n.Attributes.Ints("split") : n.Has(1) ? n.ConstantInts(1, "split") : null;
        long parts = n.Attributes.Int("num_outputs", outputs);
        if (given is not { Count: > 0 })
        {
            // Equal parts, the last one smaller where they do not come out even.
            long part = (total + parts - 1) / Math.Max(1, parts);
            given = [.. Enumerable.Range(0, outputs).Select(i => Math.Min(part, total - (i * part)))];
        }

        return parts == outputs && given.Count == outputs && given.All(s => s >= 0 && s <= total) && given.Sum() == total
            ? [.. given]
            : throw n.BadShape($"{total} elements do not split into {outputs} outputs of [{string.Join(',', given)}]");
    }
}
