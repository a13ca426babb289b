#nullable enable
using System.Runtime.CompilerServices;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace YoloGen.Generated;

/// <content>
/// Depthwise convolution, lanes over channels, four pixels at a time so that a weight is loaded once for them.
/// Packed weights: for each 8 channels 8 biases, then 8 weights for each tap.
/// </content>
internal static unsafe partial class FloatRows
{
    public static nuint DepthwiseBytes(int channels, int taps) => (nuint)((channels + 7) / 8 * 8 * (taps + 1) * sizeof(float) + 63) & ~(nuint)63;

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
        int block = 8 * (p.Outer * p.Inner + 1);
        int c = 0;
        for (; c <= channels - V.Count; c += V.Count)
            DepthwiseColumn<V>(input + c, packed + (c >> 3) * block + (c & 7), output + c, width, in p);
        if (V.Count > 4 && c <= channels - 4)
        {
            DepthwiseColumn<Lanes4>(input + c, packed + (c >> 3) * block + (c & 7), output + c, width, in p);
            c += 4;
        }
        for (; c < channels; c++)
            DepthwiseColumn<Lanes1>(input + c, packed + (c >> 3) * block + (c & 7), output + c, width, in p);
    }

    [MethodImpl(AggressiveOptimization)]
    private static void DepthwiseColumn<V>(float* input, float* packed, float* output, int width, in ConvParams p) where V : struct, ILanes<V>
    {
        int outer = p.Outer, inner = p.Inner;
        nint outerStride = p.OuterStride, innerStride = p.InnerStride, step = p.PixelStep, outputStride = p.OutputPixelStride;
        V bias = V.Load(packed);
        int x = 0;
        for (; x <= width - 4; x += 4, input = Offset(input, 4 * step), output = Offset(output, 4 * outputStride))
        {
            V a = bias, b = bias, c = bias, d = bias;
            float* w = packed + 8;
            float* row = input;
            for (int i = 0; i < outer; i++, row = Offset(row, outerStride))
            {
                float* at = row;
                for (int j = 0; j < inner; j++, at = Offset(at, innerStride), w += 8)
                {
                    V weight = V.Load(w);
                    a = V.Fma(V.Load(at), weight, a);
                    b = V.Fma(V.Load(Offset(at, step)), weight, b);
                    c = V.Fma(V.Load(Offset(at, 2 * step)), weight, c);
                    d = V.Fma(V.Load(Offset(at, 3 * step)), weight, d);
                }
            }
            V.Store(a, output);
            V.Store(b, Offset(output, outputStride));
            V.Store(c, Offset(output, 2 * outputStride));
            V.Store(d, Offset(output, 3 * outputStride));
        }
        for (; x < width; x++, input = Offset(input, step), output = Offset(output, outputStride))
        {
            V a = bias;
            float* w = packed + 8;
            float* row = input;
            for (int i = 0; i < outer; i++, row = Offset(row, outerStride))
            {
                float* at = row;
                for (int j = 0; j < inner; j++, at = Offset(at, innerStride), w += 8)
                    a = V.Fma(V.Load(at), V.Load(w), a);
            }
            V.Store(a, output);
        }
    }
}
