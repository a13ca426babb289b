// Rendered by eng/regenerate.sh from templates/Tiles/conv_f32.avx2.sbn: change that file.
#nullable enable
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace YoloGen.Generated;

/// <content>The tiles of float convolution, 16 columns wide.</content>
internal unsafe partial struct Avx2Kernels
{
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
