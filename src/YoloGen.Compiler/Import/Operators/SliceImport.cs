using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;

namespace YoloGen.Compiler.Import.Operators;

/// <summary>Slice: attributes up to opset 9, constant inputs later. Ends beyond the tensor are cut off.</summary>
internal static class SliceImport
{
    public static void Import(NodeImport n)
    {
        Tensor x = n.In(0);
        int rank = x.Shape.Rank;
        IReadOnlyList<long> starts, ends, axes, steps;
        if (n.Opset < 10)
        {
            starts = n.Attributes.Ints("starts") ?? throw n.Attributes.Bad("attribute 'starts' is missing");
            ends = n.Attributes.Ints("ends") ?? throw n.Attributes.Bad("attribute 'ends' is missing");
            axes = n.Attributes.Ints("axes") ?? Default(starts.Count, i => i);
            steps = Default(starts.Count, _ => 1);
        }
        else
        {
            starts = n.ConstantInts(1, "starts");
            ends = n.ConstantInts(2, "ends");
            axes = n.Has(3) ? n.ConstantInts(3, "axes") : Default(starts.Count, i => i);
            steps = n.Has(4) ? n.ConstantInts(4, "steps") : Default(starts.Count, _ => 1);
        }

        if (ends.Count != starts.Count || axes.Count != starts.Count || steps.Count != starts.Count)
        {
            throw n.BadShape($"{starts.Count} starts, {ends.Count} ends, {axes.Count} axes and {steps.Count} steps");
        }

        var first = new int[rank];
        int[] step = [.. Enumerable.Repeat(1, rank)];
        long[] dims = [.. x.Shape.Dims.Select(d => (long)d)];
        var seen = new HashSet<int>();
        for (int i = 0; i < starts.Count; i++)
        {
            int axis = n.Axis(axes[i], rank);
            if (steps[i] == 0 || !seen.Add(axis))
            {
                throw n.BadShape(steps[i] == 0 ? "a step of 0" : $"axis {axis} is sliced twice");
            }

            (first[axis], step[axis], dims[axis]) = Range(x.Shape[axis], starts[i], ends[i], steps[i]);
        }

        Shape shape = n.Shape(dims);
        if (shape == x.Shape && step.All(s => s == 1))
        {
            n.Alias(x);
        }
        else
        {
            n.Result(new Slice([.. first], [.. step]), [x], x.Type, shape);
        }
    }

    private static (int Start, int Step, long Count) Range(int size, long start, long end, long step)
    {
        // Steps beyond the tensor select one element, whatever they are.
        step = Math.Clamp(step, -int.MaxValue, int.MaxValue);
        long from = start < 0 ? Math.Max(start, -(long)int.MaxValue * 2) + size : start;
        long to = end < 0 ? Math.Max(end, -(long)int.MaxValue * 2) + size : end;
        from = step > 0 ? Math.Clamp(from, 0, size) : Math.Clamp(from, -1, Math.Max(-1, size - 1));
        to = step > 0 ? Math.Clamp(to, 0, size) : Math.Clamp(to, -1, Math.Max(-1, size - 1));
        long count = step > 0 ? (to - from + step - 1) / step : (from - to - step - 1) / -step;
        return count <= 0 ? (0, 1, 0) : ((int)from, count == 1 ? 1 : (int)step, count); // one element has no step: a stride of it could leave 32 bits
    }

    private static long[] Default(int count, Func<int, long> value) => [.. Enumerable.Range(0, count).Select(value)];
}
