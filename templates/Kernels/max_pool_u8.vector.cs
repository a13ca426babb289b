#nullable enable
using System;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace YoloGen.Generated;

/// <summary>
/// Maximum over windows, lanes over channels, the same source for AVX2 and NEON. The rule: the last channels are covered by a vector that
/// ends with them and overlaps the one before, which a maximum does not mind.
/// </summary>
internal static unsafe class MaxPoolRows
{
    [MethodImpl(AggressiveOptimization)]
    public static void Row(byte* input, byte* output, int width, int channels, in PoolParams p)
    {
        nint columnStep = p.Dilation * p.PixelStride;
        for (int x = 0; x < width; x++, output += p.OutputPixelStride)
        {
            byte* window = PortableKernels.Clip(input, x, in p, out int columns);
            int c = 0;
            if (Vector256.IsHardwareAccelerated && channels >= 32)
            {
                for (; c < channels; c += 32)
                {
                    int at = Math.Min(c, channels - 32);
                    Max256(window + at, p.Rows, p.RowStride, columns, columnStep).Store(output + at);
                }
            }
            else if (channels >= 16)
            {
                for (; c < channels; c += 16)
                {
                    int at = Math.Min(c, channels - 16);
                    Max128(window + at, p.Rows, p.RowStride, columns, columnStep).Store(output + at);
                }
            }
            else if (channels >= 8)
            {
                for (; c < channels; c += 8)
                {
                    int at = Math.Min(c, channels - 8);
                    Max64(window + at, p.Rows, p.RowStride, columns, columnStep).Store(output + at);
                }
            }
            for (; c < channels; c++)
            {
                byte best = 0;
                for (int row = 0; row < p.Rows; row++)
                {
                    for (int column = 0; column < columns; column++)
                        best = Math.Max(best, window[row * p.RowStride + column * columnStep + c]);
                }
                output[c] = best;
            }
        }
    }

    [MethodImpl(AggressiveInlining)]
    private static Vector256<byte> Max256(byte* row, int rows, nint rowStride, int columns, nint columnStep)
    {
        Vector256<byte> best = Vector256<byte>.Zero;
        for (; rows > 0; rows--, row += rowStride)
        {
            byte* pixel = row;
            for (int column = columns; column > 0; column--, pixel += columnStep)
                best = Vector256.Max(best, Vector256.Load(pixel));
        }
        return best;
    }

    [MethodImpl(AggressiveInlining)]
    private static Vector128<byte> Max128(byte* row, int rows, nint rowStride, int columns, nint columnStep)
    {
        Vector128<byte> best = Vector128<byte>.Zero;
        for (; rows > 0; rows--, row += rowStride)
        {
            byte* pixel = row;
            for (int column = columns; column > 0; column--, pixel += columnStep)
                best = Vector128.Max(best, Vector128.Load(pixel));
        }
        return best;
    }

    [MethodImpl(AggressiveInlining)]
    private static Vector64<byte> Max64(byte* row, int rows, nint rowStride, int columns, nint columnStep)
    {
        Vector128<byte> best = Vector128<byte>.Zero;
        for (; rows > 0; rows--, row += rowStride)
        {
            byte* pixel = row;
            for (int column = columns; column > 0; column--, pixel += columnStep)
                best = Vector128.Max(best, Vector128.CreateScalarUnsafe(Unsafe.ReadUnaligned<ulong>(pixel)).AsByte());
        }
        return best.GetLower();
    }
}
