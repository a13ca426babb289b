#nullable enable
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace YoloGen.Generated;

/// <content>Bytes on the higher of two lines, 16 at a time as words: vpmulhrsw is (t * slope + 2^14) >> 15, the rounded product itself.</content>
internal unsafe partial struct Avx2Kernels
{
    [MethodImpl(AggressiveOptimization)]
    public static void SlopesRow(byte* source, nint sourceStride, byte* destination, nint destinationStride, int width, int channels, in SlopesParams p)
    {
        if (sourceStride == channels && destinationStride == channels)
        {
            channels *= width;
            width = 1;
        }
        Vector256<short> rise = Vector256.Create(p.Rise), fall = Vector256.Create(p.Fall), zero = Vector256.Create(p.Zero), outputZero = Vector256.Create(p.OutputZero);
        var shift = Vector128.CreateScalar((short)p.Shift);
        for (; width > 0; width--, source += sourceStride, destination += destinationStride)
        {
            int c = 0;
            for (; c <= channels - 16; c += 16)
            {
                Vector256<short> t = Avx2.Subtract(Avx2.ShiftLeftLogical(Avx2.ConvertToVector256Int16(source + c), shift), zero);

                // At most 1020 + 255 in 16 bits.
                Vector256<short> words = Avx2.Add(Avx2.Max(Avx2.MultiplyHighRoundScale(t, rise), Avx2.MultiplyHighRoundScale(t, fall)), outputZero);
                Sse2.PackUnsignedSaturate(words.GetLower(), words.GetUpper()).Store(destination + c);
            }
            for (; c < channels; c++)
                destination[c] = PortableKernels.Slopes(source[c], in p);
        }
    }
}
