#nullable enable
namespace YoloGen.Generated;

/// <summary>
/// Which channels <see cref="Winograd4"/> computes exactly. It gets 576 * y modulo 2^32, from which the inverse of 9 makes 64 * y; that determines y
/// where -2^25 &lt;= y &lt; 2^25. The weights bound y, whatever the input's bytes are.
/// </summary>
internal static unsafe class Winograd4Range
{
    private const long Limit = 1L << 25;

    /// <summary>Whether each output stays in the range; weights are [outputs, 9 * depth], a bias holds minus zero point times sum of weights.</summary>
    public static bool Fits(sbyte* weights, int* bias, int outputs, int depth)
    {
        nint size = 9 * (nint)depth;
        for (int o = 0; o < outputs; o++)
        {
            if (!Fits(weights + o * size, bias[o], size))
                return false;
        }
        return true;
    }

    /// <summary>Whether bias + sum of weights * bytes stays in the range for all bytes 0..255.</summary>
    public static bool Fits(sbyte* weights, int bias, nint count)
    {
        long least = bias, greatest = bias;
        for (nint i = 0; i < count; i++)
        {
            if (weights[i] < 0)
                least += 255 * weights[i];
            else
                greatest += 255 * weights[i];
        }
        return least >= -Limit && greatest < Limit;
    }
}
