using System.Numerics;
using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;

namespace YoloGen.Compiler.Interpreter;

/// <summary>
/// The largest value of each window, down each column and then along the columns; padding is skipped. As in ONNX Runtime's vector code the later
/// of two values stays where one is a NaN. A window without values gives the type's smallest.
/// </summary>
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
            ReadOnlySpan<int> pixels = windows.Pixels(i, out int columns);
            T best = smallest;
            for (int column = 0; column < columns; column++)
            {
                T below = x[pixels[column]];
                for (int at = column + columns; at < pixels.Length; at += columns)
                {
                    below = below > x[pixels[at]] ? below : x[pixels[at]];
                }

                best = best > below ? best : below;
            }

            result[i] = best;
        }

        return result;
    }
}
