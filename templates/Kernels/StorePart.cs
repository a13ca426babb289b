#nullable enable
using System.Runtime.CompilerServices;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace YoloGen.Generated;

/// <summary>
/// The last columns of a layer: tiles write whole panels into a block of pixels on the stack, of which this copies the columns that exist.
/// So the tiles have neither tests nor calls, which would make the compiler keep their sums in memory.
/// </summary>
internal static unsafe class StorePart
{
    /// <summary>Copies the first <paramref name="count"/> bytes (under 64) of each of <paramref name="pixels"/> pixels.</summary>
    [MethodImpl(AggressiveOptimization)]
    public static void Pixels(byte* source, nint sourceStride, byte* output, nint outputStride, int pixels, int count)
    {
        for (; pixels > 0; pixels--, source += sourceStride, output += outputStride)
        {
            byte* from = source, to = output;
            for (int left = count; left >= 8; left -= 8, from += 8, to += 8)
                Unsafe.WriteUnaligned(to, Unsafe.ReadUnaligned<ulong>(from));
            if ((count & 4) != 0)
            {
                Unsafe.WriteUnaligned(to, Unsafe.ReadUnaligned<uint>(from));
                from += 4;
                to += 4;
            }
            if ((count & 2) != 0)
            {
                Unsafe.WriteUnaligned(to, Unsafe.ReadUnaligned<ushort>(from));
                from += 2;
                to += 2;
            }
            if ((count & 1) != 0)
                *to = *from;
        }
    }
}
