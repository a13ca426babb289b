#nullable enable
using System;

namespace YoloGen.Generated;

/// <summary>Packs canonical weights (O, H, W, I) for the kernels of one instruction set, once, in the constructor.</summary>
internal static unsafe class Packing
{
    /// <summary>Bytes of the packed weights of an integer convolution. <paramref name="outputs"/> and the rest are those of one group.</summary>
    public static nuint ConvBytes<K>(int groups, int outputs, int outer, int inner, int depth) where K : struct, IKernels =>
        (nuint)groups * (nuint)((outputs + K.ConvColumns - 1) / K.ConvColumns) * K.ConvPanelBytes(outer, inner, depth);

    /// <summary>Packs an integer convolution and returns the byte behind it. <paramref name="scale"/> may be null.</summary>
    public static byte* Conv<K>(byte* packed, byte* weights, byte* bias, byte* scale, int groups, int outputs, int outer, int inner, int depth)
        where K : struct, IKernels
    {
        nint window = (nint)outer * inner * depth;
        nuint panel = K.ConvPanelBytes(outer, inner, depth);
        for (int g = 0; g < groups; g++)
        {
            for (int c = 0; c < outputs; c += K.ConvColumns, packed += panel)
            {
                int first = g * outputs + c;
                K.PackConvPanel(
                    packed, (sbyte*)weights + first * window, Math.Min(K.ConvColumns, outputs - c), outer, inner, depth,
                    (int*)bias + first, scale == null ? null : (float*)scale + first);
            }
        }

        return packed;
    }

    /// <summary>Bytes of the packed weights of a float convolution.</summary>
    public static nuint FloatConvBytes<K>(int groups, int outputs, int outer, int inner, int depth) where K : struct, IKernels =>
        (nuint)groups * (nuint)((outputs + K.FloatConvColumns - 1) / K.FloatConvColumns) * K.FloatConvPanelBytes(outer, inner, depth);

    /// <summary>Packs a float convolution and returns the byte behind it. <paramref name="bias"/> may be null.</summary>
    public static byte* FloatConv<K>(byte* packed, byte* weights, byte* bias, int groups, int outputs, int outer, int inner, int depth)
        where K : struct, IKernels
    {
        nint window = (nint)outer * inner * depth;
        nuint panel = K.FloatConvPanelBytes(outer, inner, depth);
        for (int g = 0; g < groups; g++)
        {
            for (int c = 0; c < outputs; c += K.FloatConvColumns, packed += panel)
            {
                int first = g * outputs + c;
                K.PackFloatConvPanel(
                    (float*)packed, (float*)weights + first * window, Math.Min(K.FloatConvColumns, outputs - c), outer, inner, depth,
                    bias == null ? null : (float*)bias + first);
            }
        }

        return packed;
    }

    /// <summary>Packs an integer depthwise convolution and returns the byte behind it.</summary>
    public static byte* Depthwise<K>(byte* packed, byte* weights, byte* bias, byte* scale, int channels, int outer, int inner)
        where K : struct, IKernels
    {
        K.PackDepthwise(packed, (sbyte*)weights, channels, outer, inner, (int*)bias, (float*)scale);
        return packed + K.DepthwiseBytes(channels, outer, inner);
    }

    /// <summary>Packs a float depthwise convolution and returns the byte behind it. <paramref name="bias"/> may be null.</summary>
    public static byte* FloatDepthwise<K>(byte* packed, byte* weights, byte* bias, int channels, int taps)
        where K : struct, IKernels
    {
        K.PackFloatDepthwise((float*)packed, (float*)weights, channels, taps, (float*)bias);
        return packed + K.FloatDepthwiseBytes(channels, taps);
    }
}
