#nullable enable
using System;
using System.Runtime.CompilerServices;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace YoloGen.Generated;

/// <summary>Products of matrices of stored bytes where the right one is not known before the run: a panel of its columns is packed at a time.</summary>
internal static unsafe class IntegerMatMul
{
    private const int Block = 64;

    /// <summary>
    /// y[i, j] = sum over p of (a[i, p] - zeroA) * (b[p, j] - zeroB[j * zeroBStep]) + bias[j]; requantized with scale[j] and
    /// <paramref name="zero"/>, or raw 32-bit sums where <paramref name="scale"/> is null. Strides in bytes; zero points in the storage domain.
    /// </summary>
    [MethodImpl(AggressiveOptimization)]
    public static void Run<K>(
        byte* a, nint aRow, byte* b, nint bDepth, nint bColumn, byte* y, nint yRow, int m, int k, int n, int zeroA, byte* zeroB, int zeroBStep,
        int* bias, float* scale, int zero, byte* scratch, int part, int parts)
        where K : struct, IKernels
    {
        int columns = K.ConvColumns, size = scale == null ? 4 : 1;
        int* addend = (int*)scratch;
        int* weightZero = addend + columns;
        int* columnSums = weightZero + columns;
        int* zeroBias = columnSums + columns;
        int* windowSums = zeroBias + columns;
        int* sums = windowSums + Block;
        byte* panel = Align((byte*)(sums + Block * columns));
        sbyte* weights = (sbyte*)(panel + K.ConvPanelBytes(1, 1, k));
        var p = new ConvParams { PixelStep = aRow, Outer = 1, Inner = 1, Depth = k, OutputPixelStride = columns * sizeof(int), OutputZero = zero, Min = 0, Max = 255 };
        new Span<int>(zeroBias, columns).Clear();
        (int begin, int end) = Part.Rows((n + columns - 1) / columns, part, parts);
        for (int first = begin * columns; first < Math.Min(n, end * columns); first += columns)
        {
            int count = Math.Min(columns, n - first);
            K.GatherColumns(b + first * bColumn, bDepth, bColumn, weights, count, k, columnSums);
            K.PackConvPanel(panel, weights, count, 1, 1, k, zeroBias, null);
            for (int c = 0; c < count; c++)
            {
                weightZero[c] = zeroB[(first + c) * zeroBStep] - 128;
                addend[c] = (bias == null ? 0 : bias[first + c]) - zeroA * columnSums[c] + k * zeroA * weightZero[c];
            }

            for (int row = 0; row < m; row += Block)
            {
                int rows = Math.Min(Block, m - row);
                byte* input = a + row * aRow;
                byte* output = y + row * yRow + (nint)first * size;
                K.WindowSumRow(input, windowSums, rows, in p);
                K.ConvRowInt32(input, panel, sums, rows, count, in p);
                K.AdjustSumsRow(sums, columns * sizeof(int), rows, count, addend, windowSums, weightZero);
                if (scale == null)
                {
                    for (int r = 0; r < rows; r++)
                        new Span<int>(sums + r * columns, count).CopyTo(new Span<int>(output + r * yRow, count));
                }
                else
                {
                    ConvParams last = p;
                    last.OutputPixelStride = yRow;
                    K.RequantizeSumsRow(sums, columns * sizeof(int), output, rows, count, scale + first, in last);
                }
            }
        }
    }

    private static byte* Align(byte* pointer) => (byte*)(((nuint)pointer + 63) & ~(nuint)63);
}
