#nullable enable
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace YoloGen.Generated;

/// <content>
/// Float convolution in tiles of 6 pixels x 16 columns: 12 accumulators, 2 registers of weights and 2 of broadcast inputs are the 16 that AVX2
/// has (the tile of BLIS and XNNPACK for this instruction set). Rows end in tiles of 4, 3, 2 or 1 pixels, 7 being 4 + 3 and 8 being 4 + 4.
/// </content>
internal unsafe partial struct Avx2Kernels
{
    public static int FloatConvColumns => 16;

    public static nuint FloatConvPanelBytes(int outer, int inner, int depth) => FloatPanels.Bytes(16, outer, inner, depth);

    public static void PackFloatConvPanel(float* panel, float* weights, int channels, int outer, int inner, int depth, float* bias) =>
        FloatPanels.Pack(16, panel, weights, channels, outer * inner * depth, bias);

    [SkipLocalsInit]
    [MethodImpl(AggressiveOptimization)]
    public static void FloatConvRow(float* input, float* panel, float* output, int width, int channels, in ConvParams p)
    {
        float* tile = stackalloc float[6 * 16];
        byte* from = (byte*)input;
        byte* to = (byte*)output;
        while (width > 0)
        {
            int pixels = FloatTiles.Six(width);
            // A whole panel goes straight to the output, the last columns by way of the stack.
            float* target = channels >= 16 ? (float*)to : tile;
            nint step = channels >= 16 ? p.OutputPixelStride : 64;
            switch (pixels)
            {
                case 6: FloatTile6(from, panel, target, step, in p); break;
                case 4: FloatTile4(from, panel, target, step, in p); break;
                case 3: FloatTile3(from, panel, target, step, in p); break;
                case 2: FloatTile2(from, panel, target, step, in p); break;
                default: FloatTile1(from, panel, target, step, in p); break;
            }
            if (channels < 16)
                FloatTiles.Store(tile, 16, (float*)to, p.OutputPixelStride, pixels, channels);
            from += pixels * p.PixelStep;
            to += pixels * p.OutputPixelStride;
            width -= pixels;
        }
    }

    [MethodImpl(AggressiveOptimization)]
    private static void FloatTile6(byte* input, float* w, float* output, nint outputStride, in ConvParams p)
    {
        nint step = p.PixelStep;
        Vector256<float> a0 = Vector256.Load(w), a1 = Vector256.Load(w + 8);
        Vector256<float> b0 = a0, b1 = a1;
        Vector256<float> c0 = a0, c1 = a1;
        Vector256<float> d0 = a0, d1 = a1;
        Vector256<float> e0 = a0, e1 = a1;
        Vector256<float> f0 = a0, f1 = a1;
        w += 16;
        for (int outer = p.Outer; outer > 0; outer--, input += p.OuterStride)
        {
            byte* segment = input;
            for (int inner = p.Inner; inner > 0; inner--, segment += p.InnerStride)
            {
                float* x = (float*)segment;
                float* y = (float*)(segment + 3 * step);
                for (float* end = x + p.Depth; x < end; x++, y++, w += 16)
                {
                    Vector256<float> w0 = Vector256.Load(w), w1 = Vector256.Load(w + 8);
                    Vector256<float> v = Vector256.Create(*x);
                    a0 = Fma.MultiplyAdd(v, w0, a0);
                    a1 = Fma.MultiplyAdd(v, w1, a1);
                    v = Vector256.Create(*(float*)((byte*)x + step));
                    b0 = Fma.MultiplyAdd(v, w0, b0);
                    b1 = Fma.MultiplyAdd(v, w1, b1);
                    v = Vector256.Create(*(float*)((byte*)x + 2 * step));
                    c0 = Fma.MultiplyAdd(v, w0, c0);
                    c1 = Fma.MultiplyAdd(v, w1, c1);
                    v = Vector256.Create(*y);
                    d0 = Fma.MultiplyAdd(v, w0, d0);
                    d1 = Fma.MultiplyAdd(v, w1, d1);
                    v = Vector256.Create(*(float*)((byte*)y + step));
                    e0 = Fma.MultiplyAdd(v, w0, e0);
                    e1 = Fma.MultiplyAdd(v, w1, e1);
                    v = Vector256.Create(*(float*)((byte*)y + 2 * step));
                    f0 = Fma.MultiplyAdd(v, w0, f0);
                    f1 = Fma.MultiplyAdd(v, w1, f1);
                }
            }
        }
        a0.Store(output);
        a1.Store(output + 8);
        output = (float*)((byte*)output + outputStride);
        b0.Store(output);
        b1.Store(output + 8);
        output = (float*)((byte*)output + outputStride);
        c0.Store(output);
        c1.Store(output + 8);
        output = (float*)((byte*)output + outputStride);
        d0.Store(output);
        d1.Store(output + 8);
        output = (float*)((byte*)output + outputStride);
        e0.Store(output);
        e1.Store(output + 8);
        output = (float*)((byte*)output + outputStride);
        f0.Store(output);
        f1.Store(output + 8);
    }

    [MethodImpl(AggressiveOptimization)]
    private static void FloatTile4(byte* input, float* w, float* output, nint outputStride, in ConvParams p)
    {
        nint step = p.PixelStep;
        Vector256<float> a0 = Vector256.Load(w), a1 = Vector256.Load(w + 8);
        Vector256<float> b0 = a0, b1 = a1;
        Vector256<float> c0 = a0, c1 = a1;
        Vector256<float> d0 = a0, d1 = a1;
        w += 16;
        for (int outer = p.Outer; outer > 0; outer--, input += p.OuterStride)
        {
            byte* segment = input;
            for (int inner = p.Inner; inner > 0; inner--, segment += p.InnerStride)
            {
                float* x = (float*)segment;
                float* y = (float*)(segment + 3 * step);
                for (float* end = x + p.Depth; x < end; x++, y++, w += 16)
                {
                    Vector256<float> w0 = Vector256.Load(w), w1 = Vector256.Load(w + 8);
                    Vector256<float> v = Vector256.Create(*x);
                    a0 = Fma.MultiplyAdd(v, w0, a0);
                    a1 = Fma.MultiplyAdd(v, w1, a1);
                    v = Vector256.Create(*(float*)((byte*)x + step));
                    b0 = Fma.MultiplyAdd(v, w0, b0);
                    b1 = Fma.MultiplyAdd(v, w1, b1);
                    v = Vector256.Create(*(float*)((byte*)x + 2 * step));
                    c0 = Fma.MultiplyAdd(v, w0, c0);
                    c1 = Fma.MultiplyAdd(v, w1, c1);
                    v = Vector256.Create(*y);
                    d0 = Fma.MultiplyAdd(v, w0, d0);
                    d1 = Fma.MultiplyAdd(v, w1, d1);
                }
            }
        }
        a0.Store(output);
        a1.Store(output + 8);
        output = (float*)((byte*)output + outputStride);
        b0.Store(output);
        b1.Store(output + 8);
        output = (float*)((byte*)output + outputStride);
        c0.Store(output);
        c1.Store(output + 8);
        output = (float*)((byte*)output + outputStride);
        d0.Store(output);
        d1.Store(output + 8);
    }

    [MethodImpl(AggressiveOptimization)]
    private static void FloatTile3(byte* input, float* w, float* output, nint outputStride, in ConvParams p)
    {
        nint step = p.PixelStep;
        Vector256<float> a0 = Vector256.Load(w), a1 = Vector256.Load(w + 8);
        Vector256<float> b0 = a0, b1 = a1;
        Vector256<float> c0 = a0, c1 = a1;
        w += 16;
        for (int outer = p.Outer; outer > 0; outer--, input += p.OuterStride)
        {
            byte* segment = input;
            for (int inner = p.Inner; inner > 0; inner--, segment += p.InnerStride)
            {
                float* x = (float*)segment;
                for (float* end = x + p.Depth; x < end; x++, w += 16)
                {
                    Vector256<float> w0 = Vector256.Load(w), w1 = Vector256.Load(w + 8);
                    Vector256<float> v = Vector256.Create(*x);
                    a0 = Fma.MultiplyAdd(v, w0, a0);
                    a1 = Fma.MultiplyAdd(v, w1, a1);
                    v = Vector256.Create(*(float*)((byte*)x + step));
                    b0 = Fma.MultiplyAdd(v, w0, b0);
                    b1 = Fma.MultiplyAdd(v, w1, b1);
                    v = Vector256.Create(*(float*)((byte*)x + 2 * step));
                    c0 = Fma.MultiplyAdd(v, w0, c0);
                    c1 = Fma.MultiplyAdd(v, w1, c1);
                }
            }
        }
        a0.Store(output);
        a1.Store(output + 8);
        output = (float*)((byte*)output + outputStride);
        b0.Store(output);
        b1.Store(output + 8);
        output = (float*)((byte*)output + outputStride);
        c0.Store(output);
        c1.Store(output + 8);
    }

    [MethodImpl(AggressiveOptimization)]
    private static void FloatTile2(byte* input, float* w, float* output, nint outputStride, in ConvParams p)
    {
        nint step = p.PixelStep;
        Vector256<float> a0 = Vector256.Load(w), a1 = Vector256.Load(w + 8);
        Vector256<float> b0 = a0, b1 = a1;
        w += 16;
        for (int outer = p.Outer; outer > 0; outer--, input += p.OuterStride)
        {
            byte* segment = input;
            for (int inner = p.Inner; inner > 0; inner--, segment += p.InnerStride)
            {
                float* x = (float*)segment;
                for (float* end = x + p.Depth; x < end; x++, w += 16)
                {
                    Vector256<float> w0 = Vector256.Load(w), w1 = Vector256.Load(w + 8);
                    Vector256<float> v = Vector256.Create(*x);
                    a0 = Fma.MultiplyAdd(v, w0, a0);
                    a1 = Fma.MultiplyAdd(v, w1, a1);
                    v = Vector256.Create(*(float*)((byte*)x + step));
                    b0 = Fma.MultiplyAdd(v, w0, b0);
                    b1 = Fma.MultiplyAdd(v, w1, b1);
                }
            }
        }
        a0.Store(output);
        a1.Store(output + 8);
        output = (float*)((byte*)output + outputStride);
        b0.Store(output);
        b1.Store(output + 8);
    }

    [MethodImpl(AggressiveOptimization)]
    private static void FloatTile1(byte* input, float* w, float* output, nint outputStride, in ConvParams p)
    {
        Vector256<float> a0 = Vector256.Load(w), a1 = Vector256.Load(w + 8);
        w += 16;
        for (int outer = p.Outer; outer > 0; outer--, input += p.OuterStride)
        {
            byte* segment = input;
            for (int inner = p.Inner; inner > 0; inner--, segment += p.InnerStride)
            {
                float* x = (float*)segment;
                for (float* end = x + p.Depth; x < end; x++, w += 16)
                {
                    Vector256<float> w0 = Vector256.Load(w), w1 = Vector256.Load(w + 8);
                    Vector256<float> v = Vector256.Create(*x);
                    a0 = Fma.MultiplyAdd(v, w0, a0);
                    a1 = Fma.MultiplyAdd(v, w1, a1);
                }
            }
        }
        a0.Store(output);
        a1.Store(output + 8);
    }
}
