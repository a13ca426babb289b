// Rendered by eng/regenerate.sh from templates/Tiles/conv_f32.vnni.sbn: change that file.
#nullable enable
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace YoloGen.Generated;

/// <content>The tiles of float convolution with AVX-512, 16 columns wide: one register for each pixel.</content>
internal unsafe partial struct VnniKernels
{
    [MethodImpl(AggressiveOptimization)]
    private static void WideTile12(byte* input, float* w, float* output, nint outputStride, in ConvParams p)
    {
        nint step = p.PixelStep;
        Vector512<float> a = Vector512.Load(w), b = a, c = a, d = a, e = a, f = a, g = a, h = a, i = a, j = a, k = a, l = a;
        w += 16;
        for (int outer = p.Outer; outer > 0; outer--, input += p.OuterStride)
        {
            byte* segment = input;
            for (int inner = p.Inner; inner > 0; inner--, segment += p.InnerStride)
            {
                float* x = (float*)segment, y = (float*)(segment + 3 * step), z = (float*)(segment + 6 * step), u = (float*)(segment + 9 * step);
                for (float* end = x + p.Depth; x < end; x++, y++, z++, u++, w += 16)
                {
                    Vector512<float> v = Vector512.Load(w);
                    a = Vector512.FusedMultiplyAdd(v, Vector512.Create(*x), a);
                    b = Vector512.FusedMultiplyAdd(v, Vector512.Create(*(float*)((byte*)x + step)), b);
                    c = Vector512.FusedMultiplyAdd(v, Vector512.Create(*(float*)((byte*)x + 2 * step)), c);
                    d = Vector512.FusedMultiplyAdd(v, Vector512.Create(*y), d);
                    e = Vector512.FusedMultiplyAdd(v, Vector512.Create(*(float*)((byte*)y + step)), e);
                    f = Vector512.FusedMultiplyAdd(v, Vector512.Create(*(float*)((byte*)y + 2 * step)), f);
                    g = Vector512.FusedMultiplyAdd(v, Vector512.Create(*z), g);
                    h = Vector512.FusedMultiplyAdd(v, Vector512.Create(*(float*)((byte*)z + step)), h);
                    i = Vector512.FusedMultiplyAdd(v, Vector512.Create(*(float*)((byte*)z + 2 * step)), i);
                    j = Vector512.FusedMultiplyAdd(v, Vector512.Create(*u), j);
                    k = Vector512.FusedMultiplyAdd(v, Vector512.Create(*(float*)((byte*)u + step)), k);
                    l = Vector512.FusedMultiplyAdd(v, Vector512.Create(*(float*)((byte*)u + 2 * step)), l);
                }
            }
        }
        a.Store(output);
        output = (float*)((byte*)output + outputStride);
        b.Store(output);
        output = (float*)((byte*)output + outputStride);
        c.Store(output);
        output = (float*)((byte*)output + outputStride);
        d.Store(output);
        output = (float*)((byte*)output + outputStride);
        e.Store(output);
        output = (float*)((byte*)output + outputStride);
        f.Store(output);
        output = (float*)((byte*)output + outputStride);
        g.Store(output);
        output = (float*)((byte*)output + outputStride);
        h.Store(output);
        output = (float*)((byte*)output + outputStride);
        i.Store(output);
        output = (float*)((byte*)output + outputStride);
        j.Store(output);
        output = (float*)((byte*)output + outputStride);
        k.Store(output);
        output = (float*)((byte*)output + outputStride);
        l.Store(output);
    }

    [MethodImpl(AggressiveOptimization)]
    private static void WideTile10(byte* input, float* w, float* output, nint outputStride, in ConvParams p)
    {
        nint step = p.PixelStep;
        Vector512<float> a = Vector512.Load(w), b = a, c = a, d = a, e = a, f = a, g = a, h = a, i = a, j = a;
        w += 16;
        for (int outer = p.Outer; outer > 0; outer--, input += p.OuterStride)
        {
            byte* segment = input;
            for (int inner = p.Inner; inner > 0; inner--, segment += p.InnerStride)
            {
                float* x = (float*)segment, y = (float*)(segment + 3 * step), z = (float*)(segment + 6 * step), u = (float*)(segment + 9 * step);
                for (float* end = x + p.Depth; x < end; x++, y++, z++, u++, w += 16)
                {
                    Vector512<float> v = Vector512.Load(w);
                    a = Vector512.FusedMultiplyAdd(v, Vector512.Create(*x), a);
                    b = Vector512.FusedMultiplyAdd(v, Vector512.Create(*(float*)((byte*)x + step)), b);
                    c = Vector512.FusedMultiplyAdd(v, Vector512.Create(*(float*)((byte*)x + 2 * step)), c);
                    d = Vector512.FusedMultiplyAdd(v, Vector512.Create(*y), d);
                    e = Vector512.FusedMultiplyAdd(v, Vector512.Create(*(float*)((byte*)y + step)), e);
                    f = Vector512.FusedMultiplyAdd(v, Vector512.Create(*(float*)((byte*)y + 2 * step)), f);
                    g = Vector512.FusedMultiplyAdd(v, Vector512.Create(*z), g);
                    h = Vector512.FusedMultiplyAdd(v, Vector512.Create(*(float*)((byte*)z + step)), h);
                    i = Vector512.FusedMultiplyAdd(v, Vector512.Create(*(float*)((byte*)z + 2 * step)), i);
                    j = Vector512.FusedMultiplyAdd(v, Vector512.Create(*u), j);
                }
            }
        }
        a.Store(output);
        output = (float*)((byte*)output + outputStride);
        b.Store(output);
        output = (float*)((byte*)output + outputStride);
        c.Store(output);
        output = (float*)((byte*)output + outputStride);
        d.Store(output);
        output = (float*)((byte*)output + outputStride);
        e.Store(output);
        output = (float*)((byte*)output + outputStride);
        f.Store(output);
        output = (float*)((byte*)output + outputStride);
        g.Store(output);
        output = (float*)((byte*)output + outputStride);
        h.Store(output);
        output = (float*)((byte*)output + outputStride);
        i.Store(output);
        output = (float*)((byte*)output + outputStride);
        j.Store(output);
    }

    [MethodImpl(AggressiveOptimization)]
    private static void WideTile8(byte* input, float* w, float* output, nint outputStride, in ConvParams p)
    {
        nint step = p.PixelStep;
        Vector512<float> a = Vector512.Load(w), b = a, c = a, d = a, e = a, f = a, g = a, h = a;
        w += 16;
        for (int outer = p.Outer; outer > 0; outer--, input += p.OuterStride)
        {
            byte* segment = input;
            for (int inner = p.Inner; inner > 0; inner--, segment += p.InnerStride)
            {
                float* x = (float*)segment, y = (float*)(segment + 3 * step), z = (float*)(segment + 6 * step);
                for (float* end = x + p.Depth; x < end; x++, y++, z++, w += 16)
                {
                    Vector512<float> v = Vector512.Load(w);
                    a = Vector512.FusedMultiplyAdd(v, Vector512.Create(*x), a);
                    b = Vector512.FusedMultiplyAdd(v, Vector512.Create(*(float*)((byte*)x + step)), b);
                    c = Vector512.FusedMultiplyAdd(v, Vector512.Create(*(float*)((byte*)x + 2 * step)), c);
                    d = Vector512.FusedMultiplyAdd(v, Vector512.Create(*y), d);
                    e = Vector512.FusedMultiplyAdd(v, Vector512.Create(*(float*)((byte*)y + step)), e);
                    f = Vector512.FusedMultiplyAdd(v, Vector512.Create(*(float*)((byte*)y + 2 * step)), f);
                    g = Vector512.FusedMultiplyAdd(v, Vector512.Create(*z), g);
                    h = Vector512.FusedMultiplyAdd(v, Vector512.Create(*(float*)((byte*)z + step)), h);
                }
            }
        }
        a.Store(output);
        output = (float*)((byte*)output + outputStride);
        b.Store(output);
        output = (float*)((byte*)output + outputStride);
        c.Store(output);
        output = (float*)((byte*)output + outputStride);
        d.Store(output);
        output = (float*)((byte*)output + outputStride);
        e.Store(output);
        output = (float*)((byte*)output + outputStride);
        f.Store(output);
        output = (float*)((byte*)output + outputStride);
        g.Store(output);
        output = (float*)((byte*)output + outputStride);
        h.Store(output);
    }

    [MethodImpl(AggressiveOptimization)]
    private static void WideTile6(byte* input, float* w, float* output, nint outputStride, in ConvParams p)
    {
        nint step = p.PixelStep;
        Vector512<float> a = Vector512.Load(w), b = a, c = a, d = a, e = a, f = a;
        w += 16;
        for (int outer = p.Outer; outer > 0; outer--, input += p.OuterStride)
        {
            byte* segment = input;
            for (int inner = p.Inner; inner > 0; inner--, segment += p.InnerStride)
            {
                float* x = (float*)segment, y = (float*)(segment + 3 * step);
                for (float* end = x + p.Depth; x < end; x++, y++, w += 16)
                {
                    Vector512<float> v = Vector512.Load(w);
                    a = Vector512.FusedMultiplyAdd(v, Vector512.Create(*x), a);
                    b = Vector512.FusedMultiplyAdd(v, Vector512.Create(*(float*)((byte*)x + step)), b);
                    c = Vector512.FusedMultiplyAdd(v, Vector512.Create(*(float*)((byte*)x + 2 * step)), c);
                    d = Vector512.FusedMultiplyAdd(v, Vector512.Create(*y), d);
                    e = Vector512.FusedMultiplyAdd(v, Vector512.Create(*(float*)((byte*)y + step)), e);
                    f = Vector512.FusedMultiplyAdd(v, Vector512.Create(*(float*)((byte*)y + 2 * step)), f);
                }
            }
        }
        a.Store(output);
        output = (float*)((byte*)output + outputStride);
        b.Store(output);
        output = (float*)((byte*)output + outputStride);
        c.Store(output);
        output = (float*)((byte*)output + outputStride);
        d.Store(output);
        output = (float*)((byte*)output + outputStride);
        e.Store(output);
        output = (float*)((byte*)output + outputStride);
        f.Store(output);
    }
}
