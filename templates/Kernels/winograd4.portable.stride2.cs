#nullable enable
using System.Runtime.CompilerServices;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace YoloGen.Generated;

/// <summary>Winograd F(4x4, 2x2) over the phases of a stride of 2 in plain C#: the definition of its steps; products as at stride 1.</summary>
internal unsafe struct PortableWinogradStride2 : IWinograd4
{
    public static int Stride => 2;

    public static int PanelOutputs => PortableWinograd4.PanelOutputs;

    public static int Width(int outputs) => PortableWinograd4.Width(outputs);

    public static int Lane(int output, int width) => output;

    public static int Interleave => PortableWinograd4.Interleave;

    public static int Group(int tiles) => PortableWinograd4.Group(tiles);

    [MethodImpl(AggressiveOptimization)]
    public static void Input(byte* window, byte* v, nint planeStride, nint blockStride, int depth, in ConvParams p)
    {
        int* columns = stackalloc int[25];
        int* values = stackalloc int[25];
        for (int channel = 0; channel < depth; channel++)
        {
            for (int phase = 0; phase < 4; phase++)
            {
                int oddRow = phase >> 1, oddColumn = phase & 1;
                Phase(window + channel + oddRow * p.OuterStride + oddColumn * (p.PixelStep / 2), p.OuterStride * 2, p.PixelStep, oddRow, oddColumn, columns, values);
                for (int position = 0; position < 25; position++)
                {
                    int index = WinogradForm.PhaseAt(position, oddRow, oddColumn);
                    if (index >= 0)
                        *(short*)(v + position * planeStride + (index * ((depth + 7) >> 3) + (channel >> 3)) * blockStride + (channel & 7) * 2) = (short)values[position];
                }
            }
        }
    }

    public static void Products(short* v, short* u, int* start, int* m, int tiles, int groups, int width, int depth, nint skip) =>
        PortableWinograd4.Products(v, u, start, m, tiles, groups, width, depth, skip);

    [MethodImpl(AggressiveOptimization)]
    public static void Output(int* m, nint planeStride, float* scale, byte* output, nint rowStride, int channels, in ConvParams p)
    {
        int* rows = stackalloc int[20];
        int* values = stackalloc int[16];
        for (int channel = 0; channel < channels; channel++)
        {
            for (int j = 0; j < 5; j++)
            {
                byte* from = (byte*)(m + channel) + j * planeStride;
                nint row = 5 * planeStride;
                OutputValues(*(int*)from, *(int*)(from + row), *(int*)(from + 2 * row), *(int*)(from + 3 * row), *(int*)(from + 4 * row), rows + j, 5);
            }
            for (int y = 0; y < 4; y++)
                OutputValues(rows[5 * y], rows[5 * y + 1], rows[5 * y + 2], rows[5 * y + 3], rows[5 * y + 4], values + 4 * y, 1);
            for (int i = 0; i < 16; i++)
                output[(i >> 2) * rowStride + (i & 3) * p.OutputPixelStride + channel] = Requantize.Sum(values[i] * Winograd4.InverseOf9, scale[channel], p.OutputZero, p.Min, p.Max);
        }
    }

    /// <summary>B^T d B of 5 or (odd) 4 rows and columns of a phase; the window has no fifth odd one, and its values are not used.</summary>
    private static void Phase(byte* d, nint row, nint pixel, int oddRow, int oddColumn, int* columns, int* values)
    {
        for (int x = 0; x < 5 - oddColumn; x++, d += pixel)
            InputValues(d[0], d[row], d[2 * row], d[3 * row], oddRow != 0 ? 0 : d[4 * row], columns + x, 5);
        for (int i = 0; i < 25; i += 5)
            InputValues(columns[i], columns[i + 1], columns[i + 2], columns[i + 3], oddColumn != 0 ? 0 : columns[i + 4], values + i, 1);
    }

    /// <summary>B^T of 5 values.</summary>
    private static void InputValues(int a, int b, int c, int d, int e, int* values, int stride)
    {
        values[0] = 2 * a - b - 2 * c + d;
        values[stride] = d - c - 2 * b;
        values[2 * stride] = 2 * b - 3 * c + d;
        values[3 * stride] = d - b;
        values[4 * stride] = 2 * b - c - 2 * d + e;
    }

    /// <summary>A^T of 5 values.</summary>
    private static void OutputValues(int a, int b, int c, int d, int e, int* values, int stride)
    {
        values[0] = a + b + c + d;
        values[stride] = b - c + 2 * d;
        values[2 * stride] = b + c + 4 * d;
        values[3 * stride] = b - c + 8 * d + e;
    }
}
