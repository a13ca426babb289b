using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;
using YoloGen.Compiler.Planning;

namespace YoloGen.Compiler.Interpreter;

/// <summary>
/// Resizing along one axis after the other, the last one first. Coordinates and weights are in single precision, see
/// <see cref="ResizeCoordinates"/>; linear: fma(weight, upper, fl(fl(1 - weight) * lower)), as a difference could overflow; cubic: fused multiply-adds onto 0 over the four neighbours.
/// </summary>
internal static class ResizeEvaluator
{
    public static TensorData Evaluate(Resize op, Operands operands)
    {
        TensorData x = operands[0];
        for (int axis = x.Shape.Rank - 1; axis >= 0; axis--)
        {
            int size = x.Shape[axis], count = operands.Shape[axis];
            bool map = x.Shape.Rank == 4 && axis >= 2;
            if (size == count && op.Scales[axis] == 1 && !map)
            {
                continue;
            }

            x = op.Mode == ResizeMode.Nearest ? Nearest(op, x, axis, count) : Weighted(op, x, axis, count, operands);
        }

        return x;
    }

    private static Shape With(Shape shape, int axis, int count) => new(shape.Dims.SetItem(axis, count));

    private static TensorData Nearest(Resize op, TensorData x, int axis, int count)
    {
        var strides = x.Shape.RowMajorStrides();
        var offsets = new int[x.Shape.Rank][];
        for (int a = 0; a < offsets.Length; a++)
        {
            offsets[a] = Movement.Strided(a == axis ? count : x.Shape[a], 0, strides[a]);
        }

        for (int i = 0; i < count; i++)
        {
            offsets[axis][i] = checked((int)(ResizeCoordinates.Nearest(op, axis, i, x.Shape[axis], count) * strides[axis]));
        }

        return Movement.Pick(x, With(x.Shape, axis, count), offsets);
    }

    private static TensorData Weighted(Resize op, TensorData x, int axis, int count, Operands operands)
    {
        if (x.Type != ElementType.Float32)
        {
            throw operands.BadType(x.Type);
        }

        Shape shape = With(x.Shape, axis, count);
        int size = x.Shape[axis], inner = Integers.InnerCount(shape, axis);
        float[] source = x.Floats, result = new float[checked((int)shape.Count)];
        for (int i = 0; i < count; i++)
        {
            (int[] taps, float[] weights) = op.Mode == ResizeMode.Cubic ? CubicWeights.Of(op, axis, i, size, count) : ([], []);
            (int low, int high, float weight) = ResizeCoordinates.Linear(op, axis, i, size, count);
            for (int outer = 0; outer < result.Length / (count * inner); outer++)
            {
                ReadOnlySpan<float> from = source.AsSpan(outer * size * inner, size * inner);
                Span<float> to = result.AsSpan(((outer * count) + i) * inner, inner);
                for (int k = 0; k < inner; k++)
                {
                    to[k] = op.Mode == ResizeMode.Cubic
                        ? CubicWeights.Sum(from, k, inner, taps, weights)
                        : MathF.FusedMultiplyAdd(weight, from[(high * inner) + k], (1 - weight) * from[(low * inner) + k]);
                }
            }
        }

        return new TensorData(shape, result);
    }
}
