#nullable enable
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace YoloGen.Generated;

/// <summary>Where the sums of one or two pixels and 8 columns go; sums come in column order, the bias included.</summary>
internal unsafe interface IColumnStore
{
    /// <summary>Bytes of an output.</summary>
    static abstract int Size { get; }

    /// <summary>Stores 8 outputs of two neighbouring pixels.</summary>
    static abstract void Store(Vector128<int> low0, Vector128<int> high0, Vector128<int> low1, Vector128<int> high1, float* scale, byte* output, ConvParams* p);

    /// <summary>Stores 8 outputs of one pixel.</summary>
    static abstract void Store(Vector128<int> low, Vector128<int> high, float* scale, byte* output, ConvParams* p);
}

/// <summary>
/// The quantized epilogue, 8 or 16 outputs at a time. fcvtns and the narrowing instructions saturate, so that nothing is clamped in float.
/// </summary>
internal unsafe struct QuantizedColumnStore : IColumnStore
{
    public static int Size => 1;

    [MethodImpl(AggressiveInlining)]
    public static void Store(Vector128<int> low0, Vector128<int> high0, Vector128<int> low1, Vector128<int> high1, float* scale, byte* output, ConvParams* p)
    {
        Vector128<float> scaleLow = Vector128.Load(scale), scaleHigh = Vector128.Load(scale + 4);
        Vector128<short> zero = AdvSimd.LoadAndReplicateToVector128((short*)&p->OutputZero);
        Vector64<byte> first = AdvSimd.ExtractNarrowingSaturateUnsignedLower(Words(low0, high0, scaleLow, scaleHigh, zero));
        Vector128<byte> bytes = AdvSimd.ExtractNarrowingSaturateUnsignedUpper(first, Words(low1, high1, scaleLow, scaleHigh, zero));
        bytes = AdvSimd.Min(AdvSimd.Max(bytes, AdvSimd.LoadAndReplicateToVector128((byte*)&p->Min)), AdvSimd.LoadAndReplicateToVector128((byte*)&p->Max));
        bytes.GetLower().Store(output);
        AdvSimd.StoreSelectedScalar((ulong*)(output + p->OutputPixelStride), bytes.AsUInt64(), 1);
    }

    [MethodImpl(AggressiveInlining)]
    public static void Store(Vector128<int> low, Vector128<int> high, float* scale, byte* output, ConvParams* p)
    {
        Vector128<short> words = Words(low, high, Vector128.Load(scale), Vector128.Load(scale + 4), AdvSimd.LoadAndReplicateToVector128((short*)&p->OutputZero));
        Vector64<byte> bytes = AdvSimd.ExtractNarrowingSaturateUnsignedLower(words);
        AdvSimd.Min(AdvSimd.Max(bytes, AdvSimd.LoadAndReplicateToVector64((byte*)&p->Min)), AdvSimd.LoadAndReplicateToVector64((byte*)&p->Max)).Store(output);
    }

    [MethodImpl(AggressiveInlining)]
    private static Vector128<short> Words(Vector128<int> low, Vector128<int> high, Vector128<float> scaleLow, Vector128<float> scaleHigh, Vector128<short> zero)
    {
        low = AdvSimd.ConvertToInt32RoundToEven(AdvSimd.Multiply(AdvSimd.ConvertToSingle(low), scaleLow));
        high = AdvSimd.ConvertToInt32RoundToEven(AdvSimd.Multiply(AdvSimd.ConvertToSingle(high), scaleHigh));
        return AdvSimd.AddSaturate(AdvSimd.ExtractNarrowingSaturateUpper(AdvSimd.ExtractNarrowingSaturateLower(low), high), zero);
    }
}

/// <summary>The raw epilogue: sums as they are.</summary>
internal unsafe struct Int32ColumnStore : IColumnStore
{
    public static int Size => 4;

    [MethodImpl(AggressiveInlining)]
    public static void Store(Vector128<int> low0, Vector128<int> high0, Vector128<int> low1, Vector128<int> high1, float* scale, byte* output, ConvParams* p)
    {
        Store(low0, high0, scale, output, p);
        Store(low1, high1, scale, output + p->OutputPixelStride, p);
    }

    [MethodImpl(AggressiveInlining)]
    public static void Store(Vector128<int> low, Vector128<int> high, float* scale, byte* output, ConvParams* p)
    {
        low.Store((int*)output);
        high.Store((int*)output + 4);
    }
}
