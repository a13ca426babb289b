#nullable enable
using System;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace YoloGen.Generated;

/// <summary>The largest byte of runs of bytes: the order of the elements does not matter, so that one source serves all instruction sets.</summary>
internal static unsafe class ByteReduction
{
    /// <summary>For each of <paramref name="rows"/> results the largest of <paramref name="count"/> bytes side by side.</summary>
    [MethodImpl(AggressiveOptimization)]
    public static void MaxRows(byte* x, nint rowStride, int count, byte* y, nint yStride, int rows)
    {
        for (int row = 0; row < rows; row++, x += rowStride, y += yStride)
            *y = Max(x, count);
    }

    [MethodImpl(AggressiveInlining)]
    private static byte Max(byte* x, int count)
    {
        byte best = 0;
        int i = 0;
        if (count >= 16)
        {
            // 16 lanes; the last bytes are covered by a vector that ends with them.
            Vector128<byte> lanes = Vector128.Load(x + count - 16);
            for (; i < count - 16; i += 16)
                lanes = Vector128.Max(lanes, Vector128.Load(x + i));
            lanes = Vector128.Max(lanes, Vector128.Create(lanes.GetUpper(), lanes.GetUpper()));
            lanes = Vector128.Max(lanes, (lanes.AsUInt64() >> 32).AsByte());
            lanes = Vector128.Max(lanes, (lanes.AsUInt64() >> 16).AsByte());
            return Math.Max(lanes.GetElement(0), lanes.GetElement(1));
        }
        for (; i < count; i++)
            best = Math.Max(best, x[i]);
        return best;
    }
}
