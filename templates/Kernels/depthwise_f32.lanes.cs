#nullable enable
using System.Runtime.CompilerServices;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace YoloGen.Generated;

/// <content>
/// Depthwise convolution, lanes over channels, four pixels at a time so that a weight is loaded once for them; all channels of four pixels
/// before the next four, since the first-level cache holds these but not the row.
/// Packed weights: for each 8 channels 8 biases, then 8 weights for each tap.
/// </content>
internal static unsafe partial class FloatRows
{
    public static nuint DepthwiseBytes(int channels, int taps) => ((nuint)((channels + 7) / 8 * 8) * ((nuint)taps + 1) * sizeof(float) + 63) & ~(nuint)63;

    public static void PackDepthwise(float* packed, float* weights, int channels, int taps, float* bias)
    {
        for (int block = 0; block < channels; block += 8)
        {
            for (int c = block; c < block + 8; c++, packed++)
            {
                bool real = c < channels;
                *packed = real && bias != null ? bias[c] : 0f;
                for (int tap = 0; tap < taps; tap++)
                    packed[(tap + 1) * 8] = real ? weights[(nint)c * taps + tap] : 0f;
            }
            packed += taps * 8;
        }
    }

    [MethodImpl(AggressiveOptimization)]
    public static void Depthwise<V>(float* input, float* packed, float* output, int width, int channels, in ConvParams p) where V : struct, ILanes<V>
    {
        bool three = p.Inner == 3 && p.InnerStride == p.PixelStep;
        int x = 0;
        for (; x <= width - 4; x += 4, input = Offset(input, 4 * p.PixelStep), output = Offset(output, 4 * p.OutputPixelStride))
        {
            if (three)
            {
                int c = DepthwiseThree<V>(input, packed, output, 0, channels, in p);
                if (V.Count > 4 && c <= channels - 4)
                    c = DepthwiseThree<Lanes4>(input, packed, output, c, channels, in p);
                if (c < channels)
                    DepthwiseThree<Lanes1>(input, packed, output, c, channels, in p);
            }
            else
            {
                int c = DepthwiseFour<V>(input, packed, output, 0, channels, in p);
                if (V.Count > 4 && c <= channels - 4)
                    c = DepthwiseFour<Lanes4>(input, packed, output, c, channels, in p);
                if (c < channels)
                    DepthwiseFour<Lanes1>(input, packed, output, c, channels, in p);
            }
        }
        for (; x < width; x++, input = Offset(input, p.PixelStep), output = Offset(output, p.OutputPixelStride))
        {
            int c = DepthwiseOne<V>(input, packed, output, 0, channels, in p);
            if (c < channels)
                DepthwiseOne<Lanes1>(input, packed, output, c, channels, in p);
        }
    }

    /// <summary>Kernels of 3 columns that move by one pixel: the windows of four pixels share six inputs, each loaded once. Returns the first channel left over.</summary>
    [MethodImpl(AggressiveOptimization)]
    private static int DepthwiseThree<V>(float* input, float* packed, float* output, int channel, int channels, in ConvParams p) where V : struct, ILanes<V>
    {
        nint outerStride = p.OuterStride, step = p.PixelStep, step2 = 2 * step, step3 = 3 * step, outputStride = p.OutputPixelStride;
        int outer = p.Outer, block = 8 * (3 * outer + 1);
        for (; channel <= channels - V.Count; channel += V.Count)
        {
            float* w = packed + (channel >> 3) * block + (channel & 7);
            float* row = input + channel;
            V a = V.Load(w), b = a, c = a, d = a;
            w += 8;
            for (int i = outer; i > 0; i--, row = Offset(row, outerStride), w += 24)
            {
                float* next = Offset(row, step3);
                V weight = V.Load(w);
                V second = V.Load(Offset(row, step)), third = V.Load(Offset(row, step2)), fourth = V.Load(next);
                a = V.Fma(V.Load(row), weight, a);
                b = V.Fma(second, weight, b);
                c = V.Fma(third, weight, c);
                d = V.Fma(fourth, weight, d);
                weight = V.Load(w + 8);
                V fifth = V.Load(Offset(next, step));
                a = V.Fma(second, weight, a);
                b = V.Fma(third, weight, b);
                c = V.Fma(fourth, weight, c);
                d = V.Fma(fifth, weight, d);
                weight = V.Load(w + 16);
                a = V.Fma(third, weight, a);
                b = V.Fma(fourth, weight, b);
                c = V.Fma(fifth, weight, c);
                d = V.Fma(V.Load(Offset(next, step2)), weight, d);
            }
            StoreFour(a, b, c, d, output + channel, outputStride);
        }
        return channel;
    }

    [MethodImpl(AggressiveOptimization)]
    private static int DepthwiseFour<V>(float* input, float* packed, float* output, int channel, int channels, in ConvParams p) where V : struct, ILanes<V>
    {
        nint outerStride = p.OuterStride, innerStride = p.InnerStride, step = p.PixelStep, step2 = 2 * step, step3 = 3 * step;
        int outer = p.Outer, inner = p.Inner, block = 8 * (outer * inner + 1);
        for (; channel <= channels - V.Count; channel += V.Count)
        {
            float* w = packed + (channel >> 3) * block + (channel & 7);
            float* row = input + channel;
            V a = V.Load(w), b = a, c = a, d = a;
            w += 8;
            for (int i = outer; i > 0; i--, row = Offset(row, outerStride))
            {
                float* at = row;
                for (int j = inner; j > 0; j--, at = Offset(at, innerStride), w += 8)
                {
                    V weight = V.Load(w);
                    a = V.Fma(V.Load(at), weight, a);
                    b = V.Fma(V.Load(Offset(at, step)), weight, b);
                    c = V.Fma(V.Load(Offset(at, step2)), weight, c);
                    d = V.Fma(V.Load(Offset(at, step3)), weight, d);
                }
            }
            StoreFour(a, b, c, d, output + channel, p.OutputPixelStride);
        }
        return channel;
    }

    [MethodImpl(AggressiveInlining)]
    private static void StoreFour<V>(V a, V b, V c, V d, float* output, nint stride) where V : struct, ILanes<V>
    {
        V.Store(a, output);
        V.Store(b, Offset(output, stride));
        V.Store(c, Offset(output, 2 * stride));
        V.Store(d, Offset(output, 3 * stride));
    }

    [MethodImpl(AggressiveOptimization)]
    private static int DepthwiseOne<V>(float* input, float* packed, float* output, int channel, int channels, in ConvParams p) where V : struct, ILanes<V>
    {
        int block = 8 * (p.Outer * p.Inner + 1);
        for (; channel <= channels - V.Count; channel += V.Count)
        {
            float* w = packed + (channel >> 3) * block + (channel & 7);
            float* row = input + channel;
            V a = V.Load(w);
            w += 8;
            for (int i = p.Outer; i > 0; i--, row = Offset(row, p.OuterStride))
            {
                float* at = row;
                for (int j = p.Inner; j > 0; j--, at = Offset(at, p.InnerStride), w += 8)
                    a = V.Fma(V.Load(at), V.Load(w), a);
            }
            V.Store(a, output + channel);
        }
        return channel;
    }
}
