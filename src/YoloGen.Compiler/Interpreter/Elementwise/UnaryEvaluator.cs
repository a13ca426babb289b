using System.Numerics;
using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;

namespace YoloGen.Compiler.Interpreter;

/// <summary>Elementwise functions of one tensor.</summary>
internal static class UnaryEvaluator
{
    public static TensorData Evaluate(Unary op, Operands operands)
    {
        TensorData x = operands[0];
        return x.Type switch
        {
            ElementType.Float32 => new TensorData(operands.Shape, Apply(op, x.Floats)),
            ElementType.UInt8 => new TensorData(operands.Shape, Array.ConvertAll(x.Bytes, IntegerFunction<byte>(op, operands))),
            ElementType.Int8 => new TensorData(operands.Shape, Array.ConvertAll(x.SBytes, IntegerFunction<sbyte>(op, operands))),
            ElementType.Int32 => new TensorData(operands.Shape, Array.ConvertAll(x.Ints, IntegerFunction<int>(op, operands))),
            ElementType.Int64 => new TensorData(operands.Shape, Array.ConvertAll(x.Longs, IntegerFunction<long>(op, operands))),
            ElementType.Bool when op.Kind == UnaryKind.Not => new TensorData(operands.Shape, Array.ConvertAll(x.Bools, v => !v)),
            _ => throw operands.BadType(x.Type),
        };
    }

    /// <summary>The function applied to each value; without one, the values themselves.</summary>
    public static float[] Apply(Unary? op, float[] values)
    {
        if (op is null)
        {
            return values;
        }

        Func<float, float> function = ScalarFunctions.Of(op);
        var result = new float[values.Length];
        for (int i = 0; i < result.Length; i++)
        {
            result[i] = function(values[i]);
        }

        return result;
    }

    private static Converter<T, T> IntegerFunction<T>(Unary op, Operands operands)
        where T : struct, IBinaryInteger<T>, IMinMaxValue<T>
    {
        // Limits beyond the type's range, infinity included, become the range's ends.
        T low = T.CreateSaturating(op.Alpha), high = T.CreateSaturating(op.Beta);
        return op.Kind switch
        {
            UnaryKind.Neg => v => unchecked(T.Zero - v),
            UnaryKind.Abs => v => T.IsNegative(v) ? unchecked(T.Zero - v) : v,
            UnaryKind.Relu => v => T.Max(v, T.Zero),
            UnaryKind.Clip => v => T.Min(T.Max(v, low), high),
            UnaryKind.Floor or UnaryKind.Ceil or UnaryKind.Round => v => v,
            _ => throw operands.BadType(operands.Type),
        };
    }
}
