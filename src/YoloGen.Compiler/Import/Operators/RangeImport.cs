using YoloGen.Compiler.Graph;

namespace YoloGen.Compiler.Import.Operators;

/// <summary>Range of constants.</summary>
internal static class RangeImport
{
    public static void Import(NodeImport n)
    {
        TensorData start = n.ConstantOf(0, "start"), limit = n.ConstantOf(1, "limit"), delta = n.ConstantOf(2, "delta");
        if (start.Shape.Count != 1 || limit.Shape.Count != 1 || delta.Shape.Count != 1 || start.Type != limit.Type || start.Type != delta.Type)
        {
            throw n.BadShape("start, limit and delta must be scalars of one type");
        }

        n.Alias(n.Constant(start.Type switch
        {
            ElementType.Float32 => Floats(n, start.Floats[0], limit.Floats[0], delta.Floats[0]),
            ElementType.Int32 => Ints(n, start.Ints[0], limit.Ints[0], delta.Ints[0]),
            ElementType.Int64 => Longs(n, start.Longs[0], limit.Longs[0], delta.Longs[0]),
            _ => throw n.BadType(0, "float, int32 or int64"),
        }, "range"));
    }

    private static TensorData Floats(NodeImport n, float start, float limit, float delta)
    {
        double count = delta == 0 ? double.NaN : Math.Ceiling(((double)limit - start) / delta);
        Shape shape = Count(n, count);
        return new TensorData(shape, [.. Enumerable.Range(0, shape[0]).Select(i => start + (i * delta))]);
    }

    private static TensorData Ints(NodeImport n, int start, int limit, int delta)
    {
        TensorData longs = Longs(n, start, limit, delta);
        return new TensorData(longs.Shape, Array.ConvertAll(longs.Longs, v => (int)v));
    }

    private static TensorData Longs(NodeImport n, long start, long limit, long delta)
    {
        double count = delta == 0 ? double.NaN : Math.Ceiling(((double)limit - start) / delta);
        Shape shape = Count(n, count);
        return new TensorData(shape, [.. Enumerable.Range(0, shape[0]).Select(i => start + (i * delta))]);
    }

    private static Shape Count(NodeImport n, double count)
    {
        if (!double.IsFinite(count))
        {
            throw n.BadShape("a step of 0, or values that are not finite");
        }

        Shape shape = n.Shape((long)Math.Clamp(count, 0, long.MaxValue / 2));
        n.State.Folding.Charge(shape.Count, n.Op, n.Source.Name);
        return shape;
    }
}
