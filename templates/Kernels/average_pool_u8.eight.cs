#nullable enable
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace YoloGen.Generated;

/// <content>Means of windows of bytes, 8 channels at a time.</content>
internal static unsafe partial class ByteRows
{
    public static void AveragePool<V>(byte* input, byte* output, int width, int channels, in PoolParams p)
        where V : struct, IEight<V>
    {
        // Sums of bytes times such a scale are far from infinity.
        if (p.Factor != 0)
            AverageBySums<V>(input, output, width, channels, in p);
        else if (Division.HasReciprocal(p.InputScale) && Division.HasReciprocal(p.OutputScale))
            AveragePool<V, Reciprocal>(input, output, width, channels, in p);
        else
            AveragePool<V, Quotient>(input, output, width, channels, in p);
    }

    [MethodImpl(AggressiveOptimization)]
    private static void AveragePool<V, TDivision>(byte* input, byte* output, int width, int channels, in PoolParams p)
        where V : struct, IEight<V>
        where TDivision : struct, IDivideEight
    {
        var range = new ByteRange(p.Shift, 0, 255);
        nint columnStep = p.Dilation * p.PixelStride;
        V inputScale = V.All(p.InputScale), inputZero = V.All(p.InputZero), outputZero = V.All(p.OutputZero);
        V outputScale = V.All(p.OutputScale), minus = V.All(-p.OutputScale), reciprocal = V.All(1 / p.OutputScale);
        for (int x = 0; x < width; x++, output += p.OutputPixelStride)
        {
            byte* window = PortableKernels.Clip(input, x, in p, out int columns);
            int area = p.Area != 0 ? p.Area : p.Rows * columns;
            bool powerOf2 = BitOperations.IsPow2(area);
            V divisor = V.All(powerOf2 ? 1f / area : area);
            int c = 0;
            for (; c <= channels - 8; c += 8)
            {
                V sum = V.All(0);
                byte* row = window + c;
                for (int r = 0; r < p.Rows; r++, row += p.RowStride)
                {
                    byte* pixel = row;
                    for (int column = 0; column < columns; column++, pixel += columnStep)
                        sum += (V.FromBytes(pixel) - inputZero) * inputScale;
                }
                // Divisions are slow on small cores; by a power of 2 a multiplication gives the same bits.
                V mean = powerOf2 ? sum * divisor : sum / divisor;
                V.StoreRounded(TDivision.Of(mean, outputScale, minus, reciprocal) + outputZero, in range, output + c);
            }
            for (; c < channels; c++)
                output[c] = PortableKernels.Average(window + c, columns, in p);
        }
    }

    /// <summary>Whole windows, their bytes added in 16 bits: one product with <see cref="PoolParams.Factor"/> for each mean.</summary>
    [MethodImpl(AggressiveOptimization)]
    private static void AverageBySums<V>(byte* input, byte* output, int width, int channels, in PoolParams p)
        where V : struct, IEight<V>
    {
        var range = new ByteRange(p.OutputZero + p.Shift, 0, 255);
        nint columnStep = p.Dilation * p.PixelStride, rowStride = p.RowStride;
        bool four = p.Rows == 2 && p.Columns == 2;
        V zeros = V.All(p.Rows * p.Columns * p.InputZero), factor = V.All(p.Factor);
        for (int x = 0; x < width; x++, input += p.Stride * p.PixelStride, output += p.OutputPixelStride)
        {
            int c = 0;
            for (byte* below = input + rowStride; four && c <= channels - 8; c += 8)
            {
                Vector128<ushort> sums = V.AddBytes(V.AddBytes(Vector128<ushort>.Zero, input + c), input + columnStep + c);
                sums = V.AddBytes(V.AddBytes(sums, below + c), below + columnStep + c);
                V.StoreRounded((V.FromWords(sums) - zeros) * factor, in range, output + c);
            }
            for (; c <= channels - 8; c += 8)
            {
                Vector128<ushort> sums = Vector128<ushort>.Zero;
                byte* row = input + c;
                for (int r = 0; r < p.Rows; r++, row += rowStride)
                {
                    byte* pixel = row;
                    for (int column = 0; column < p.Columns; column++, pixel += columnStep)
                        sums = V.AddBytes(sums, pixel);
                }
                V.StoreRounded((V.FromWords(sums) - zeros) * factor, in range, output + c);
            }
            for (; c < channels; c++)
                output[c] = PortableKernels.Average(input + c, p.Columns, in p);
        }
    }

    /// <summary>A way to divide by a scale.</summary>
    private interface IDivideEight
    {
        static abstract V Of<V>(V x, V divisor, V minusDivisor, V reciprocal) where V : struct, IEight<V>;
    }

    private struct Quotient : IDivideEight
    {
        [MethodImpl(AggressiveInlining)]
        public static V Of<V>(V x, V divisor, V minusDivisor, V reciprocal) where V : struct, IEight<V> => x / divisor;
    }

    private struct Reciprocal : IDivideEight
    {
        [MethodImpl(AggressiveInlining)]
        public static V Of<V>(V x, V divisor, V minusDivisor, V reciprocal) where V : struct, IEight<V> => Division.Refine(x, x * reciprocal, minusDivisor, reciprocal);
    }
}
