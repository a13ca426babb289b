using System.Numerics;
using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;

namespace YoloGen.Compiler.Interpreter;

/// <summary>Index of the largest or smallest value along an axis, the first or the last such one.</summary>
internal static class ArgMaxEvaluator
{
    public static TensorData Evaluate(ArgMax op, Operands operands)
    {
        TensorData x = operands[0];
        int length = x.Shape[op.Axis], inner = Integers.InnerCount(x.Shape, op.Axis);
        if (length == 0)
        {
            throw operands.Bad("the axis has no elements");
        }

        return new TensorData(operands.Shape, x.Type switch
        {
            ElementType.Float32 => Indices(x.Floats, op, length, inner),
            ElementType.UInt8 => Indices(x.Bytes, op, length, inner),
            ElementType.Int8 => Indices(x.SBytes, op, length, inner),
            ElementType.Int32 => Indices(x.Ints, op, length, inner),
            ElementType.Int64 => Indices(x.Longs, op, length, inner),
            _ => throw operands.BadType(x.Type),
        });
    }

    private static long[] Indices<T>(T[] x, ArgMax op, int length, int inner)
        where T : struct, INumber<T>
    {
        var result = new long[x.Length / length];
        for (int r = 0; r < result.Length; r++)
        {
            int start = (r / inner * length * inner) + (r % inner), best = 0;
            for (int i = 1; i < length; i++)
            {
                T value = x[start + (i * inner)], champion = x[start + (best * inner)];
                bool better = op.Smallest ? value < champion : value > champion;
                best = better || (op.SelectLast && value == champion) ? i : best;
            }

            result[r] = best;
        }

        return result;
    }
}
