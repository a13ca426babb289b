// Rendered by eng/regenerate.sh from templates/Tiles/conv_f32.neon.sbn: change that file.
#nullable enable
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace YoloGen.Generated;

/// <content>A float convolution's tile of 6 pixels x 8 columns.</content>
internal unsafe partial struct NeonKernels
{
    [MethodImpl(AggressiveOptimization)]
    private static void FloatTile6(byte* input, float* w, float* start, nint startStride, float* output, nint outputStride, in ConvParams p)
    {
        nint step = p.PixelStep, step2 = 2 * step, step3 = 3 * step;
        Vector128<float> a0 = Vector128.Load(start), a1 = Vector128.Load(start + 4);
        start = (float*)((byte*)start + startStride);
        Vector128<float> b0 = Vector128.Load(start), b1 = Vector128.Load(start + 4);
        start = (float*)((byte*)start + startStride);
        Vector128<float> c0 = Vector128.Load(start), c1 = Vector128.Load(start + 4);
        start = (float*)((byte*)start + startStride);
        Vector128<float> d0 = Vector128.Load(start), d1 = Vector128.Load(start + 4);
        start = (float*)((byte*)start + startStride);
        Vector128<float> e0 = Vector128.Load(start), e1 = Vector128.Load(start + 4);
        start = (float*)((byte*)start + startStride);
        Vector128<float> f0 = Vector128.Load(start), f1 = Vector128.Load(start + 4);
        for (int outer = p.Outer; outer > 0; outer--, input += p.OuterStride)
        {
            byte* segment = input;
            for (int inner = p.Inner; inner > 0; inner--, segment += p.InnerStride)
            {
                byte* x = segment, y = segment + 4 * step;
                int depth = p.Depth;
                for (; depth >= 4; depth -= 4, x += 16, y += 16, w += 32)
                {
                    Vector128<float> a = Vector128.Load((float*)x);
                    Vector128<float> b = Vector128.Load((float*)(x + step));
                    Vector128<float> c = Vector128.Load((float*)(x + step2));
                    Vector128<float> d = Vector128.Load((float*)(x + step3));
                    Vector128<float> e = Vector128.Load((float*)y);
                    Vector128<float> f = Vector128.Load((float*)(y + step));
                    Vector128<float> w0 = Vector128.Load(w), w1 = Vector128.Load(w + 4);
                    a0 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(a0, w0, a, 0);
                    a1 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(a1, w1, a, 0);
                    b0 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(b0, w0, b, 0);
                    b1 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(b1, w1, b, 0);
                    c0 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(c0, w0, c, 0);
                    c1 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(c1, w1, c, 0);
                    d0 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(d0, w0, d, 0);
                    d1 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(d1, w1, d, 0);
                    e0 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(e0, w0, e, 0);
                    e1 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(e1, w1, e, 0);
                    f0 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(f0, w0, f, 0);
                    f1 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(f1, w1, f, 0);
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
                    e0 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(e0, w0, e, 1);
                    e1 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(e1, w1, e, 1);
                    f0 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(f0, w0, f, 1);
                    f1 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(f1, w1, f, 1);
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
                    e0 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(e0, w0, e, 2);
                    e1 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(e1, w1, e, 2);
                    f0 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(f0, w0, f, 2);
                    f1 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(f1, w1, f, 2);
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
                    e0 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(e0, w0, e, 3);
                    e1 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(e1, w1, e, 3);
                    f0 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(f0, w0, f, 3);
                    f1 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(f1, w1, f, 3);
                }
                for (; depth > 0; depth--, x += 4, y += 4, w += 8)
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
                    v = Vector128.Create(*(float*)y);
                    e0 = AdvSimd.FusedMultiplyAdd(e0, w0, v);
                    e1 = AdvSimd.FusedMultiplyAdd(e1, w1, v);
                    v = Vector128.Create(*(float*)(y + step));
                    f0 = AdvSimd.FusedMultiplyAdd(f0, w0, v);
                    f1 = AdvSimd.FusedMultiplyAdd(f1, w1, v);
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
        output = (float*)((byte*)output + outputStride);
        e0.Store(output);
        e1.Store(output + 4);
        output = (float*)((byte*)output + outputStride);
        f0.Store(output);
        f1.Store(output + 4);
    }
}
