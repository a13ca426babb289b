using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;
using YoloGen.Generated;

namespace YoloGen.Compiler.Import.Operators;

/// <summary>Tables of elementwise 8-bit functions; index and value are bit patterns (docs/arithmetic.md).</summary>
internal static class ByteTables
{
    /// <summary>Single precision throughout, as ONNX Runtime builds its table.</summary>
    public static byte[] LeakyRelu(QuantParams x, QuantParams y, float alpha) => Build(x, y, q =>
    {
        float real = x.Scale * (q - x.ZeroPoint);
        float result = real >= 0 ? real : alpha * real;
        return MathF.Round(result / y.Scale, MidpointRounding.ToEven);
    });

    /// <summary>The exact value, rounded once.</summary>
    public static byte[] Sigmoid(QuantParams x, QuantParams y) => Build(x, y, q =>
    {
        double real = (double)x.Scale * (q - x.ZeroPoint);
        return Math.Round(1 / (1 + HeadMath.ExpDouble(-real)) / y.Scale, MidpointRounding.ToEven);
    });

    private static byte[] Build(QuantParams x, QuantParams y, Func<int, double> rounded)
    {
        var table = new byte[256];
        for (int i = 0; i < 256; i++)
        {
            int q = x.Type == ElementType.Int8 ? (sbyte)i : i;
            double value = rounded(q) + y.ZeroPoint;
            table[i] = y.Type == ElementType.Int8 ? (byte)(sbyte)Math.Clamp(value, -128, 127) : (byte)Math.Clamp(value, 0, 255);
        }

        return table;
    }
}
