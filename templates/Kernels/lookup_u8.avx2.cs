#nullable enable
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace YoloGen.Generated;

/// <content>
/// Table lookup. Where the processor has AVX-512 VBMI, two vpermi2b look 64 bytes up in the two halves of the table and the top bit chooses
/// (simdjson's and others' use of that instruction); elsewhere 8 bytes at a time through the general registers, which two loads a cycle beat any shuffle at.
/// </content>
internal unsafe partial struct Avx2Kernels
{
    [MethodImpl(AggressiveOptimization)]
    public static void LookupRow(byte* source, nint sourceStride, byte* destination, nint destinationStride, int width, int channels, byte* table)
    {
        if (sourceStride == channels && destinationStride == channels)
        {
            channels *= width;
            width = 1;
        }
        if (Avx512Vbmi.IsSupported && channels >= 16)
        {
            LookupVbmi(source, sourceStride, destination, destinationStride, width, channels, table);
            return;
        }
        for (; width > 0; width--, source += sourceStride, destination += destinationStride)
            LookupBytes.Run(source, destination, channels, table);
    }

    [MethodImpl(AggressiveOptimization)]
    private static void LookupVbmi(byte* source, nint sourceStride, byte* destination, nint destinationStride, int width, int channels, byte* table)
    {
        Vector512<byte> t0 = Vector512.Load(table), t1 = Vector512.Load(table + 64), t2 = Vector512.Load(table + 128), t3 = Vector512.Load(table + 192);
        for (; width > 0; width--, source += sourceStride, destination += destinationStride)
        {
            int c = 0;
            for (; c <= channels - 64; c += 64)
                Lookup(Vector512.Load(source + c), t0, t1, t2, t3).Store(destination + c);
            for (; c <= channels - 16; c += 16)
                Lookup(Vector128.Load(source + c).ToVector256Unsafe().ToVector512Unsafe(), t0, t1, t2, t3).GetLower().GetLower().Store(destination + c);
            LookupBytes.Run(source + c, destination + c, channels - c, table);
        }
    }

    [MethodImpl(AggressiveInlining)]
    private static Vector512<byte> Lookup(Vector512<byte> index, Vector512<byte> t0, Vector512<byte> t1, Vector512<byte> t2, Vector512<byte> t3)
    {
        Vector512<byte> low = Avx512Vbmi.PermuteVar64x8x2(t0, index, t1), high = Avx512Vbmi.PermuteVar64x8x2(t2, index, t3);
        return Vector512.ConditionalSelect(Vector512.LessThan(index.AsSByte(), Vector512<sbyte>.Zero).AsByte(), high, low);
    }
}
