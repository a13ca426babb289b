#nullable enable
using System.Runtime.CompilerServices;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace YoloGen.Generated;

/// <summary>Nearest-neighbour rows: pixels of any element type, copied.</summary>
internal static unsafe class ResizeRows
{
    /// <summary>Output pixel x is the <paramref name="pixelBytes"/> bytes at row + offsets[x].</summary>
    [MethodImpl(AggressiveOptimization)]
    public static void Nearest(byte* row, int* offsets, byte* output, nint outputPixelStride, int width, int pixelBytes)
    {
        for (int x = 0; x < width; x++, output += outputPixelStride)
        {
            byte* pixel = row + offsets[x];
            int i = 0;
            for (; i <= pixelBytes - 16; i += 16)
            {
                (ulong first, ulong second) = (Unsafe.ReadUnaligned<ulong>(pixel + i), Unsafe.ReadUnaligned<ulong>(pixel + i + 8));
                Unsafe.WriteUnaligned(output + i, first);
                Unsafe.WriteUnaligned(output + i + 8, second);
            }
            for (; i <= pixelBytes - 4; i += 4)
                Unsafe.WriteUnaligned(output + i, Unsafe.ReadUnaligned<uint>(pixel + i));
            for (; i < pixelBytes; i++)
                output[i] = pixel[i];
        }
    }
}
