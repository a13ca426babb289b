using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;
using YoloGen.Compiler.Interpreter;
using YoloGen.Generated;

namespace YoloGen.Compiler.Import.Operators;

/// <summary>Tables of elementwise 8-bit functions; index and value are bit patterns (docs/arithmetic.md).</summary>
internal static class ByteTables
{
    /// <summary>Single precision throughout, as ONNX Runtime builds its table.</summary>
    public static byte[] LeakyRelu(QuantParams x, QuantParams y, float alpha)
        => Build(x, q => Rounding.Quantize(Scalar.Unary<UnaryOps.LeakyRelu>(x.Scale * q, alpha, 0), y.Scale, y.ZeroPoint, y.Type));

    /// <summary>The exact value, rounded once.</summary>
    public static byte[] Sigmoid(QuantParams x, QuantParams y)
    {
        (int low, int high) = Rounding.Range(y.Type);
        return Build(x, q => (int)Math.Clamp(Math.Round(HeadMath.SigmoidDouble((double)x.Scale * q) / y.Scale, MidpointRounding.ToEven) + y.ZeroPoint, low, high));
    }

    /// <summary>The patterns of what a function gives for each byte without its zero point.</summary>
    private static byte[] Build(QuantParams x, Func<int, int> function)
        => [.. Integers.MinusZero(AllBytes.Of(AllBytes.Patterns, x.Type), x).Select(q => (byte)function(q))];
}
