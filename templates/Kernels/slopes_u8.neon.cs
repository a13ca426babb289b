#nullable enable
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace YoloGen.Generated;

/// <content>
/// Bytes on the higher of two lines, 16 at a time in two vectors of 8 words: sqrdmulh is (2 * t * slope + 2^15) >> 16, the rounded product itself. On a
/// Cortex-A72 that is about half of what a table takes.
/// </content>
internal unsafe partial struct NeonKernels
{
    [MethodImpl(AggressiveOptimization)]
    public static void SlopesRow(byte* source, nint sourceStride, byte* destination, nint destinationStride, int width, int channels, in SlopesParams p)
    {
        if (p.Shift == 0)
            Slopes<Bytes>(source, sourceStride, destination, destinationStride, width, channels, in p);
        else if (p.Shift == 1)
            Slopes<Halves>(source, sourceStride, destination, destinationStride, width, channels, in p);
        else
            Slopes<Quarters>(source, sourceStride, destination, destinationStride, width, channels, in p);
    }

    [MethodImpl(AggressiveInlining)]
    private static void Slopes<TSteps>(byte* source, nint sourceStride, byte* destination, nint destinationStride, int width, int channels, in SlopesParams p)
        where TSteps : struct, ISteps
    {
        if (sourceStride == channels && destinationStride == channels)
        {
            channels *= width;
            width = 1;
        }
        Vector128<short> rise = Vector128.Create(p.Rise), fall = Vector128.Create(p.Fall), zero = Vector128.Create(p.Zero), outputZero = Vector128.Create(p.OutputZero);
        for (; width > 0; width--, source += sourceStride, destination += destinationStride)
        {
            int c = 0;
            for (; c <= channels - 16; c += 16)
            {
                Vector128<short> low = AdvSimd.Subtract(TSteps.Of(Vector64.Load(source + c)), zero), high = AdvSimd.Subtract(TSteps.Of(Vector64.Load(source + c + 8)), zero);
                Vector64<byte> bytes = AdvSimd.ExtractNarrowingSaturateUnsignedLower(Higher(low, rise, fall, outputZero));
                AdvSimd.ExtractNarrowingSaturateUnsignedUpper(bytes, Higher(high, rise, fall, outputZero)).Store(destination + c);
            }
            for (; c <= channels - 8; c += 8)
            {
                Vector128<short> t = AdvSimd.Subtract(TSteps.Of(Vector64.Load(source + c)), zero);
                AdvSimd.ExtractNarrowingSaturateUnsignedLower(Higher(t, rise, fall, outputZero)).Store(destination + c);
            }
            for (; c < channels; c++)
                destination[c] = PortableKernels.Slopes(source[c], in p);
        }
    }

    /// <summary>At most 1020 + 255 in 16 bits.</summary>
    [MethodImpl(AggressiveInlining)]
    private static Vector128<short> Higher(Vector128<short> t, Vector128<short> rise, Vector128<short> fall, Vector128<short> zero) =>
        AdvSimd.Add(AdvSimd.Max(AdvSimd.MultiplyRoundedDoublingSaturateHigh(t, rise), AdvSimd.MultiplyRoundedDoublingSaturateHigh(t, fall)), zero);

    /// <summary>Bytes in steps of 2^-shift, 16 bits each.</summary>
    private interface ISteps
    {
        static abstract Vector128<short> Of(Vector64<byte> bytes);
    }

    private struct Bytes : ISteps
    {
        [MethodImpl(AggressiveInlining)]
        public static Vector128<short> Of(Vector64<byte> bytes) => AdvSimd.ZeroExtendWideningLower(bytes).AsInt16();
    }

    private struct Halves : ISteps
    {
        [MethodImpl(AggressiveInlining)]
        public static Vector128<short> Of(Vector64<byte> bytes) => AdvSimd.ShiftLeftLogicalWideningLower(bytes, 1).AsInt16();
    }

    private struct Quarters : ISteps
    {
        [MethodImpl(AggressiveInlining)]
        public static Vector128<short> Of(Vector64<byte> bytes) => AdvSimd.ShiftLeftLogicalWideningLower(bytes, 2).AsInt16();
    }
}
