using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;
using YoloGen.Generated;

namespace YoloGen.Compiler.Arithmetic;

/// <summary>From floats to bytes in the domain of their type, as <see cref="Requantize"/> does it in the storage domain.</summary>
internal static class Rounding
{
    public static (int Low, int High) Range(ElementType type) => type == ElementType.UInt8 ? (0, 255) : (-128, 127);

    /// <summary>saturate(round half to even(value)); a NaN becomes the lower limit.</summary>
    public static int Saturate(float value, ElementType type) => AddZero(value, 0, type);

    /// <summary>saturate(round half to even(value) + zero); a NaN becomes the lower limit.</summary>
    public static int AddZero(float value, int zero, ElementType type)
    {
        int shift = Shift(type);
        return Requantize.Value(value, zero + shift) - shift;
    }

    /// <summary>What a byte of the storage domain, which the kernels work on, is above the value of its type.</summary>
    public static int Shift(ElementType type) => type == ElementType.Int8 ? 128 : 0;

    /// <summary>A float in units of a scale, rounded half to even in double precision: for weights and biases, which are quantized once.</summary>
    public static double InUnits(float value, float scale) => Math.Round((double)value / scale, MidpointRounding.ToEven);

    /// <summary>QuantizeLinear of one value: a true division.</summary>
    public static int Quantize(float value, float scale, int zero, ElementType type) => AddZero(value / scale, zero, type);

    /// <summary>A tensor of an 8-bit type whose element i is <paramref name="value"/>(i).</summary>
    public static TensorData Bytes(ElementType type, Shape shape, Func<int, int> value)
    {
        TensorData result = TensorData.Zeros(type, shape);
        int count = result.Values.Length;
        for (int i = 0; i < count; i++)
        {
            if (type == ElementType.UInt8)
            {
                result.Bytes[i] = (byte)value(i);
            }
            else
            {
                result.SBytes[i] = (sbyte)value(i);
            }
        }

        return result;
    }

    /// <summary>The bytes looked up in a table whose index and value are bit patterns.</summary>
    public static TensorData Lookup(TensorData x, IReadOnlyList<byte> table, ElementType type)
        => Bytes(type, x.Shape, i => Value(table[Pattern(x, i)], type));

    private static byte Pattern(TensorData x, int index) => x.Type == ElementType.UInt8 ? x.Bytes[index] : (byte)x.SBytes[index];

    private static int Value(byte pattern, ElementType type) => type == ElementType.UInt8 ? pattern : (sbyte)pattern;
}
