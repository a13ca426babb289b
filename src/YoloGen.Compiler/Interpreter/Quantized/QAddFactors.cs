using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;

namespace YoloGen.Compiler.Interpreter;

/// <summary>The constants of a quantized addition: y = saturate(round(fma(a, RatioA, fma(b, RatioB, Fixed)))), bytes in the model's domain.</summary>
/// <param name="RatioA">fl(sa / sy).</param>
/// <param name="RatioB">fl(sb / sy).</param>
/// <param name="Fixed">fl(zy - fma(RatioA, za, fl(RatioB * zb))).</param>
internal readonly record struct QAddFactors(float RatioA, float RatioB, float Fixed)
{
    public static QAddFactors Of(QuantParams a, QuantParams b, QuantParams y)
    {
        float ratioA = a.Scale / y.Scale, ratioB = b.Scale / y.Scale, productB = ratioB * b.ZeroPoint;
        return new QAddFactors(ratioA, ratioB, y.ZeroPoint - MathF.FusedMultiplyAdd(ratioA, a.ZeroPoint, productB));
    }

    /// <summary>
    /// Whether ONNX Runtime exchanges the operands: it does where the first one has one value for a row, that is, is repeated along the last
    /// axis on which the two have not both size 1.
    /// </summary>
    public static bool Swaps(Shape a, Shape b)
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
