using YoloGen.Compiler.Interpreter;
using YoloGen.Generated;

namespace YoloGen.Compiler.Graph.Operators;

/// <summary>The constants of a quantized addition: y = saturate(round(fma(a, RatioA, fma(b, RatioB, Fixed)))), bytes in the model's domain.</summary>
/// <param name="RatioA">fl(sa / sy).</param>
/// <param name="RatioB">fl(sb / sy).</param>
/// <param name="Fixed">fl(zy - fma(RatioA, za, fl(RatioB * zb))).</param>
internal readonly record struct QAddFactors(float RatioA, float RatioB, float Fixed)
{
    /// <summary>The constants of ONNX Runtime's QLinearAdd.</summary>
    public static QAddFactors Of(QuantParams a, QuantParams b, QuantParams y)
    {
        float ratioA = a.Scale / y.Scale, ratioB = b.Scale / y.Scale, productB = ratioB * b.ZeroPoint;
        return new QAddFactors(ratioA, ratioB, y.ZeroPoint - MathF.FusedMultiplyAdd(ratioA, a.ZeroPoint, productB));
    }

    /// <summary>The constants of an addition of these shapes, and whether its operands are to be exchanged.</summary>
    public static (QAddFactors Factors, bool Swaps) For(QAdd op, Shape a, Shape b)
        => op.Factors is { } own ? (own, false) : Swaps(a, b) ? (Of(op.B, op.A, op.Y), true) : (Of(op.A, op.B, op.Y), false);

    /// <summary>The sum of two bytes.</summary>
    public int Apply(int a, int b, ElementType type)
    {
        int shift = Rounding.Shift(type);
        return PortableKernels.QAdd((byte)(a + shift), (byte)(b + shift), new QAddParams { RatioA = RatioA, RatioB = RatioB, Fixed = Fixed, Shift = shift }) - shift;
    }

    /// <summary>
    /// Whether ONNX Runtime exchanges the operands: it does where the first one has one value for a row, that is, is repeated along the last
    /// axis on which the two have not both size 1.
    /// </summary>
    private static bool Swaps(Shape a, Shape b)
    {
        for (int fromEnd = 1; fromEnd <= Math.Max(a.Rank, b.Rank); fromEnd++)
        {
            int sizeA = fromEnd <= a.Rank ? a[a.Rank - fromEnd] : 1, sizeB = fromEnd <= b.Rank ? b[b.Rank - fromEnd] : 1;
            if (sizeA != 1 || sizeB != 1)
            {
                return sizeA == 1;
            }
        }

        return false;
    }
}
