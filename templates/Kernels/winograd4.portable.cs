#nullable enable
using System.Runtime.CompilerServices;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace YoloGen.Generated;

/// <summary>
/// Winograd F(4x4, 3x3) in plain C#: the definition of its steps, number by number. Panels of 8 outputs, groups of up to 4 tiles; U is [channel][lane].
/// Channels beyond the depth are neither read nor written.
/// </summary>
internal unsafe struct PortableWinograd4 : IWinograd4
{
    public static int PanelOutputs => 8;

    public static int Width(int outputs) => (outputs + 3) & ~3;

    public static int Lane(int output, int width) => output;

    public static int Interleave => 1;

    public static int Group(int tiles) => tiles < 4 ? tiles : 4;

    [MethodImpl(AggressiveOptimization)]
    public static void Input(byte* window, byte* v, nint planeStride, nint blockStride, int depth, in ConvParams p)
    {
        int* columns = stackalloc int[36];
        int* values = stackalloc int[36];
        for (int channel = 0; channel < depth; channel++)
        {
            for (int x = 0; x < 6; x++)
            {
                byte* from = window + x * p.PixelStep + channel;
                InputValues(from[0], from[p.OuterStride], from[2 * p.OuterStride], from[3 * p.OuterStride], from[4 * p.OuterStride], from[5 * p.OuterStride], columns + x, 6);
            }
            for (int i = 0; i < 36; i += 6)
                InputValues(columns[i], columns[i + 1], columns[i + 2], columns[i + 3], columns[i + 4], columns[i + 5], values + i, 1);
            byte* to = v + (channel >> 3) * blockStride + (channel & 7) * 2;
            for (int position = 0; position < 36; position++, to += planeStride)
                *(short*)to = (short)values[position];
        }
    }

    [MethodImpl(AggressiveOptimization)]
    public static void Products(short* v, short* u, int* start, int* m, int tiles, int groups, int width, int depth, nint skip)
    {
        nint group = tiles * (((depth + 7) & ~7) + skip);
        for (; groups > 0; groups--, v += group, m += tiles * width)
            Group(v, u, start, m, tiles, width, depth);
    }

    private static void Group(short* v, short* u, int* start, int* m, int tiles, int width, int depth)
    {
        for (int tile = 0; tile < tiles; tile++)
        {
            for (int lane = 0; lane < width; lane++)
            {
                int sum = start[lane];
                for (int channel = 0; channel < depth; channel++)
                    sum += v[((channel >> 3) * tiles + tile) * 8 + (channel & 7)] * u[channel * width + lane];
                *m++ = sum;
            }
        }
    }

    [MethodImpl(AggressiveOptimization)]
    public static void Output(int* m, nint planeStride, float* scale, byte* output, nint rowStride, int channels, in ConvParams p)
    {
        int* rows = stackalloc int[24];
        int* values = stackalloc int[16];
        for (int channel = 0; channel < channels; channel++)
        {
            for (int j = 0; j < 6; j++)
            {
                byte* from = (byte*)(m + channel) + j * planeStride;
                nint row = 6 * planeStride;
                OutputValues(*(int*)from, *(int*)(from + row), *(int*)(from + 2 * row), *(int*)(from + 3 * row), *(int*)(from + 4 * row), *(int*)(from + 5 * row), rows + j, 6);
            }
            for (int y = 0; y < 4; y++)
                OutputValues(rows[6 * y], rows[6 * y + 1], rows[6 * y + 2], rows[6 * y + 3], rows[6 * y + 4], rows[6 * y + 5], values + 4 * y, 1);
            for (int i = 0; i < 16; i++)
                output[(i >> 2) * rowStride + (i & 3) * p.OutputPixelStride + channel] = Requantize.Sum(values[i] * Winograd4.InverseOf9, scale[channel], p.OutputZero, p.Min, p.Max);
        }
    }

    /// <summary>B^T of 6 values.</summary>
    private static void InputValues(int a, int b, int c, int d, int e, int f, int* values, int stride)
    {
        values[0] = 4 * a - 5 * c + e;
        values[stride] = 4 * b + 4 * c - d - e;
        values[2 * stride] = 4 * b - 4 * c - d + e;
        values[3 * stride] = -2 * b - c + 2 * d + e;
        values[4 * stride] = 2 * b - c - 2 * d + e;
        values[5 * stride] = 4 * b - 5 * d + f;
    }

    /// <summary>A^T of 6 values; the last one counts four times, since the last row of G is a quarter of its multiple.</summary>
    private static void OutputValues(int a, int b, int c, int d, int e, int f, int* values, int stride)
    {
        values[0] = a + b + c + d + e;
        values[stride] = b - c + 2 * (d - e);
        values[2 * stride] = b + c + 4 * (d + e);
        values[3 * stride] = b - c + 8 * (d - e) + 4 * f;
    }
}
