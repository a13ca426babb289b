#nullable enable
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace YoloGen.Generated;

/// <summary>
/// Winograd F(4x4, 2x2) over the phases of a stride of 2 for AVX2; products as at stride 1. 81 products of a channel and tile for 144 of the direct form.
/// </summary>
internal unsafe struct Avx2WinogradStride2 : IWinograd4
{
    public static int Stride => 2;

    public static int PanelOutputs => Avx2Winograd4.PanelOutputs;

    public static int Width(int outputs) => Avx2Winograd4.Width(outputs);

    public static int Lane(int output, int width) => Avx2Winograd4.Lane(output, width);

    public static int Interleave => Avx2Winograd4.Interleave;

    public static int Group(int tiles) => Avx2Winograd4.Group(tiles);

    /// <summary>
    /// Phase by phase: 5 even or 4 odd rows and columns. An odd phase has no position 4, so that at position 4 of a row the phases of a plane are those of even
    /// columns (<see cref="WinogradForm.PhaseAt"/>).
    /// </summary>
    public static void Input(byte* window, byte* v, nint planeStride, nint blockStride, int depth, in ConvParams p)
    {
        nint row = p.OuterStride, pixel = p.PixelStep / 2, phase = (depth + 7 >> 3) * blockStride;
        Phase<Height5, Height5>(window, v, v, planeStride, blockStride, depth, 2 * row, 2 * pixel);
        Phase<Height5, Height4>(window + pixel, v + phase, v, planeStride, blockStride, depth, 2 * row, 2 * pixel);
        Phase<Height4, Height5>(window + row, v + 2 * phase, v + phase, planeStride, blockStride, depth, 2 * row, 2 * pixel);
        Phase<Height4, Height4>(window + row + pixel, v + 3 * phase, v, planeStride, blockStride, depth, 2 * row, 2 * pixel);
    }

    public static void Products(short* v, short* u, int* start, int* m, int tiles, int groups, int width, int depth, nint skip) =>
        Avx2Winograd4.Products(v, u, start, m, tiles, groups, width, depth, skip);

    public static void Output(int* m, nint planeStride, float* scale, byte* output, nint rowStride, int channels, in ConvParams p) =>
        Avx2WinogradOutput<Form>.Tile(m, planeStride, scale, output, rowStride, channels, in p);

    /// <summary>
    /// 16 channels a step: B^T down the columns into 25 vectors on the stack, |value| at most 6 * 255, then along the rows, to <paramref name="v"/>, and to
    /// <paramref name="last"/> at position 4 of each row.
    /// </summary>
    [SkipLocalsInit]
    [MethodImpl(AggressiveOptimization | NoInlining)]
    private static void Phase<TRows, TColumns>(byte* window, byte* v, byte* last, nint planeStride, nint blockStride, int depth, nint row, nint pixel)
        where TRows : struct, ITileHeight
        where TColumns : struct, ITileHeight
    {
        byte* space = stackalloc byte[25 * 32 + 31];
        var columns = (Vector256<short>*)Avx2WinogradForm.Align(space);
        for (; depth > 0; depth -= 16, window += 16, v += 2 * blockStride, last += 2 * blockStride)
        {
            byte* from = window;
            for (Vector256<short>* to = columns; to < columns + TColumns.Height; to++, from += pixel)
            {
                byte* lower = from + 2 * row;
                Vector256<short> d = Avx2Winograd4.Widen(lower + row);
                Values(Avx2Winograd4.Widen(from), Avx2Winograd4.Widen(from + row), Avx2Winograd4.Widen(lower), d, TRows.Height > 4 ? Avx2Winograd4.Widen(lower + 2 * row) : d, out Vector256<short> v0, out Vector256<short> v1, out Vector256<short> v2, out Vector256<short> v3, out Vector256<short> v4);
                to[0] = v0;
                to[5] = v1;
                to[10] = v2;
                to[15] = v3;
                if (TRows.Height > 4)
                    to[20] = v4;
            }
            byte* target = v, end = last + 4 * planeStride;
            for (Vector256<short>* c = columns; c < columns + 5 * TRows.Height; c += 5, target += 5 * planeStride, end += 5 * planeStride)
            {
                Values(c[0], c[1], c[2], c[3], TColumns.Height > 4 ? c[4] : c[3], out Vector256<short> v0, out Vector256<short> v1, out Vector256<short> v2, out Vector256<short> v3, out Vector256<short> v4);
                byte* lower = target + 2 * planeStride;
                v0.GetLower().Store((short*)target);
                v1.GetLower().Store((short*)(target + planeStride));
                v2.GetLower().Store((short*)lower);
                v3.GetLower().Store((short*)(lower + planeStride));
                if (TColumns.Height > 4)
                    v4.GetLower().Store((short*)end);
                if (depth <= 8)
                    continue;
                byte* next = target + blockStride;
                lower += blockStride;
                v0.GetUpper().Store((short*)next);
                v1.GetUpper().Store((short*)(next + planeStride));
                v2.GetUpper().Store((short*)lower);
                v3.GetUpper().Store((short*)(lower + planeStride));
                if (TColumns.Height > 4)
                    v4.GetUpper().Store((short*)(end + blockStride));
            }
        }
    }

    /// <summary>B^T of 5 vectors; the last value is of no use where there are but 4.</summary>
    [MethodImpl(AggressiveInlining)]
    private static void Values(Vector256<short> a, Vector256<short> b, Vector256<short> c, Vector256<short> d, Vector256<short> e, out Vector256<short> v0, out Vector256<short> v1, out Vector256<short> v2, out Vector256<short> v3, out Vector256<short> v4)
    {
        Vector256<short> near = d - c;
        v3 = d - b;
        v0 = ((a - c) << 1) + v3;
        v1 = near - (b << 1);
        v2 = ((b - c) << 1) + near;
        v4 = e - c - (v3 << 1);
    }

    private struct Form : IAvx2WinogradForm
    {
        public static int Side => 5;

        [MethodImpl(AggressiveInlining)]
        public static void Values(byte* m, nint stride, out Vector256<int> y0, out Vector256<int> y1, out Vector256<int> y2, out Vector256<int> y3)
        {
            byte* lower = m + 3 * stride;
            Vector256<int> b = Vector256.Load((int*)(m + stride)), c = Vector256.Load((int*)(m + 2 * stride)), d = Vector256.Load((int*)lower), s = b + c, t = b - c;
            y0 = Vector256.Load((int*)m) + s + d;
            y1 = t + (d << 1);
            y2 = s + (d << 2);
            y3 = t + (d << 3) + Vector256.Load((int*)(lower + stride));
        }
    }
}
