#nullable enable
namespace YoloGen.Generated;

/// <summary>The taps of a depthwise kernel in pairs; an odd last one is paired with itself at weight 0.</summary>
internal static unsafe class DepthwiseTaps
{
    /// <summary>Taps, rounded up to pairs.</summary>
    public static int Count(in ConvParams p) => (p.Outer * p.Inner + 1) & ~1;

    /// <summary>Bytes from a window's start to each tap.</summary>
    public static void Fill(nint* distances, in ConvParams p)
    {
        int t = 0;
        for (int outer = 0; outer < p.Outer; outer++)
        {
            for (int inner = 0; inner < p.Inner; inner++)
                distances[t++] = outer * p.OuterStride + inner * p.InnerStride;
        }
        if ((t & 1) != 0)
            distances[t] = distances[t - 1];
    }

    /// <summary>Bytes of the packed weights of 8 channels: header, then <paramref name="bytesForPair"/> for each channel and pair of taps; a multiple of 64.</summary>
    public static nuint BlockBytes(int taps, int bytesForPair) => (nuint)((64 + (taps + 1) / 2 * 8 * bytesForPair + 63) & ~63);
}
