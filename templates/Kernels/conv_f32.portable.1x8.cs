#nullable enable
using System.Runtime.CompilerServices;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace YoloGen.Generated;

/// <content>
/// Float convolution, the definition: one pixel, 8 columns whose sums are independent. Packed panel: 8 biases, then 8 weights for each
/// kernel row, segment and depth.
/// </content>
internal unsafe partial struct PortableKernels
{
    public static int FloatConvColumns => 8;

    public static nuint FloatConvPanelBytes(int outer, int inner, int depth) => FloatPanels.Bytes(8, outer, inner, depth);

    public static void PackFloatConvPanel(float* panel, float* weights, int channels, int outer, int inner, int depth, float* bias) =>
        FloatPanels.Pack(8, panel, weights, channels, outer * inner * depth, bias);

    [SkipLocalsInit]
    [MethodImpl(AggressiveOptimization)]
    public static void FloatConvRow(float* input, float* panel, float* output, int width, int channels, in ConvParams p)
    {
        float* sums = stackalloc float[8];
        for (int x = 0; x < width; x++)
        {
            Convolve((byte*)input + x * p.PixelStep, panel, sums, in p);
            float* target = (float*)((byte*)output + x * p.OutputPixelStride);
            for (int c = 0; c < channels; c++)
                target[c] = sums[c];
        }
    }

    [MethodImpl(AggressiveOptimization)]
    private static void Convolve(byte* input, float* w, float* sums, in ConvParams p)
    {
        Lanes1 a = new(w[0]), b = new(w[1]), c = new(w[2]), d = new(w[3]), e = new(w[4]), f = new(w[5]), g = new(w[6]), h = new(w[7]);
        w += 8;
        for (int outer = 0; outer < p.Outer; outer++)
        {
            for (int inner = 0; inner < p.Inner; inner++)
            {
                float* segment = (float*)(input + outer * p.OuterStride + inner * p.InnerStride);
                for (int k = 0; k < p.Depth; k++, w += 8)
                {
                    Lanes1 value = new(segment[k]);
                    a = Lanes1.Fma(value, new(w[0]), a);
                    b = Lanes1.Fma(value, new(w[1]), b);
                    c = Lanes1.Fma(value, new(w[2]), c);
                    d = Lanes1.Fma(value, new(w[3]), d);
                    e = Lanes1.Fma(value, new(w[4]), e);
                    f = Lanes1.Fma(value, new(w[5]), f);
                    g = Lanes1.Fma(value, new(w[6]), g);
                    h = Lanes1.Fma(value, new(w[7]), h);
                }
            }
        }
        (sums[0], sums[1], sums[2], sums[3]) = (a.Value, b.Value, c.Value, d.Value);
        (sums[4], sums[5], sums[6], sums[7]) = (e.Value, f.Value, g.Value, h.Value);
    }
}
