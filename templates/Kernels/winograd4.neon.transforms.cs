#nullable enable
using System;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace YoloGen.Generated;

/// <content>
/// The transforms of Winograd F(4x4, 3x3) for AArch64, the same for each tile of products.
/// The rule: nothing between load and store goes through memory. 36 vectors of the input do not fit the registers, so two of the six rows are done at a
/// time, and what rows share is loaded and computed again; the 24 of the output do.
/// </content>
internal unsafe partial struct NeonWinograd4
{
    /// <summary>8 channels a step as 16-bit lanes; |value| after the columns at most 10 * 255, after the rows at most 17340.</summary>
    public static void Input(byte* window, byte* v, nint planeStride, nint blockStride, int depth, in ConvParams p)
    {
        nint row = p.OuterStride, pixel = p.PixelStep;
        OuterRows(window, v, planeStride, blockStride, depth, row, pixel);
        InnerRows<MiddleRows>(window + row, v + 6 * planeStride, planeStride, blockStride, depth, row, pixel);
        InnerRows<LowerRows>(window + row, v + 18 * planeStride, planeStride, blockStride, depth, row, pixel);
    }

    /// <summary>Rows 1 and 2, or 3 and 4, of the same four rows of bytes.</summary>
    [MethodImpl(AggressiveOptimization | NoInlining)]
    private static void InnerRows<TRows>(byte* r0, byte* v, nint plane, nint block, int depth, nint row, nint pixel)
        where TRows : struct, IInnerRows
    {
        byte* r1 = r0 + row, r2 = r1 + row, r3 = r2 + row;
        nint x2 = 2 * pixel, x3 = x2 + pixel, x4 = 2 * x2, x5 = x4 + pixel;
        nint p2 = 2 * plane, p3 = p2 + plane, p4 = 2 * p2, p5 = p4 + plane, p6 = 2 * p3;
        for (; depth > 0; depth -= 8, v += block)
        {
            TRows.Column(r0, r1, r2, r3, 0, out Vector128<short> a0, out Vector128<short> b0);
            TRows.Column(r0, r1, r2, r3, pixel, out Vector128<short> a1, out Vector128<short> b1);
            TRows.Column(r0, r1, r2, r3, x2, out Vector128<short> a2, out Vector128<short> b2);
            TRows.Column(r0, r1, r2, r3, x3, out Vector128<short> a3, out Vector128<short> b3);
            TRows.Column(r0, r1, r2, r3, x4, out Vector128<short> a4, out Vector128<short> b4);
            TRows.Column(r0, r1, r2, r3, x5, out Vector128<short> a5, out Vector128<short> b5);
            r0 += 8;
            r1 += 8;
            r2 += 8;
            r3 += 8;
            StoreRow(a0, a1, a2, a3, a4, a5, v, plane, p2, p3, p4, p5);
            StoreRow(b0, b1, b2, b3, b4, b5, v + p6, plane, p2, p3, p4, p5);
        }
    }

    /// <summary>Rows 0 and 5, of bytes in rows 0, 2, 4 and 1, 3, 5.</summary>
    [MethodImpl(AggressiveOptimization | NoInlining)]
    private static void OuterRows(byte* r0, byte* v, nint plane, nint block, int depth, nint row, nint pixel)
    {
        byte* r2 = r0 + 2 * row, r4 = r2 + 2 * row;
        nint x2 = 2 * pixel, x3 = x2 + pixel, x4 = 2 * x2, x5 = x4 + pixel;
        nint p2 = 2 * plane, p3 = p2 + plane, p4 = 2 * p2, p5 = p4 + plane, lower = 30 * plane;
        for (; depth > 0; depth -= 8, v += block)
        {
            StoreRow(OuterColumn(r0, r2, r4, 0), OuterColumn(r0, r2, r4, pixel), OuterColumn(r0, r2, r4, x2), OuterColumn(r0, r2, r4, x3), OuterColumn(r0, r2, r4, x4), OuterColumn(r0, r2, r4, x5), v, plane, p2, p3, p4, p5);
            byte* r1 = r0 + row, r3 = r2 + row, r5 = r4 + row;
            StoreRow(OuterColumn(r1, r3, r5, 0), OuterColumn(r1, r3, r5, pixel), OuterColumn(r1, r3, r5, x2), OuterColumn(r1, r3, r5, x3), OuterColumn(r1, r3, r5, x4), OuterColumn(r1, r3, r5, x5), v + lower, plane, p2, p3, p4, p5);
            r0 += 8;
            r2 += 8;
            r4 += 8;
        }
    }

    /// <summary>4 a - 5 b + c.</summary>
    [MethodImpl(AggressiveInlining)]
    private static Vector128<short> OuterColumn(byte* r0, byte* r1, byte* r2, nint x)
    {
        Vector64<byte> a = Vector64.Load(r0 + x), b = Vector64.Load(r1 + x), c = Vector64.Load(r2 + x);
        Vector128<ushort> fourfold = AdvSimd.ShiftLeftLogical(AdvSimd.SubtractWideningLower(a, b), 2);
        return AdvSimd.Add(fourfold, AdvSimd.SubtractWideningLower(c, b)).AsInt16();
    }

    /// <summary>B^T along a row, to six planes.</summary>
    [MethodImpl(AggressiveInlining)]
    private static void StoreRow(Vector128<short> a, Vector128<short> b, Vector128<short> c, Vector128<short> d, Vector128<short> e, Vector128<short> f, byte* v, nint p1, nint p2, nint p3, nint p4, nint p5)
    {
        Vector128<short> even = e - c, odd = d - b;
        Vector128<short> twofold = odd + odd;
        (((a - c) << 2) + even).Store((short*)v);
        (even + twofold).Store((short*)(v + p3));
        (even - twofold).Store((short*)(v + p4));
        (f - d - (odd << 2)).Store((short*)(v + p5));
        Vector128<short> even4 = (c << 2) - e, odd4 = (b << 2) - d;
        (odd4 + even4).Store((short*)(v + p1));
        (odd4 - even4).Store((short*)(v + p2));
    }

    /// <summary>Two rows of B^T d from rows b, c, d, e of bytes.</summary>
    private interface IInnerRows
    {
        static abstract void Column(byte* b, byte* c, byte* d, byte* e, nint x, out Vector128<short> first, out Vector128<short> second);
    }

    /// <summary>4 b + 4 c - d - e and 4 b - 4 c - d + e.</summary>
    private struct MiddleRows : IInnerRows
    {
        [MethodImpl(AggressiveInlining)]
        public static void Column(byte* b, byte* c, byte* d, byte* e, nint x, out Vector128<short> first, out Vector128<short> second)
        {
            Vector128<ushort> even = AdvSimd.SubtractWideningLower(AdvSimd.ShiftLeftLogicalWideningLower(Vector64.Load(c + x), 2), Vector64.Load(e + x));
            Vector128<ushort> odd = AdvSimd.SubtractWideningLower(AdvSimd.ShiftLeftLogicalWideningLower(Vector64.Load(b + x), 2), Vector64.Load(d + x));
            first = AdvSimd.Add(odd, even).AsInt16();
            second = AdvSimd.Subtract(odd, even).AsInt16();
        }
    }

    /// <summary>-2 b - c + 2 d + e and 2 b - c - 2 d + e.</summary>
    private struct LowerRows : IInnerRows
    {
        [MethodImpl(AggressiveInlining)]
        public static void Column(byte* b, byte* c, byte* d, byte* e, nint x, out Vector128<short> first, out Vector128<short> second)
        {
            Vector128<ushort> even = AdvSimd.SubtractWideningLower(Vector64.Load(e + x), Vector64.Load(c + x));
            Vector128<ushort> odd = AdvSimd.SubtractWideningLower(Vector64.Load(d + x), Vector64.Load(b + x));
            odd = AdvSimd.Add(odd, odd);
            first = AdvSimd.Add(even, odd).AsInt16();
            second = AdvSimd.Subtract(even, odd).AsInt16();
        }
    }

    public static void Output(int* m, nint planeStride, float* scale, byte* output, nint rowStride, int channels, in ConvParams p)
    {
        ConvParams local = p;
        if ((channels & 3) == 0)
            Pixels(m, planeStride, scale, output, rowStride, channels, &local);
        else
            SomePixels(m, planeStride, scale, output, rowStride, channels, &local);
    }

    /// <summary>The last outputs, no multiple of 4: whole vectors go to the stack, of which the bytes that exist are copied.</summary>
    [SkipLocalsInit]
    [MethodImpl(AggressiveOptimization | NoInlining)]
    private static void SomePixels(int* m, nint planeStride, float* scale, byte* output, nint rowStride, int channels, ConvParams* p)
    {
        byte* block = stackalloc byte[16 * 32];
        nint pixel = p->OutputPixelStride;
        p->OutputPixelStride = 32;
        Pixels(m, planeStride, scale, block, 128, channels, p);
        for (int y = 0; y < 4; y++)
            StorePart.Pixels(block + 128 * y, 32, output + y * rowStride, pixel, 4, channels);
    }

    /// <summary>
    /// 4 outputs at a time: A^T down the columns gives 24 vectors, which all stay in registers until A^T along the rows has used them.
    /// </summary>
    [MethodImpl(AggressiveOptimization | NoInlining)]
    private static void Pixels(int* m, nint plane, float* scale, byte* output, nint rowStride, int channels, ConvParams* p)
    {
        nint p2 = 2 * plane, p3 = p2 + plane, p4 = 2 * p2, p5 = p4 + plane, row = 2 * p3;
        for (; channels > 0; channels -= 4, m += 4, scale += 4, output += 4)
        {
            byte* m0 = (byte*)m, m1 = m0 + row, m2 = m1 + row, m3 = m2 + row, m4 = m3 + row, m5 = m4 + row;
            Column(m0, m1, m2, m3, m4, m5, 0, out Vector128<int> a0, out Vector128<int> b0, out Vector128<int> c0, out Vector128<int> d0);
            Column(m0, m1, m2, m3, m4, m5, plane, out Vector128<int> a1, out Vector128<int> b1, out Vector128<int> c1, out Vector128<int> d1);
            Column(m0, m1, m2, m3, m4, m5, p2, out Vector128<int> a2, out Vector128<int> b2, out Vector128<int> c2, out Vector128<int> d2);
            Column(m0, m1, m2, m3, m4, m5, p3, out Vector128<int> a3, out Vector128<int> b3, out Vector128<int> c3, out Vector128<int> d3);
            Column(m0, m1, m2, m3, m4, m5, p4, out Vector128<int> a4, out Vector128<int> b4, out Vector128<int> c4, out Vector128<int> d4);
            Column(m0, m1, m2, m3, m4, m5, p5, out Vector128<int> a5, out Vector128<int> b5, out Vector128<int> c5, out Vector128<int> d5);
            byte* to = output;
            StorePixels(a0, a1, a2, a3, a4, a5, scale, to, p);
            to += rowStride;
            StorePixels(b0, b1, b2, b3, b4, b5, scale, to, p);
            to += rowStride;
            StorePixels(c0, c1, c2, c3, c4, c5, scale, to, p);
            to += rowStride;
            StorePixels(d0, d1, d2, d3, d4, d5, scale, to, p);
        }
    }

    /// <summary>A^T of the values at <paramref name="at"/> in six rows of M.</summary>
    [MethodImpl(AggressiveInlining)]
    private static void Column(byte* m0, byte* m1, byte* m2, byte* m3, byte* m4, byte* m5, nint at, out Vector128<int> y0, out Vector128<int> y1, out Vector128<int> y2, out Vector128<int> y3)
    {
        Vector128<int> b = Vector128.Load((int*)(m1 + at)), c = Vector128.Load((int*)(m2 + at)), s = b + c, t = b - c;
        Vector128<int> d = Vector128.Load((int*)(m3 + at)), e = Vector128.Load((int*)(m4 + at)), u = d + e, w = d - e;
        w += w;
        y0 = Vector128.Load((int*)(m0 + at)) + s + u;
        y1 = t + w;
        y2 = s + (u << 2);
        y3 = t + ((w + Vector128.Load((int*)(m5 + at))) << 2);
    }

    /// <summary>A^T along a row: 4 outputs of 4 pixels, requantized as <see cref="QuantizedColumnStore"/> does.</summary>
    [MethodImpl(AggressiveInlining)]
    private static void StorePixels(Vector128<int> a, Vector128<int> b, Vector128<int> c, Vector128<int> d, Vector128<int> e, Vector128<int> f, float* scales, byte* output, ConvParams* p)
    {
        Vector128<float> scale = Vector128.Load(scales);
        Vector128<int> s = b + c, t = b - c, u = d + e, w = d - e;
        Vector128<int> inverse = Vector128.Create(Winograd4.InverseOf9);
        w += w;
        Vector64<short> y0 = Words(a + s + u, inverse, scale), y2 = Words(s + (u << 2), inverse, scale);
        Vector128<short> zero = AdvSimd.LoadAndReplicateToVector128((short*)&p->OutputZero);
        Vector128<short> y01 = AdvSimd.AddSaturate(Words(y0, t + w, inverse, scale), zero);
        Vector128<short> y23 = AdvSimd.AddSaturate(Words(y2, t + ((w + f) << 2), inverse, scale), zero);
        Vector128<byte> bytes = AdvSimd.ExtractNarrowingSaturateUnsignedUpper(AdvSimd.ExtractNarrowingSaturateUnsignedLower(y01), y23);
        bytes = AdvSimd.Min(AdvSimd.Max(bytes, AdvSimd.LoadAndReplicateToVector128((byte*)&p->Min)), AdvSimd.LoadAndReplicateToVector128((byte*)&p->Max));
        nint pixel = p->OutputPixelStride;
        AdvSimd.StoreSelectedScalar((uint*)output, bytes.AsUInt32(), 0);
        AdvSimd.StoreSelectedScalar((uint*)(output + pixel), bytes.AsUInt32(), 1);
        output += 2 * pixel;
        AdvSimd.StoreSelectedScalar((uint*)output, bytes.AsUInt32(), 2);
        AdvSimd.StoreSelectedScalar((uint*)(output + pixel), bytes.AsUInt32(), 3);
    }

    [MethodImpl(AggressiveInlining)]
    private static Vector64<short> Words(Vector128<int> x, Vector128<int> inverse, Vector128<float> scale) =>
        AdvSimd.ExtractNarrowingSaturateLower(AdvSimd.ConvertToInt32RoundToEven(AdvSimd.Multiply(AdvSimd.ConvertToSingle(AdvSimd.Multiply(x, inverse)), scale)));

    [MethodImpl(AggressiveInlining)]
    private static Vector128<short> Words(Vector64<short> lower, Vector128<int> x, Vector128<int> inverse, Vector128<float> scale) =>
        AdvSimd.ExtractNarrowingSaturateUpper(lower, AdvSimd.ConvertToInt32RoundToEven(AdvSimd.Multiply(AdvSimd.ConvertToSingle(AdvSimd.Multiply(x, inverse)), scale)));
}
