#nullable enable
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace YoloGen.Generated;

/// <summary>A^T of the two forms.</summary>
internal unsafe interface IAvx2WinogradForm
{
    /// <summary>Positions in a row or column: 6 or 5.</summary>
    static abstract int Side { get; }

    /// <summary>A^T of as many vectors, <paramref name="stride"/> bytes apart, modulo 2^32.</summary>
    static abstract void Values(byte* m, nint stride, out Vector256<int> y0, out Vector256<int> y1, out Vector256<int> y2, out Vector256<int> y3);
}

internal static unsafe class Avx2WinogradForm
{
    /// <summary>The stack is aligned to 16 bytes: every other vector would lie across two cache lines.</summary>
    public static byte* Align(byte* block) => (byte*)(((nint)block + 31) & ~(nint)31);
}

/// <summary>The output transform for AVX2: 16 lanes in the order of <see cref="IPanelStore"/>, or 8 in their own.</summary>
internal static unsafe class Avx2WinogradOutput<TForm>
    where TForm : struct, IAvx2WinogradForm
{
    private const int Vector = 32;

    /// <summary>The 4x4 pixels of a tile for 1 to 16 outputs.</summary>
    public static void Tile(int* m, nint planeStride, float* scale, byte* output, nint rowStride, int channels, in ConvParams p)
    {
        if (channels == 16)
            Pixels<Height2>(m, planeStride, scale, output, rowStride, in p);
        else
            SomePixels(m, planeStride, scale, output, rowStride, channels, in p);
    }

    /// <summary>Fewer outputs than lanes: whole pixels go to the stack, of which the bytes that exist are copied.</summary>
    [SkipLocalsInit]
    [MethodImpl(AggressiveOptimization | NoInlining)]
    private static void SomePixels(int* m, nint planeStride, float* scale, byte* output, nint rowStride, int channels, in ConvParams p)
    {
        byte* block = stackalloc byte[256];
        ConvParams part = p;
        part.OutputPixelStride = 16;
        if (channels > 8)
            Pixels<Height2>(m, planeStride, scale, block, 64, in part);
        else
            Pixels<Height1>(m, planeStride, scale, block, 64, in part);
        for (int y = 0; y < 4; y++)
            StorePart.Pixels(block + 64 * y, 16, output + y * rowStride, p.OutputPixelStride, 4, channels);
    }

    /// <summary>A^T down the columns of one or two vectors of lanes into vectors on the stack, then along the rows, 4 pixels at a time.</summary>
    [SkipLocalsInit]
    [MethodImpl(AggressiveOptimization | NoInlining)]
    private static void Pixels<TVectors>(int* m, nint planeStride, float* scale, byte* output, nint rowStride, in ConvParams p)
        where TVectors : struct, ITileHeight
    {
        byte* space = stackalloc byte[48 * Vector + 31];
        byte* rows = Avx2WinogradForm.Align(space), second = rows + 4 * TForm.Side * Vector;
        Columns((byte*)m, planeStride, rows);
        if (TVectors.Height > 1)
            Columns((byte*)(m + 8), planeStride, second);
        Vector256<int> inverse = Vector256.Create(Winograd4.InverseOf9);
        for (byte* r = rows; r < rows + 4 * TForm.Side * Vector; r += TForm.Side * Vector, output += rowStride)
        {
            TForm.Values(r, Vector, out Vector256<int> a0, out Vector256<int> a1, out Vector256<int> a2, out Vector256<int> a3);
            a0 = Avx2.MultiplyLow(a0, inverse);
            a1 = Avx2.MultiplyLow(a1, inverse);
            a2 = Avx2.MultiplyLow(a2, inverse);
            a3 = Avx2.MultiplyLow(a3, inverse);
            if (TVectors.Height > 1)
            {
                TForm.Values(r + 4 * TForm.Side * Vector, Vector, out Vector256<int> b0, out Vector256<int> b1, out Vector256<int> b2, out Vector256<int> b3);
                QuantizedStore.Store(a0, Avx2.MultiplyLow(b0, inverse), a1, Avx2.MultiplyLow(b1, inverse), scale, output, in p);
                QuantizedStore.Store(a2, Avx2.MultiplyLow(b2, inverse), a3, Avx2.MultiplyLow(b3, inverse), scale, output + 2 * p.OutputPixelStride, in p);
            }
            else
            {
                StoreHalves(a0, a1, scale, output, in p);
                StoreHalves(a2, a3, scale, output + 2 * p.OutputPixelStride, in p);
            }
        }
    }

    [MethodImpl(AggressiveOptimization | NoInlining)]
    private static void Columns(byte* m, nint planeStride, byte* rows)
    {
        for (byte* end = rows + TForm.Side * Vector; rows < end; rows += Vector, m += planeStride)
        {
            TForm.Values(m, TForm.Side * planeStride, out Vector256<int> y0, out Vector256<int> y1, out Vector256<int> y2, out Vector256<int> y3);
            y0.Store((int*)rows);
            y1.Store((int*)(rows + TForm.Side * Vector));
            y2.Store((int*)(rows + 2 * TForm.Side * Vector));
            y3.Store((int*)(rows + 3 * TForm.Side * Vector));
        }
    }

    /// <summary>8 outputs of two neighbouring pixels, each with room for 16 bytes; clamped as <see cref="QuantizedStore"/> does.</summary>
    [MethodImpl(AggressiveInlining)]
    private static void StoreHalves(Vector256<int> first, Vector256<int> second, float* scale, byte* output, in ConvParams p)
    {
        Vector256<float> scales = Vector256.Load(scale), max = Vector256.Create((float)(p.Max - p.OutputZero));
        Vector256<int> x = Avx.ConvertToVector256Int32(Avx.Min(Avx.Multiply(Avx.ConvertToVector256Single(first), scales), max));
        Vector256<int> y = Avx.ConvertToVector256Int32(Avx.Min(Avx.Multiply(Avx.ConvertToVector256Single(second), scales), max));
        Vector256<short> words = Avx2.AddSaturate(Avx2.PackSignedSaturate(x, y), Vector256.Create((short)p.OutputZero)); // x0-3 y0-3 | x4-7 y4-7
        words = Avx2.Permute4x64(words.AsInt64(), 0b11_01_10_00).AsInt16();
        Vector128<byte> bytes = Sse2.Max(Sse2.PackUnsignedSaturate(words.GetLower(), words.GetUpper()), Vector128.Create((byte)p.Min));
        bytes.GetLower().Store(output);
        bytes.GetUpper().Store(output + p.OutputPixelStride);
    }
}
