using System.Numerics;
using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;
using YoloGen.Generated;

namespace YoloGen.Compiler.Interpreter;

/// <summary>Elementwise functions of two tensors with broadcasting. Integers wrap; integer division by zero is refused.</summary>
internal static class BinaryEvaluator
{
    public static TensorData Evaluate(Binary op, Operands operands)
    {
        Shape shape = operands.Shape;
        TensorData a = Broadcasting.To(operands[0], shape), b = Broadcasting.To(operands[1], shape);
        if (op.Kind == BinaryKind.Pow && a.Type != b.Type)
        {
            return MixedPow(a, b, operands);
        }

        if (a.Type != b.Type)
        {
            throw operands.Bad($"inputs have different types {a.Type.ShortName()} and {b.Type.ShortName()}");
        }

        if (operands.Type == ElementType.Bool)
        {
            return new TensorData(shape, a.Type switch
            {
                ElementType.Float32 => Compare(op.Kind, a.Floats, b.Floats),
                ElementType.UInt8 => Compare(op.Kind, a.Bytes, b.Bytes),
                ElementType.Int8 => Compare(op.Kind, a.SBytes, b.SBytes),
                ElementType.Int32 => Compare(op.Kind, a.Ints, b.Ints),
                ElementType.Int64 => Compare(op.Kind, a.Longs, b.Longs),
                _ => Zip(a.Bools, b.Bools, Logical(op.Kind)),
            });
        }

        return a.Type switch
        {
            ElementType.Float32 => new TensorData(shape, Zip(a.Floats, b.Floats, ScalarFunctions.Of(op.Kind))),
            ElementType.UInt8 => new TensorData(shape, Zip(a.Bytes, b.Bytes, IntegerFunction<byte>(op.Kind, operands))),
            ElementType.Int8 => new TensorData(shape, Zip(a.SBytes, b.SBytes, IntegerFunction<sbyte>(op.Kind, operands))),
            ElementType.Int32 => new TensorData(shape, Zip(a.Ints, b.Ints, IntegerFunction<int>(op.Kind, operands))),
            ElementType.Int64 => new TensorData(shape, Zip(a.Longs, b.Longs, IntegerFunction<long>(op.Kind, operands))),
            _ => throw operands.BadType(a.Type),
        };
    }

    private static Func<T, T, T> IntegerFunction<T>(BinaryKind kind, Operands operands)
        where T : struct, IBinaryInteger<T> => kind switch
    {
        BinaryKind.Add => (a, b) => unchecked(a + b),
        BinaryKind.Sub => (a, b) => unchecked(a - b),
        BinaryKind.Mul => (a, b) => unchecked(a * b),
        BinaryKind.Div => (a, b) => T.IsZero(b) ? throw operands.Bad("division by zero") : Scalar.Div(a, b),
        BinaryKind.Pow => Scalar.Pow,
        BinaryKind.Min => T.Min,
        BinaryKind.Max => T.Max,
        _ => (a, b) => T.IsZero(b) ? throw operands.Bad("division by zero") : Scalar.Mod(a, b),
    };

    /// <summary>Pow whose exponent has another type; the result has the base's, and a power of integers wraps as their products do.</summary>
    private static TensorData MixedPow(TensorData a, TensorData b, Operands operands)
    {
        double Power(int i) => RealPower(Real(a, i), Real(b, i));
        int[] indices = [.. Enumerable.Range(0, a.Values.Length)];
        return a.Type switch
        {
            ElementType.Float32 => new TensorData(operands.Shape, Array.ConvertAll(indices, i => Scalar.Pow(a.Floats[i], b.IntegerAt(i)))),
            ElementType.Int32 when b.Values is not float[] => new TensorData(operands.Shape, Array.ConvertAll(indices, i => Scalar.Pow(a.Ints[i], unchecked((int)b.IntegerAt(i))))),
            ElementType.Int64 when b.Values is not float[] => new TensorData(operands.Shape, Array.ConvertAll(indices, i => Scalar.Pow(a.Longs[i], b.IntegerAt(i)))),
            ElementType.Int32 => new TensorData(operands.Shape, Array.ConvertAll(indices, i => (int)Power(i))),
            ElementType.Int64 => new TensorData(operands.Shape, Array.ConvertAll(indices, i => (long)Power(i))),
            _ => throw operands.BadType(a.Type),
        };
    }

    /// <summary>x^y in double precision: by multiplications for a whole number y, else by way of the logarithm (NaN for negative x).</summary>
    private static double RealPower(double x, double y)
    {
        const int Most = 1024;
        if (y != Math.Floor(y) || Math.Abs(y) > Most)
        {
            return x > 0 ? HeadMath.ExpDouble(y * HeadMath.LogDouble(x)) : x == 0 ? 0 : double.NaN;
        }

        double power = 1, factor = x;
        for (int n = (int)Math.Abs(y); n > 0; n >>= 1, factor *= factor)
        {
            power = (n & 1) != 0 ? power * factor : power;
        }

        return y < 0 ? 1 / power : power;
    }

    private static double Real(TensorData x, int index) => x.Values is float[] floats ? floats[index] : x.IntegerAt(index);

    private static bool[] Compare<T>(BinaryKind kind, T[] a, T[] b)
        where T : struct, INumber<T> => Zip<T, bool>(a, b, kind switch
    {
        BinaryKind.Equal => (x, y) => x == y,
        BinaryKind.Greater => (x, y) => x > y,
        BinaryKind.GreaterOrEqual => (x, y) => x >= y,
        BinaryKind.Less => (x, y) => x < y,
        _ => (x, y) => x <= y,
    });

    private static Func<bool, bool, bool> Logical(BinaryKind kind) => kind switch
    {
        BinaryKind.And => (a, b) => a && b,
        BinaryKind.Or => (a, b) => a || b,
        _ => (a, b) => a == b,
    };

    private static TResult[] Zip<T, TResult>(T[] a, T[] b, Func<T, T, TResult> function)
    {
        var result = new TResult[a.Length];
        for (int i = 0; i < result.Length; i++)
        {
            result[i] = function(a[i], b[i]);
        }

        return result;
    }
}
