#nullable enable
using System;

namespace YoloGen.Generated;

/// <summary>
/// Which channels <see cref="Winograd4"/> computes exactly. It gets 576 * y modulo 2^32, from which the inverse of 9 makes 64 * y; that determines y
/// where -2^25 &lt;= y &lt; 2^25. The weights bound y, whatever the input's bytes are.
/// </summary>
internal static class Winograd4Range
{
    /// <summary>2^25: what a sum must stay under at stride 1.</summary>
    public const long Limit = 1L << 25;

    /// <summary>2^29: what a sum must stay under at stride 2, where 36 * y comes out.</summary>
    public const long LimitOfStride2 = 1L << 29;

    /// <summary>Whether each output stays in the range; weights are [outputs, 9 * depth], a bias holds minus zero point times sum of weights.</summary>
    public static bool Fits(ReadOnlySpan<sbyte> weights, ReadOnlySpan<int> bias, long limit = Limit)
    {
        int size = bias.Length == 0 ? 0 : weights.Length / bias.Length;
        for (int o = 0; o < bias.Length; o++)
        {
            if (!Fits(weights.Slice(o * size, size), bias[o], limit))
                return false;
        }
        return true;
    }

    /// <summary>Whether bias + sum of weights * bytes stays in the range for all bytes 0..255.</summary>
    public static bool Fits(ReadOnlySpan<sbyte> weights, int bias, long limit = Limit)
    {
        long least = bias, greatest = bias;
        foreach (sbyte weight in weights)
        {
            if (weight < 0)
                least += 255 * weight;
            else
                greatest += 255 * weight;
        }
        return least >= -limit && greatest < limit;
    }
}
