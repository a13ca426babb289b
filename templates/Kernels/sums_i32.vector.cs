#nullable enable
using System;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace YoloGen.Generated;

/// <summary>Integer rows on 128-bit vectors, the same source for AVX2 and NEON.</summary>
internal static unsafe class IntRows
{
    [MethodImpl(AggressiveOptimization)]
    public static void Adjust(int* sums, nint stride, int width, int channels, int* addend, int* windowSums, int* weightZero)
    {
        for (int x = 0; x < width; x++, sums = (int*)((byte*)sums + stride))
        {
            int window = windowSums == null ? 0 : windowSums[x];
            int c = 0;
            if (windowSums == null)
            {
                for (; c <= channels - 4; c += 4)
                    (Vector128.Load(sums + c) + Vector128.Load(addend + c)).Store(sums + c);
            }
            else
            {
                for (; c <= channels - 4; c += 4)
                    (Vector128.Load(sums + c) + Vector128.Load(addend + c) - Vector128.Load(weightZero + c) * window).Store(sums + c);
            }
            for (; c < channels; c++)
                sums[c] += addend[c] - (windowSums == null ? 0 : window * weightZero[c]);
        }
    }

    [MethodImpl(AggressiveOptimization)]
    public static void WindowSum(byte* input, int* windowSums, int width, in ConvParams p)
    {
        int depth = p.Depth;
        for (int x = 0; x < width; x++, input += p.PixelStep)
        {
            Vector128<uint> total = Vector128<uint>.Zero;
            int rest = 0;
            for (int outer = 0; outer < p.Outer; outer++)
            {
                for (int inner = 0; inner < p.Inner; inner++)
                {
                    byte* segment = input + outer * p.OuterStride + inner * p.InnerStride;
                    int k = 0;
                    while (k <= depth - 16)
                    {
                        // Two bytes a lane and step: 128 steps fit 16 bits.
                        Vector128<ushort> words = Vector128<ushort>.Zero;
                        for (int end = Math.Min(depth - 16, k + 127 * 16); k <= end; k += 16)
                        {
                            Vector128<byte> bytes = Vector128.Load(segment + k);
                            words += Vector128.WidenLower(bytes) + Vector128.WidenUpper(bytes);
                        }
                        total += Vector128.WidenLower(words) + Vector128.WidenUpper(words);
                    }
                    for (; k < depth; k++)
                        rest += segment[k];
                }
            }
            windowSums[x] = (int)Vector128.Sum(total) + rest;
        }
    }

    [MethodImpl(AggressiveOptimization)]
    public static void SumPixels(byte* input, nint stride, int width, int channels, int* sums)
    {
        int c = 0;
        for (; c <= channels - 8; c += 8)
        {
            Vector128<uint> low = Vector128.Load((uint*)sums + c), high = Vector128.Load((uint*)sums + c + 4);
            byte* pixel = input + c;
            for (int left = width; left > 0; left -= 256)
            {
                Vector128<ushort> words = Vector128<ushort>.Zero;
                for (int x = Math.Min(left, 256); x > 0; x--, pixel += stride)
                    words += Vector128.WidenLower(Vector128.CreateScalarUnsafe(Unsafe.ReadUnaligned<ulong>(pixel)).AsByte());
                low += Vector128.WidenLower(words);
                high += Vector128.WidenUpper(words);
            }
            low.Store((uint*)sums + c);
            high.Store((uint*)sums + c + 4);
        }
        for (; c < channels; c++)
        {
            for (int x = 0; x < width; x++)
                sums[c] += input[x * stride + c];
        }
    }
}
