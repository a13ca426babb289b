using System.Collections.Immutable;
using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;

namespace YoloGen.Compiler.Interpreter;

/// <summary>Values of integer tensors, widened, with their zero points taken off.</summary>
internal static class Integers
{
    /// <summary>The values of an 8-bit or 32-bit tensor.</summary>
    public static int[] Of(TensorData x) => x.Type switch
    {
        ElementType.UInt8 => Array.ConvertAll(x.Bytes, v => (int)v),
        ElementType.Int8 => Array.ConvertAll(x.SBytes, v => (int)v),
        _ => x.Ints,
    };

    /// <summary>x - zero; the zero point has one element, or one for each index of <paramref name="axis"/>; null is 0.</summary>
    public static int[] MinusZero(TensorData x, TensorData? zero, int axis)
        => MinusZero(x, zero is null ? [0] : [.. Of(zero)], axis);

    /// <summary>q - zeroPoint for quantized values.</summary>
    public static int[] MinusZero(TensorData x, QuantParams q) => MinusZero(x, q.ZeroPoints, q.Axis);

    private static int[] MinusZero(TensorData x, ImmutableArray<int> zeros, int axis)
    {
        int[] values = Of(x);
        if (zeros.Length == 1 && zeros[0] == 0)
        {
            return values;
        }

        int inner = zeros.Length == 1 ? 1 : InnerCount(x.Shape, axis);
        var result = new int[values.Length];
        for (int i = 0; i < result.Length; i++)
        {
            result[i] = unchecked(values[i] - zeros[i / inner % zeros.Length]);
        }

        return result;
    }

    /// <summary>Elements between neighbours along an axis.</summary>
    public static int InnerCount(Shape shape, int axis)
    {
        int count = 1;
        for (int a = axis + 1; a < shape.Rank; a++)
        {
            count *= shape[a];
        }

        return count;
    }
}
