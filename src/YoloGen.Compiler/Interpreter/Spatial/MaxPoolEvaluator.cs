using System.Numerics;
using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;

namespace YoloGen.Compiler.Interpreter;

/// <summary>The largest value of each window; padding and NaNs are skipped. A window without values gives the type's smallest.</summary>
internal static class MaxPoolEvaluator
{
    public static TensorData Evaluate(MaxPool op, Operands operands)
    {
        TensorData x = operands[0];
        var windows = new PoolWindows(op.Window, x.Shape, operands.Shape);
        return x.Type switch
        {
            ElementType.Float32 => new TensorData(operands.Shape, Largest(x.Floats, windows, operands.Shape, float.NegativeInfinity)),
            ElementType.UInt8 => new TensorData(operands.Shape, Largest(x.Bytes, windows, operands.Shape, byte.MinValue)),
            ElementType.Int8 => new TensorData(operands.Shape, Largest(x.SBytes, windows, operands.Shape, sbyte.MinValue)),
            ElementType.Int32 => new TensorData(operands.Shape, Largest(x.Ints, windows, operands.Shape, int.MinValue)),
            ElementType.Int64 => new TensorData(operands.Shape, Largest(x.Longs, windows, operands.Shape, long.MinValue)),
            _ => throw operands.BadType(x.Type),
        };
    }

    private static T[] Largest<T>(T[] x, PoolWindows windows, Shape output, T smallest)
        where T : struct, INumber<T>
    {
        var result = new T[checked((int)output.Count)];
        for (int i = 0; i < result.Length; i++)
        {
            T best = smallest;
            foreach (int at in windows.Pixels(i))
            {
                best = x[at] > best ? x[at] : best;
            }

            result[i] = best;
        }

        return result;
    }
}
