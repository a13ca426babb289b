#nullable enable
using System.Runtime.CompilerServices;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace YoloGen.Generated;

/// <content>
/// Dense convolution, the definition: one exact 32-bit sum for each output. Eight columns share each input byte.
/// Panel: 8 biases, 8 scales, then 8 weights (one a column) for each byte of the window.
/// </content>
internal unsafe partial struct PortableKernels
{
    private const int Columns = 8;
    private const int PanelHeader = Columns * 8;

    public static int ConvColumns => Columns;

    public static nuint ConvPanelBytes(int outer, int inner, int depth) =>
        PanelHeader + (((nuint)outer * (nuint)inner * (nuint)depth * Columns + 63) & ~(nuint)63);

    public static void PackConvPanel(byte* panel, sbyte* weights, int channels, int outer, int inner, int depth, int* bias, float* scale)
    {
        nint size = (nint)outer * inner * depth;
        for (int c = 0; c < Columns; c++)
        {
            bool used = c < channels;
            ((int*)panel)[c] = used ? bias[c] : 0;
            ((float*)panel)[Columns + c] = used && scale != null ? scale[c] : 0;
            for (nint k = 0; k < size; k++)
                ((sbyte*)panel)[PanelHeader + k * Columns + c] = used ? weights[c * size + k] : (sbyte)0;
        }
    }

    [MethodImpl(AggressiveOptimization)]
    public static void ConvRow(byte* input, byte* panel, byte* output, int width, int channels, in ConvParams p)
    {
        int* sums = stackalloc int[Columns];
        float* scale = (float*)panel + Columns;
        for (int x = 0; x < width; x++, input += p.PixelStep, output += p.OutputPixelStride)
        {
            Window(input, panel, sums, in p);
            for (int c = 0; c < channels; c++)
                output[c] = Requantize.Sum(sums[c], scale[c], p.OutputZero, p.Min, p.Max);
        }
    }

    [MethodImpl(AggressiveOptimization)]
    public static void ConvRowInt32(byte* input, byte* panel, int* output, int width, int channels, in ConvParams p)
    {
        int* sums = stackalloc int[Columns];
        for (int x = 0; x < width; x++, input += p.PixelStep, output = (int*)((byte*)output + p.OutputPixelStride))
        {
            Window(input, panel, sums, in p);
            for (int c = 0; c < channels; c++)
                output[c] = sums[c];
        }
    }

    [MethodImpl(AggressiveInlining)]
    private static void Window(byte* input, byte* panel, int* sums, in ConvParams p)
    {
        int* bias = (int*)panel;
        int s0 = bias[0], s1 = bias[1], s2 = bias[2], s3 = bias[3], s4 = bias[4], s5 = bias[5], s6 = bias[6], s7 = bias[7];
        sbyte* w = (sbyte*)panel + PanelHeader;
        for (int outer = 0; outer < p.Outer; outer++)
        {
            for (int inner = 0; inner < p.Inner; inner++)
            {
                byte* segment = input + outer * p.OuterStride + inner * p.InnerStride;
                for (int k = 0; k < p.Depth; k++, w += Columns)
                {
                    int value = segment[k];
                    s0 += value * w[0];
                    s1 += value * w[1];
                    s2 += value * w[2];
                    s3 += value * w[3];
                    s4 += value * w[4];
                    s5 += value * w[5];
                    s6 += value * w[6];
                    s7 += value * w[7];
                }
            }
        }
        sums[0] = s0;
        sums[1] = s1;
        sums[2] = s2;
        sums[3] = s3;
        sums[4] = s4;
        sums[5] = s5;
        sums[6] = s6;
        sums[7] = s7;
    }
}
