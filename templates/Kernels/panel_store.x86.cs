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
    /// <summary>Stores <paramref name="channels"/> (1..16) outputs of two neighbouring pixels. <paramref name="scale"/> points to the panel's 16 scales in the order a, b.</summary>
    static abstract void Store(Vector256<int> a0, Vector256<int> b0, Vector256<int> a1, Vector256<int> b1, float* scale, byte* output, int channels, in ConvParams p);

    /// <summary>Stores <paramref name="channels"/> outputs of one pixel.</summary>
    static abstract void Store(Vector256<int> a, Vector256<int> b, float* scale, byte* output, int channels, in ConvParams p);
}

/// <summary>
/// The quantized epilogue, 16 or 32 outputs at a time. Only the upper clamp is done in float: below, vcvtps2dq gives int.MinValue for
/// everything out of range, which the saturating packs turn into 0.
/// </summary>
internal unsafe struct QuantizedStore : IPanelStore
{
    [MethodImpl(AggressiveInlining)]
    public static void Store(Vector256<int> a0, Vector256<int> b0, Vector256<int> a1, Vector256<int> b1, float* scale, byte* output, int channels, in ConvParams p)
    {
        Vector256<short> words0 = Words(a0, b0, scale, in p);
        Vector256<short> words1 = Words(a1, b1, scale, in p);
        Vector256<byte> bytes = Avx2.Max(Avx2.PackUnsignedSaturate(words0, words1), Vector256.Create((byte)p.Min));
        bytes = Avx2.Permute4x64(bytes.AsUInt64(), 0b11_01_10_00).AsByte();
        StorePart.Bytes(bytes.GetLower(), output, channels);
        StorePart.Bytes(bytes.GetUpper(), output + p.OutputPixelStride, channels);
    }

    [MethodImpl(AggressiveInlining)]
    public static void Store(Vector256<int> a, Vector256<int> b, float* scale, byte* output, int channels, in ConvParams p)
    {
        Vector256<short> words = Words(a, b, scale, in p);
        Vector128<byte> bytes = Sse2.PackUnsignedSaturate(words.GetLower(), words.GetUpper());
        StorePart.Bytes(Sse2.Max(bytes, Vector128.Create((byte)p.Min)), output, channels);
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
    [MethodImpl(AggressiveInlining)]
    public static void Store(Vector256<int> a0, Vector256<int> b0, Vector256<int> a1, Vector256<int> b1, float* scale, byte* output, int channels, in ConvParams p)
    {
        Store(a0, b0, scale, output, channels, in p);
        Store(a1, b1, scale, output + p.OutputPixelStride, channels, in p);
    }

    [MethodImpl(AggressiveInlining)]
    public static void Store(Vector256<int> a, Vector256<int> b, float* scale, byte* output, int channels, in ConvParams p)
    {
        StorePart.Ints(Avx2.Permute2x128(a, b, 0x20), (int*)output, channels);
        if (channels > 8)
            StorePart.Ints(Avx2.Permute2x128(a, b, 0x31), (int*)output + 8, channels - 8);
    }
}

/// <summary>Stores of the first lanes of a vector, for the last columns of a layer.</summary>
internal static unsafe class StorePart
{
    /// <summary>The first min(count, 16) bytes.</summary>
    [MethodImpl(AggressiveInlining)]
    public static void Bytes(Vector128<byte> value, byte* output, int count)
    {
        if (count >= 16)
            value.Store(output);
        else
            FewBytes(value, output, count);
    }

    /// <summary>The first min(count, 8) integers.</summary>
    [MethodImpl(AggressiveInlining)]
    public static void Ints(Vector256<int> value, int* output, int count)
    {
        if (count >= 8)
        {
            value.Store(output);
            return;
        }
        Vector128<int> part = value.GetLower();
        if ((count & 4) != 0)
        {
            part.Store(output);
            output += 4;
            part = value.GetUpper();
        }
        for (int i = 0; i < (count & 3); i++)
            output[i] = part.GetElement(i);
    }

    private static void FewBytes(Vector128<byte> value, byte* output, int count)
    {
        ulong part = value.AsUInt64().ToScalar();
        if ((count & 8) != 0)
        {
            Unsafe.WriteUnaligned(output, part);
            output += 8;
            part = value.AsUInt64().GetElement(1);
        }
        if ((count & 4) != 0)
        {
            Unsafe.WriteUnaligned(output, (uint)part);
            output += 4;
            part >>= 32;
        }
        if ((count & 2) != 0)
        {
            Unsafe.WriteUnaligned(output, (ushort)part);
            output += 2;
            part >>= 16;
        }
        if ((count & 1) != 0)
            *output = (byte)part;
    }
}
