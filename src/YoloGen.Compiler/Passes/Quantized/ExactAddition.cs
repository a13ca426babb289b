using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;
using YoloGen.Compiler.Interpreter;

namespace YoloGen.Compiler.Passes.Quantized;

/// <summary>
/// Constants with which the quantized addition gives, for every pair of bytes, what the float operators of the file give: DequantizeLinear twice,
/// Add, QuantizeLinear. Those of ONNX Runtime's QLinearAdd miss about one pair of 65,536, where the sum lies half way between two bytes to within
/// the roundings; moved by some units in the last place they mostly hit it.
/// </summary>
internal static class ExactAddition
{
    /// <summary>What is tried for each ratio, in units in the last place, and for the summand, in units of 2^-20; nearest first.</summary>
    private static readonly (int A, int B, int Fixed)[] Moves =
    [
        .. from a in Enumerable.Range(-6, 13) from b in Enumerable.Range(-6, 13)
           from f in (int[])[0, 1, -1, 2, -2, 3, -3, 4, -4, 6, -6, 8, -8, 12, -12, 16, -16, 24, -24, 32, -32, 48, -48, 64, -64]
           orderby Math.Abs(a) + Math.Abs(b), Math.Abs(f)
           select (a, b, f),
    ];

    /// <summary>The constants, or null where no candidate hits all pairs: the addition then has to stay in floats.</summary>
    public static QAddFactors? Find(QuantParams a, QuantParams b, QuantParams y)
    {
        QAddFactors start = QAddFactors.Of(a, b, y);
        List<(int A, int B, int Y)> close = ClosePairs(a, b, y, start);
        foreach ((int moveA, int moveB, int moveFixed) in Moves)
        {
            var moved = new QAddFactors(Moved(start.RatioA, moveA), Moved(start.RatioB, moveB), start.Fixed + (moveFixed * MathF.ScaleB(1, -20)));
            if (close.TrueForAll(p => moved.Apply(p.A, p.B, y.Type) == p.Y))
            {
                return moved;
            }
        }

        return null;
    }

    /// <summary>
    /// The pairs whose sum lies so close to the middle between two bytes that roundings or <see cref="Moves"/> could decide, with what the float
    /// operators make of them. All of these together move a sum by less than 2^-18 of its largest term and the summand by less than 1e-4.
    /// </summary>
    private static List<(int A, int B, int Y)> ClosePairs(QuantParams a, QuantParams b, QuantParams y, QAddFactors start)
    {
        float largest = (255 * (start.RatioA + start.RatioB)) + MathF.Abs(start.Fixed) + 256, close = 0.5f - ((largest * MathF.ScaleB(1, -18)) + 1e-4f);
        float scale = y.Scale;
        int least = Rounding.Range(y.Type).Low;
        float[] first = Dequantized(a, least), second = Dequantized(b, least);
        var pairs = new List<(int, int, int)>();
        for (int i = 0; i < first.Length; i++)
        {
            for (int j = 0; j < second.Length; j++)
            {
                float quotient = (first[i] + second[j]) / scale;

                // Written so that what is not a number is looked at too.
                if (!(MathF.Abs(quotient - MathF.Round(quotient)) < close))
                {
                    pairs.Add((least + i, least + j, Rounding.AddZero(quotient, y.ZeroPoint, y.Type)));
                }
            }
        }

        return pairs;
    }

    private static float[] Dequantized(QuantParams q, int least) => [.. Enumerable.Range(least, 256).Select(v => (v - q.ZeroPoint) * q.Scale)];

    private static float Moved(float value, int units)
    {
        for (; units > 0; units--)
        {
            value = MathF.BitIncrement(value);
        }

        for (; units < 0; units++)
        {
            value = MathF.BitDecrement(value);
        }

        return value;
    }
}
