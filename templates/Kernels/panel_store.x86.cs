#nullable enable
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace YoloGen.Generated;

/// <summary>
/// Where the sums of one pixel and 16 columns go. Sums come as two vectors in the order that makes packing free of shuffles:
/// a holds columns 0-3 and 8-11, b holds 4-7 and 12-15, since vpackssdw works within halves of 128 bits.
/// </summary>
internal unsafe interface IPanelStore
{
    /// <summary>Bytes of an output.</summary>
    static abstract int Size { get; }

    /// <summary>Stores 16 outputs of two neighbouring pixels. <paramref name="scale"/> points to the panel's 16 scales in the order a, b.</summary>
    static abstract void Store(Vector256<int> a0, Vector256<int> b0, Vector256<int> a1, Vector256<int> b1, float* scale, byte* output, in ConvParams p);

    /// <summary>Stores 16 outputs of one pixel.</summary>
    static abstract void Store(Vector256<int> a, Vector256<int> b, float* scale, byte* output, in ConvParams p);
}

/// <summary>
/// The quantized epilogue, 16 or 32 outputs at a time. Only the upper clamp is done in float: below, vcvtps2dq gives int.MinValue for
/// everything out of range, which the saturating packs turn into 0.
/// </summary>
internal unsafe struct QuantizedStore : IPanelStore
{
    public static int Size => 1;

    [MethodImpl(AggressiveInlining)]
    public static void Store(Vector256<int> a0, Vector256<int> b0, Vector256<int> a1, Vector256<int> b1, float* scale, byte* output, in ConvParams p)
    {
        Vector256<short> words0 = Words(a0, b0, scale, in p);
        Vector256<short> words1 = Words(a1, b1, scale, in p);
        Vector256<byte> bytes = Avx2.Max(Avx2.PackUnsignedSaturate(words0, words1), Vector256.Create((byte)p.Min));
        bytes = Avx2.Permute4x64(bytes.AsUInt64(), 0b11_01_10_00).AsByte();
        bytes.GetLower().Store(output);
        bytes.GetUpper().Store(output + p.OutputPixelStride);
    }

    [MethodImpl(AggressiveInlining)]
    public static void Store(Vector256<int> a, Vector256<int> b, float* scale, byte* output, in ConvParams p)
    {
        Vector256<short> words = Words(a, b, scale, in p);
        Vector128<byte> bytes = Sse2.PackUnsignedSaturate(words.GetLower(), words.GetUpper());
        Sse2.Max(bytes, Vector128.Create((byte)p.Min)).Store(output);
    }

    [MethodImpl(AggressiveInlining)]
    private static Vector256<short> Words(Vector256<int> a, Vector256<int> b, float* scale, in ConvParams p)
    {
        Vector256<float> max = Vector256.Create((float)(p.Max - p.OutputZero));
        Vector256<float> scaledA = Avx.Min(Avx.Multiply(Avx.ConvertToVector256Single(a), Vector256.Load(scale)), max);
        Vector256<float> scaledB = Avx.Min(Avx.Multiply(Avx.ConvertToVector256Single(b), Vector256.Load(scale + 8)), max);
        Vector256<short> words = Avx2.PackSignedSaturate(Avx.ConvertToVector256Int32(scaledA), Avx.ConvertToVector256Int32(scaledB));
        return Avx2.AddSaturate(words, Vector256.Create((short)p.OutputZero));
    }
}

/// <summary>The raw epilogue: sums in column order.</summary>
internal unsafe struct Int32Store : IPanelStore
{
    public static int Size => 4;

    [MethodImpl(AggressiveInlining)]
    public static void Store(Vector256<int> a0, Vector256<int> b0, Vector256<int> a1, Vector256<int> b1, float* scale, byte* output, in ConvParams p)
    {
        Store(a0, b0, scale, output, in p);
        Store(a1, b1, scale, output + p.OutputPixelStride, in p);
    }

    [MethodImpl(AggressiveInlining)]
    public static void Store(Vector256<int> a, Vector256<int> b, float* scale, byte* output, in ConvParams p)
    {
        Avx2.Permute2x128(a, b, 0x20).Store((int*)output);
        Avx2.Permute2x128(a, b, 0x31).Store((int*)output + 8);
    }
}
