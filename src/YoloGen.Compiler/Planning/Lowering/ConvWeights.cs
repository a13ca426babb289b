using System.Buffers;
using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;
using YoloGen.Diagnostics;

namespace YoloGen.Compiler.Planning;

/// <summary>Weights in the canonical order O, H, W, I, and what is known about their sums.</summary>
internal static class ConvWeights
{
    /// <summary>From [M, C/group, kH, kW] to O, H, W, I.</summary>
    public static T[] Canonical<T>(T[] weights, Shape shape)
    {
        var result = new T[weights.Length];
        Canonical(weights, shape, result);
        return result;
    }

    /// <summary>Some outputs of float weights, from the <paramref name="first"/> on until the result is full.</summary>
    public static void Canonical(TensorData weights, int first, Span<float> result)
    {
        Shape all = weights.Shape;
        int each = all[1] * all[2] * all[3];
        // Lent, not made: large weights come through here piece by piece, and the pieces would add up to as much as all of them.
        float[] lent = ArrayPool<float>.Shared.Rent(result.Length);
        Span<float> rows = lent.AsSpan(0, result.Length);
        weights.CopyTo(first * each, rows);
        Canonical<float>(rows, Shape.Of(each == 0 ? 0 : result.Length / each, all[1], all[2], all[3]), result);
        ArrayPool<float>.Shared.Return(lent);
    }

    /// <summary>As the other, into memory that is there.</summary>
    public static void Canonical<T>(ReadOnlySpan<T> weights, Shape shape, Span<T> result)
    {
        int m = shape[0], c = shape[1], kh = shape[2], kw = shape[3];
        int at = 0;
        for (int o = 0; o < m; o++)
        {
            for (int y = 0; y < kh; y++)
            {
                for (int x = 0; x < kw; x++)
                {
                    for (int i = 0; i < c; i++)
                    {
                        result[at++] = weights[((((o * c) + i) * kh) + y) * kw + x];
                    }
                }
            }
        }
    }

    /// <summary>
    /// Integer weights minus their zero points where that fits signed bytes; else minus 128 for unsigned ones, with the zero points that are left.
    /// </summary>
    /// <param name="weights">8-bit weights, [O, ...].</param>
    /// <param name="zeroPoints">One, or one for each output.</param>
    /// <param name="remaining">Zero points still to be applied, one for each output; null if none.</param>
    public static sbyte[] Signed(TensorData weights, IReadOnlyList<int> zeroPoints, out int[]? remaining)
    {
        int outputs = weights.Shape[0], each = weights.Length / Math.Max(1, outputs);
        var result = new sbyte[weights.Length];
        bool fits = true;
        for (int i = 0; i < result.Length && fits; i++)
        {
            long value = weights.IntegerAt(i) - ZeroOf(i / each);
            fits = value is >= sbyte.MinValue and <= sbyte.MaxValue;
            result[i] = fits ? (sbyte)value : (sbyte)0;
        }

        remaining = null;
        if (!fits)
        {
            int shift = weights.Type == ElementType.UInt8 ? 128 : 0;
            for (int i = 0; i < result.Length; i++)
            {
                result[i] = (sbyte)(weights.IntegerAt(i) - shift);
            }

            remaining = [.. Enumerable.Range(0, outputs).Select(o => ZeroOf(o) - shift)];
        }

        return result;

        int ZeroOf(int output) => zeroPoints.Count == 1 ? zeroPoints[0] : zeroPoints.Count == 0 ? 0 : zeroPoints[output];
    }

    /// <summary>
    /// The bias with the zero point of the input folded in, one for each output. Proves that no partial sum of products of a storage byte
    /// (0..255, or -128..127 where a kernel flips it) with a weight leaves 32 bits, whatever the order.
    /// </summary>
    /// <exception cref="YoloGenException">A sum could overflow.</exception>
    public static int[] FoldedBias(sbyte[] weights, int outputs, int[]? bias, int inputZero, string node)
    {
        int each = weights.Length / Math.Max(1, outputs);
        var folded = new int[outputs];
        for (int o = 0; o < outputs; o++)
        {
            long sum = 0, magnitude = 0;
            foreach (sbyte w in weights.AsSpan(o * each, each))
            {
                sum += w;
                magnitude += Math.Abs((int)w);
            }

            long value = (bias?[o] ?? 0L) - (inputZero * sum);
            if (Math.Abs(value) + (383 * magnitude) > int.MaxValue)
            {
                throw new YoloGenException(
                    DiagnosticCodes.SumOverflow, $"output channel {o} sums up to {383 * magnitude} with a bias of {value}; 32 bits do not hold that. Keep the layer in float", node: node);
            }

            folded[o] = (int)value;
        }

        return folded;
    }

    /// <summary>Whether two products of a signed byte with a weight always fit 16 bits.</summary>
    public static bool IsPairSafe(sbyte[] weights) => !weights.Contains(sbyte.MinValue);
}
