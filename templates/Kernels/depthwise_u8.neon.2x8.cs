#nullable enable
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace YoloGen.Generated;

/// <content>
/// Depthwise convolution for NEON, 2 pixels x 8 channels, two taps at a time (smull, smlal into 16 bits, then saddw): XNNPACK's and MLAS's way.
/// The rule: two products before each widening addition, which halves the additions; without <see cref="ConvParams.PairSafe"/> one.
/// Packed, for each 8 channels: 8 biases (flip included), 8 scales, then 8 weights for each tap, rounded up to pairs.
/// </content>
internal unsafe partial struct NeonKernels
{
    public static nuint DepthwiseBytes(int channels, int outer, int inner) =>
        (nuint)((channels + 7) / 8) * DepthwiseTaps.BlockBytes(outer * inner, 2);

    public static void PackDepthwise(byte* packed, sbyte* weights, int channels, int outer, int inner, int* bias, float* scale)
    {
        int taps = outer * inner;
        for (int c = 0; c < channels; c += 8, packed += DepthwiseTaps.BlockBytes(taps, 2))
        {
            for (int i = 0; i < 8; i++)
            {
                bool used = c + i < channels;
                int sum = 0;
                for (int t = 0; t < taps + (taps & 1); t++)
                {
                    sbyte w = used && t < taps ? weights[(c + i) * taps + t] : (sbyte)0;
                    ((sbyte*)packed)[64 + t * 8 + i] = w;
                    sum += w;
                }
                ((int*)packed)[i] = used ? bias[c + i] + 128 * sum : 0;
                ((float*)packed)[8 + i] = used && scale != null ? scale[c + i] : 0;
            }
        }
    }

    [SkipLocalsInit]
    [MethodImpl(AggressiveOptimization)]
    public static void DepthwiseRow(byte* input, byte* packed, byte* output, int width, int channels, in ConvParams p) =>
        DepthwiseBlocks<QuantizedColumnStore>(input, packed, output, width, channels, in p);

    [SkipLocalsInit]
    [MethodImpl(AggressiveOptimization)]
    public static void DepthwiseRowInt32(byte* input, byte* packed, int* output, int width, int channels, in ConvParams p) =>
        DepthwiseBlocks<Int32ColumnStore>(input, packed, (byte*)output, width, channels, in p);

    [SkipLocalsInit]
    [MethodImpl(AggressiveInlining)]
    private static void DepthwiseBlocks<TStore>(byte* input, byte* packed, byte* output, int width, int channels, in ConvParams p)
        where TStore : struct, IColumnStore
    {
        nint* distances = stackalloc nint[DepthwiseTaps.Count(in p)];
        byte* block = stackalloc byte[24 * 32];
        DepthwiseTaps.Fill(distances, in p);
        ConvParams whole = p, part = p;
        part.OutputPixelStride = 32;
        for (int c = 0; c < channels; c += 8, packed += DepthwiseTaps.BlockBytes(p.Outer * p.Inner, 2))
        {
            if (channels - c >= 8)
            {
                DepthwiseBlock<TStore>(input + c, packed, output + c * TStore.Size, width, distances, &whole);
                continue;
            }
            for (int x = 0; x < width; x += 24)
            {
                int some = width - x < 24 ? width - x : 24;
                DepthwiseBlock<TStore>(input + c + x * p.PixelStep, packed, block, some, distances, &part);
                StorePart.Pixels(block, 32, output + c * TStore.Size + x * p.OutputPixelStride, p.OutputPixelStride, some, (channels - c) * TStore.Size);
            }
        }
    }

    [SkipLocalsInit]
    [MethodImpl(AggressiveOptimization | NoInlining)]
    private static void DepthwiseBlock<TStore>(byte* input, byte* packed, byte* output, int width, nint* distances, ConvParams* p)
        where TStore : struct, IColumnStore
    {
        bool pairSafe = (p->Flags & ConvParams.PairSafe) != 0;
        int taps = DepthwiseTaps.Count(in *p);
        Vector128<int> biasLow = Vector128.Load((int*)packed), biasHigh = Vector128.Load((int*)packed + 4);
        Vector64<sbyte> flip = Vector64.Create(sbyte.MinValue);
        float* scale = (float*)packed + 8;
        if (pairSafe && p->Outer == 3 && p->Inner == 3 && width > 1)
        {
            if (p->PixelStep == p->InnerStride)
                Depthwise3x3<AdjacentPair, TStore>(input, packed, output, width >> 1, p);
            else
                Depthwise3x3<DistantPair, TStore>(input, packed, output, width >> 1, p);
            input += (width & ~1) * p->PixelStep;
            output += (width & ~1) * p->OutputPixelStride;
            width &= 1;
        }
        for (; width > 0; width -= 2)
        {
            Vector128<int> lowA = biasLow, highA = biasHigh, lowB = biasLow, highB = biasHigh;
            sbyte* a = (sbyte*)input, b = width > 1 ? a + p->PixelStep : a, w = (sbyte*)packed + 64;
            if (pairSafe)
            {
                for (int t = 0; t < taps; t += 2, w += 16)
                {
                    nint d0 = distances[t], d1 = distances[t + 1];
                    Vector64<sbyte> w0 = Vector64.Load(w), w1 = Vector64.Load(w + 8);
                    Vector128<short> productsA = AdvSimd.MultiplyWideningLower(AdvSimd.Xor(Vector64.Load(a + d0), flip), w0);
                    Vector128<short> productsB = AdvSimd.MultiplyWideningLower(AdvSimd.Xor(Vector64.Load(b + d0), flip), w0);
                    productsA = AdvSimd.MultiplyWideningLowerAndAdd(productsA, AdvSimd.Xor(Vector64.Load(a + d1), flip), w1);
                    productsB = AdvSimd.MultiplyWideningLowerAndAdd(productsB, AdvSimd.Xor(Vector64.Load(b + d1), flip), w1);
                    AddWide(ref lowA, ref highA, productsA);
                    AddWide(ref lowB, ref highB, productsB);
                }
            }
            else
            {
                for (int t = 0; t < taps; t++, w += 8)
                {
                    Vector64<sbyte> w0 = Vector64.Load(w);
                    AddWide(ref lowA, ref highA, AdvSimd.MultiplyWideningLower(AdvSimd.Xor(Vector64.Load(a + distances[t]), flip), w0));
                    AddWide(ref lowB, ref highB, AdvSimd.MultiplyWideningLower(AdvSimd.Xor(Vector64.Load(b + distances[t]), flip), w0));
                }
            }
            if (width > 1)
                TStore.Store(lowA, highA, lowB, highB, scale, output, p);
            else
                TStore.Store(lowA, highA, scale, output, p);
            input += 2 * p->PixelStep;
            output += 2 * p->OutputPixelStride;
        }
    }

    [MethodImpl(AggressiveInlining)]
    private static void AddWide(ref Vector128<int> low, ref Vector128<int> high, Vector128<short> products)
    {
        low = AdvSimd.AddWideningLower(low, products.GetLower());
        high = AdvSimd.AddWideningUpper(high, products);
    }
}
