using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;

namespace YoloGen.Compiler.Interpreter;

/// <summary>
/// Values converted to the output's element type: floats truncate toward zero, integers keep their low bits, anything but 0 is true.
/// A float outside the target's range has no defined result in ONNX; here it saturates to Int64 first, NaN gives 0.
/// </summary>
internal static class CastEvaluator
{
    public static TensorData Evaluate(Cast op, Operands operands)
    {
        TensorData x = operands[0];
        if (x.Type == operands.Type)
        {
            return x;
        }

        int n = x.Values.Length;
        Shape shape = operands.Shape;
        return operands.Type switch
        {
            ElementType.Float32 => new TensorData(shape, Array.ConvertAll(Indices(n), i => (float)x.IntegerAt(i))),
            ElementType.UInt8 => new TensorData(shape, Array.ConvertAll(Indices(n), i => unchecked((byte)Integer(x, i)))),
            ElementType.Int8 => new TensorData(shape, Array.ConvertAll(Indices(n), i => unchecked((sbyte)Integer(x, i)))),
            ElementType.Int32 => new TensorData(shape, Array.ConvertAll(Indices(n), i => unchecked((int)Integer(x, i)))),
            ElementType.Int64 => new TensorData(shape, Array.ConvertAll(Indices(n), i => Integer(x, i))),
            _ => new TensorData(shape, Array.ConvertAll(Indices(n), i => x.Values is float[] f ? f[i] != 0 : x.IntegerAt(i) != 0)),
        };
    }

    private static long Integer(TensorData x, int index) => x.Values is float[] floats ? (long)floats[index] : x.IntegerAt(index);

    private static int[] Indices(int count) => [.. Enumerable.Range(0, count)];
}
