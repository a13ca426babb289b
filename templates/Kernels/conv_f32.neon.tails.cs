// Rendered by eng/regenerate.sh from templates/Tiles/conv_f32.neon.sbn: change that file.
#nullable enable
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace YoloGen.Generated;

/// <content>The tiles that end a row of float convolution.</content>
internal unsafe partial struct NeonKernels
{
    [MethodImpl(AggressiveOptimization)]
    private static void FloatTile4(byte* input, float* w, float* start, nint startStride, float* output, nint outputStride, in ConvParams p)
    {
        nint step = p.PixelStep, step2 = 2 * step, step3 = 3 * step;
        Vector128<float> a0 = Vector128.Load(start), a1 = Vector128.Load(start + 4);
        start = (float*)((byte*)start + startStride);
        Vector128<float> b0 = Vector128.Load(start), b1 = Vector128.Load(start + 4);
        start = (float*)((byte*)start + startStride);
        Vector128<float> c0 = Vector128.Load(start), c1 = Vector128.Load(start + 4);
        start = (float*)((byte*)start + startStride);
        Vector128<float> d0 = Vector128.Load(start), d1 = Vector128.Load(start + 4);
        for (int outer = p.Outer; outer > 0; outer--, input += p.OuterStride)
        {
            byte* segment = input;
            for (int inner = p.Inner; inner > 0; inner--, segment += p.InnerStride)
            {
                byte* x = segment;
                int depth = p.Depth;
                for (; depth >= 4; depth -= 4, x += 16, w += 32)
                {
                    Vector128<float> a = Vector128.Load((float*)x);
                    Vector128<float> b = Vector128.Load((float*)(x + step));
                    Vector128<float> c = Vector128.Load((float*)(x + step2));
                    Vector128<float> d = Vector128.Load((float*)(x + step3));
                    Vector128<float> w0 = Vector128.Load(w), w1 = Vector128.Load(w + 4);
                    a0 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(a0, w0, a, 0);
                    a1 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(a1, w1, a, 0);
                    b0 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(b0, w0, b, 0);
                    b1 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(b1, w1, b, 0);
                    c0 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(c0, w0, c, 0);
                    c1 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(c1, w1, c, 0);
                    d0 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(d0, w0, d, 0);
                    d1 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(d1, w1, d, 0);
                    w0 = Vector128.Load(w + 8);
                    w1 = Vector128.Load(w + 12);
                    a0 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(a0, w0, a, 1);
                    a1 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(a1, w1, a, 1);
                    b0 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(b0, w0, b, 1);
                    b1 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(b1, w1, b, 1);
                    c0 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(c0, w0, c, 1);
                    c1 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(c1, w1, c, 1);
                    d0 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(d0, w0, d, 1);
                    d1 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(d1, w1, d, 1);
                    w0 = Vector128.Load(w + 16);
                    w1 = Vector128.Load(w + 20);
                    a0 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(a0, w0, a, 2);
                    a1 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(a1, w1, a, 2);
                    b0 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(b0, w0, b, 2);
                    b1 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(b1, w1, b, 2);
                    c0 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(c0, w0, c, 2);
                    c1 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(c1, w1, c, 2);
                    d0 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(d0, w0, d, 2);
                    d1 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(d1, w1, d, 2);
                    w0 = Vector128.Load(w + 24);
                    w1 = Vector128.Load(w + 28);
                    a0 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(a0, w0, a, 3);
                    a1 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(a1, w1, a, 3);
                    b0 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(b0, w0, b, 3);
                    b1 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(b1, w1, b, 3);
                    c0 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(c0, w0, c, 3);
                    c1 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(c1, w1, c, 3);
                    d0 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(d0, w0, d, 3);
                    d1 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(d1, w1, d, 3);
                }
                for (; depth > 0; depth--, x += 4, w += 8)
                {
                    Vector128<float> w0 = Vector128.Load(w), w1 = Vector128.Load(w + 4), v;
                    v = Vector128.Create(*(float*)x);
                    a0 = AdvSimd.FusedMultiplyAdd(a0, w0, v);
                    a1 = AdvSimd.FusedMultiplyAdd(a1, w1, v);
                    v = Vector128.Create(*(float*)(x + step));
                    b0 = AdvSimd.FusedMultiplyAdd(b0, w0, v);
                    b1 = AdvSimd.FusedMultiplyAdd(b1, w1, v);
                    v = Vector128.Create(*(float*)(x + step2));
                    c0 = AdvSimd.FusedMultiplyAdd(c0, w0, v);
                    c1 = AdvSimd.FusedMultiplyAdd(c1, w1, v);
                    v = Vector128.Create(*(float*)(x + step3));
                    d0 = AdvSimd.FusedMultiplyAdd(d0, w0, v);
                    d1 = AdvSimd.FusedMultiplyAdd(d1, w1, v);
                }
            }
        }
        a0.Store(output);
        a1.Store(output + 4);
        output = (float*)((byte*)output + outputStride);
        b0.Store(output);
        b1.Store(output + 4);
        output = (float*)((byte*)output + outputStride);
        c0.Store(output);
        c1.Store(output + 4);
        output = (float*)((byte*)output + outputStride);
        d0.Store(output);
        d1.Store(output + 4);
    }

    [MethodImpl(AggressiveOptimization)]
    private static void FloatTile3(byte* input, float* w, float* start, nint startStride, float* output, nint outputStride, in ConvParams p)
    {
        nint step = p.PixelStep, step2 = 2 * step;
        Vector128<float> a0 = Vector128.Load(start), a1 = Vector128.Load(start + 4);
        start = (float*)((byte*)start + startStride);
        Vector128<float> b0 = Vector128.Load(start), b1 = Vector128.Load(start + 4);
        start = (float*)((byte*)start + startStride);
        Vector128<float> c0 = Vector128.Load(start), c1 = Vector128.Load(start + 4);
        for (int outer = p.Outer; outer > 0; outer--, input += p.OuterStride)
        {
            byte* segment = input;
            for (int inner = p.Inner; inner > 0; inner--, segment += p.InnerStride)
            {
                byte* x = segment;
                int depth = p.Depth;
                for (; depth >= 4; depth -= 4, x += 16, w += 32)
                {
                    Vector128<float> a = Vector128.Load((float*)x);
                    Vector128<float> b = Vector128.Load((float*)(x + step));
                    Vector128<float> c = Vector128.Load((float*)(x + step2));
                    Vector128<float> w0 = Vector128.Load(w), w1 = Vector128.Load(w + 4);
                    a0 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(a0, w0, a, 0);
                    a1 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(a1, w1, a, 0);
                    b0 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(b0, w0, b, 0);
                    b1 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(b1, w1, b, 0);
                    c0 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(c0, w0, c, 0);
                    c1 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(c1, w1, c, 0);
                    w0 = Vector128.Load(w + 8);
                    w1 = Vector128.Load(w + 12);
                    a0 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(a0, w0, a, 1);
                    a1 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(a1, w1, a, 1);
                    b0 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(b0, w0, b, 1);
                    b1 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(b1, w1, b, 1);
                    c0 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(c0, w0, c, 1);
                    c1 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(c1, w1, c, 1);
                    w0 = Vector128.Load(w + 16);
                    w1 = Vector128.Load(w + 20);
                    a0 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(a0, w0, a, 2);
                    a1 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(a1, w1, a, 2);
                    b0 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(b0, w0, b, 2);
                    b1 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(b1, w1, b, 2);
                    c0 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(c0, w0, c, 2);
                    c1 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(c1, w1, c, 2);
                    w0 = Vector128.Load(w + 24);
                    w1 = Vector128.Load(w + 28);
                    a0 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(a0, w0, a, 3);
                    a1 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(a1, w1, a, 3);
                    b0 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(b0, w0, b, 3);
                    b1 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(b1, w1, b, 3);
                    c0 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(c0, w0, c, 3);
                    c1 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(c1, w1, c, 3);
                }
                for (; depth > 0; depth--, x += 4, w += 8)
                {
                    Vector128<float> w0 = Vector128.Load(w), w1 = Vector128.Load(w + 4), v;
                    v = Vector128.Create(*(float*)x);
                    a0 = AdvSimd.FusedMultiplyAdd(a0, w0, v);
                    a1 = AdvSimd.FusedMultiplyAdd(a1, w1, v);
                    v = Vector128.Create(*(float*)(x + step));
                    b0 = AdvSimd.FusedMultiplyAdd(b0, w0, v);
                    b1 = AdvSimd.FusedMultiplyAdd(b1, w1, v);
                    v = Vector128.Create(*(float*)(x + step2));
                    c0 = AdvSimd.FusedMultiplyAdd(c0, w0, v);
                    c1 = AdvSimd.FusedMultiplyAdd(c1, w1, v);
                }
            }
        }
        a0.Store(output);
        a1.Store(output + 4);
        output = (float*)((byte*)output + outputStride);
        b0.Store(output);
        b1.Store(output + 4);
        output = (float*)((byte*)output + outputStride);
        c0.Store(output);
        c1.Store(output + 4);
    }

    [MethodImpl(AggressiveOptimization)]
    private static void FloatTile2(byte* input, float* w, float* start, nint startStride, float* output, nint outputStride, in ConvParams p)
    {
        nint step = p.PixelStep;
        Vector128<float> a0 = Vector128.Load(start), a1 = Vector128.Load(start + 4);
        start = (float*)((byte*)start + startStride);
        Vector128<float> b0 = Vector128.Load(start), b1 = Vector128.Load(start + 4);
        for (int outer = p.Outer; outer > 0; outer--, input += p.OuterStride)
        {
            byte* segment = input;
            for (int inner = p.Inner; inner > 0; inner--, segment += p.InnerStride)
            {
                byte* x = segment;
                int depth = p.Depth;
                for (; depth >= 4; depth -= 4, x += 16, w += 32)
                {
                    Vector128<float> a = Vector128.Load((float*)x);
                    Vector128<float> b = Vector128.Load((float*)(x + step));
                    Vector128<float> w0 = Vector128.Load(w), w1 = Vector128.Load(w + 4);
                    a0 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(a0, w0, a, 0);
                    a1 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(a1, w1, a, 0);
                    b0 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(b0, w0, b, 0);
                    b1 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(b1, w1, b, 0);
                    w0 = Vector128.Load(w + 8);
                    w1 = Vector128.Load(w + 12);
                    a0 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(a0, w0, a, 1);
                    a1 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(a1, w1, a, 1);
                    b0 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(b0, w0, b, 1);
                    b1 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(b1, w1, b, 1);
                    w0 = Vector128.Load(w + 16);
                    w1 = Vector128.Load(w + 20);
                    a0 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(a0, w0, a, 2);
                    a1 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(a1, w1, a, 2);
                    b0 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(b0, w0, b, 2);
                    b1 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(b1, w1, b, 2);
                    w0 = Vector128.Load(w + 24);
                    w1 = Vector128.Load(w + 28);
                    a0 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(a0, w0, a, 3);
                    a1 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(a1, w1, a, 3);
                    b0 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(b0, w0, b, 3);
                    b1 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(b1, w1, b, 3);
                }
                for (; depth > 0; depth--, x += 4, w += 8)
                {
                    Vector128<float> w0 = Vector128.Load(w), w1 = Vector128.Load(w + 4), v;
                    v = Vector128.Create(*(float*)x);
                    a0 = AdvSimd.FusedMultiplyAdd(a0, w0, v);
                    a1 = AdvSimd.FusedMultiplyAdd(a1, w1, v);
                    v = Vector128.Create(*(float*)(x + step));
                    b0 = AdvSimd.FusedMultiplyAdd(b0, w0, v);
                    b1 = AdvSimd.FusedMultiplyAdd(b1, w1, v);
                }
            }
        }
        a0.Store(output);
        a1.Store(output + 4);
        output = (float*)((byte*)output + outputStride);
        b0.Store(output);
        b1.Store(output + 4);
    }

    [MethodImpl(AggressiveOptimization)]
    private static void FloatTile1(byte* input, float* w, float* start, nint startStride, float* output, nint outputStride, in ConvParams p)
    {
        Vector128<float> a0 = Vector128.Load(start), a1 = Vector128.Load(start + 4);
        for (int outer = p.Outer; outer > 0; outer--, input += p.OuterStride)
        {
            byte* segment = input;
            for (int inner = p.Inner; inner > 0; inner--, segment += p.InnerStride)
            {
                byte* x = segment;
                int depth = p.Depth;
                for (; depth >= 4; depth -= 4, x += 16, w += 32)
                {
                    Vector128<float> a = Vector128.Load((float*)x);
                    Vector128<float> w0 = Vector128.Load(w), w1 = Vector128.Load(w + 4);
                    a0 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(a0, w0, a, 0);
                    a1 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(a1, w1, a, 0);
                    w0 = Vector128.Load(w + 8);
                    w1 = Vector128.Load(w + 12);
                    a0 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(a0, w0, a, 1);
                    a1 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(a1, w1, a, 1);
                    w0 = Vector128.Load(w + 16);
                    w1 = Vector128.Load(w + 20);
                    a0 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(a0, w0, a, 2);
                    a1 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(a1, w1, a, 2);
                    w0 = Vector128.Load(w + 24);
                    w1 = Vector128.Load(w + 28);
                    a0 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(a0, w0, a, 3);
                    a1 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(a1, w1, a, 3);
                }
                for (; depth > 0; depth--, x += 4, w += 8)
                {
                    Vector128<float> w0 = Vector128.Load(w), w1 = Vector128.Load(w + 4), v;
                    v = Vector128.Create(*(float*)x);
                    a0 = AdvSimd.FusedMultiplyAdd(a0, w0, v);
                    a1 = AdvSimd.FusedMultiplyAdd(a1, w1, v);
                }
            }
        }
        a0.Store(output);
        a1.Store(output + 4);
    }
}
