#nullable enable
using System;
using System.Runtime.CompilerServices;

namespace YoloGen.Generated;

/// <summary>
/// Fills the network's input from a photo or frame: resized as <see cref="Letterbox"/> defines, then each channel through a table of 256 entries,
/// so that value = (byte - mean) * scale is computed once for each byte and is the same bits everywhere.
/// Destinations are strided (elements between channels, rows, pixels), so planar, interleaved and haloed inputs are one method.
/// </summary>
internal static unsafe class PhotoInput
{
    /// <summary>Entries of a table: three network channels of 256 each.</summary>
    public const int TableLength = 3 * 256;

    /// <summary>Bytes of a table of bytes: the entries, and behind them whether each is its own index.</summary>
    public const int ByteTableLength = TableLength + 1;

    /// <summary>table[c * 256 + b] = (b - mean[c]) * scale[c] in single precision, c the network's channel.</summary>
    public static void BuildTable(float* table, ReadOnlySpan<float> mean, ReadOnlySpan<float> scale)
    {
        for (int channel = 0; channel < 3; channel++)
        {
            for (int value = 0; value < 256; value++)
                table[channel * 256 + value] = (value - mean[channel]) * scale[channel];
        }
    }

    /// <summary>
    /// The same, followed by QuantizeLinear into stored bytes: clamp(round_half_even(value / quantScale) + zero, 0, 255),
    /// with the zero point of the storage domain (int8 tensors: zero point + 128).
    /// </summary>
    public static void BuildByteTable(byte* table, ReadOnlySpan<float> mean, ReadOnlySpan<float> scale, float quantScale, int zero)
    {
        bool same = true;
        for (int i = 0; i < TableLength; i++)
        {
            table[i] = Scalar.Quantize(((i & 255) - mean[i >> 8]) * scale[i >> 8], quantScale, zero);
            same &= table[i] == (i & 255);
        }
        table[TableLength] = same ? (byte)1 : (byte)0;
    }

    /// <summary>Fills rows [rowBegin, rowEnd) of a float input; strides in elements, <paramref name="bgr"/> when network channel 0 is blue.</summary>
    public static void FillFloat(in FrameSource frame, in LetterboxMap map, bool bgr, float* table, float* input, nint channelStride, nint rowStride, nint pixelStride, byte* scratch, int rowBegin, int rowEnd)
    {
        var rows = new Letterbox.RowResizer(in frame, map, scratch);
        int first = bgr != frame.IsBlueFirst ? 2 : 0;
        for (int y = rowBegin; y < rowEnd; y++)
            FloatRow(rows.Row(y), first, table, input + y * rowStride, channelStride, pixelStride, map.TargetWidth);
    }

    /// <summary>Fills rows [rowBegin, rowEnd) of an input of stored bytes through a table of <see cref="ByteTableLength"/>; strides in bytes.</summary>
    public static void FillBytes(in FrameSource frame, in LetterboxMap map, bool bgr, byte* table, byte* input, nint channelStride, nint rowStride, nint pixelStride, byte* scratch, int rowBegin, int rowEnd)
    {
        var rows = new Letterbox.RowResizer(in frame, map, scratch);
        int first = bgr != frame.IsBlueFirst ? 2 : 0;
        bool same = table[TableLength] != 0 && first == 0 && channelStride == 1 && pixelStride == 3;
        for (int y = rowBegin; y < rowEnd; y++)
        {
            if (same)
                rows.Row(y, input + y * rowStride);
            else
                ByteRow(rows.Row(y), first, table, input + y * rowStride, channelStride, pixelStride, map.TargetWidth);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void FloatRow(byte* rgb, int first, float* table, float* target, nint channelStride, nint pixelStride, int width)
    {
        byte* source0 = rgb + first;
        byte* source2 = rgb + 2 - first;
        for (int x = 0; x < width; x++)
        {
            target[0] = table[source0[0]];
            target[channelStride] = table[256 + rgb[1]];
            target[2 * channelStride] = table[512 + source2[0]];
            target += pixelStride;
            source0 += 3;
            rgb += 3;
            source2 += 3;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void ByteRow(byte* rgb, int first, byte* table, byte* target, nint channelStride, nint pixelStride, int width)
    {
        byte* source0 = rgb + first;
        byte* source2 = rgb + 2 - first;
        for (int x = 0; x < width; x++)
        {
            target[0] = table[source0[0]];
            target[channelStride] = table[256 + rgb[1]];
            target[2 * channelStride] = table[512 + source2[0]];
            target += pixelStride;
            source0 += 3;
            rgb += 3;
            source2 += 3;
        }
    }
}
