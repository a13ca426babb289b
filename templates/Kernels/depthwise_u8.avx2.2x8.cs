#nullable enable
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace YoloGen.Generated;

/// <content>
/// Depthwise convolution for AVX2, 2 pixels x 8 channels, two taps at a time: the bytes of two taps interleaved and widened are the pairs that
/// vpmaddwd adds up exactly. The rule: distances of taps come from a table, so that one loop serves every kernel size, stride and dilation.
/// Packed, for each 8 channels: 8 biases, 8 scales, then for each pair of taps 8 pairs of words.
/// </content>
internal unsafe partial struct Avx2Kernels
{
    public static nuint DepthwiseBytes(int channels, int outer, int inner) =>
        (nuint)((channels + 7) / 8) * DepthwiseTaps.BlockBytes(outer * inner, 4);

    public static void PackDepthwise(byte* packed, sbyte* weights, int channels, int outer, int inner, int* bias, float* scale)
    {
        int taps = outer * inner;
        for (int c = 0; c < channels; c += 8, packed += DepthwiseTaps.BlockBytes(taps, 4))
        {
            for (int i = 0; i < 8; i++)
            {
                bool used = c + i < channels;
                ((int*)packed)[i] = used ? bias[c + i] : 0;
                ((float*)packed)[8 + i] = used && scale != null ? scale[c + i] : 0;
                for (int t = 0; t < taps + (taps & 1); t++)
                    ((short*)(packed + 64))[(t >> 1) * 16 + 2 * i + (t & 1)] = used && t < taps ? weights[(c + i) * taps + t] : (short)0;
            }
        }
    }

    [SkipLocalsInit]
    [MethodImpl(AggressiveOptimization)]
    public static void DepthwiseRow(byte* input, byte* packed, byte* output, int width, int channels, in ConvParams p)
    {
        nint* distances = stackalloc nint[DepthwiseTaps.Count(in p)];
        DepthwiseTaps.Fill(distances, in p);
        for (int c = 0; c < channels; c += 8, packed += DepthwiseTaps.BlockBytes(p.Outer * p.Inner, 4))
            DepthwiseBlock<Bytes8>(input + c, packed, output + c, width, channels - c, distances, in p);
    }

    [SkipLocalsInit]
    [MethodImpl(AggressiveOptimization)]
    public static void DepthwiseRowInt32(byte* input, byte* packed, int* output, int width, int channels, in ConvParams p)
    {
        nint* distances = stackalloc nint[DepthwiseTaps.Count(in p)];
        DepthwiseTaps.Fill(distances, in p);
        for (int c = 0; c < channels; c += 8, packed += DepthwiseTaps.BlockBytes(p.Outer * p.Inner, 4))
            DepthwiseBlock<Ints8>(input + c, packed, (byte*)(output + c), width, channels - c, distances, in p);
    }

    [SkipLocalsInit]
    [MethodImpl(AggressiveOptimization | NoInlining)]
    private static void DepthwiseBlock<TStore>(byte* input, byte* packed, byte* output, int width, int channels, nint* distances, in ConvParams p)
        where TStore : struct, IStore8
    {
        int pairs = (p.Outer * p.Inner + 1) / 2;
        Vector256<int> bias = Vector256.Load((int*)packed);
        Vector256<float> scale = Vector256.Load((float*)packed + 8);
        short* weights = (short*)(packed + 64);
        byte* block = stackalloc byte[64];
        nint stride = p.OutputPixelStride;
        for (int x = 0; x < width; x += 2)
        {
            Vector256<int> a = bias, b = bias;
            byte* second = x + 1 < width ? input + p.PixelStep : input;
            short* w = weights;
            for (int t = 0; t < 2 * pairs; t += 2, w += 16)
            {
                nint d0 = distances[t], d1 = distances[t + 1];
                Vector256<short> pair = Vector256.Load(w);
                a = Avx2.Add(a, Avx2.MultiplyAddAdjacent(Interleave(input + d0, input + d1), pair));
                b = Avx2.Add(b, Avx2.MultiplyAddAdjacent(Interleave(second + d0, second + d1), pair));
            }
            if (channels >= 8)
            {
                TStore.Store(a, scale, output, in p);
                if (x + 1 < width)
                    TStore.Store(b, scale, output + stride, in p);
            }
            else
            {
                TStore.Store(a, scale, block, in p);
                TStore.Store(b, scale, block + 32, in p);
                StorePart.Pixels(block, 32, output, stride, x + 1 < width ? 2 : 1, channels * TStore.Size);
            }
            input += 2 * p.PixelStep;
            output += 2 * stride;
        }
    }

    [MethodImpl(AggressiveInlining)]
    private static Vector256<short> Interleave(byte* first, byte* second) => Avx2.ConvertToVector256Int16(Sse2.UnpackLow(
        Vector128.CreateScalarUnsafe(Unsafe.ReadUnaligned<ulong>(first)).AsByte(), Vector128.CreateScalarUnsafe(Unsafe.ReadUnaligned<ulong>(second)).AsByte()));

    /// <summary>Where 8 sums of one pixel go.</summary>
    private interface IStore8
    {
        static abstract int Size { get; }

        static abstract void Store(Vector256<int> sums, Vector256<float> scale, byte* output, in ConvParams p);
    }

    private struct Bytes8 : IStore8
    {
        public static int Size => 1;

        [MethodImpl(AggressiveInlining)]
        public static void Store(Vector256<int> sums, Vector256<float> scale, byte* output, in ConvParams p) =>
            Eight256.StoreRounded(new Eight256(Avx.Multiply(Avx.ConvertToVector256Single(sums), scale)), new ByteRange(p.OutputZero, p.Min, p.Max), output);
    }

    private struct Ints8 : IStore8
    {
        public static int Size => 4;

        [MethodImpl(AggressiveInlining)]
        public static void Store(Vector256<int> sums, Vector256<float> scale, byte* output, in ConvParams p) => sums.Store((int*)output);
    }
}
