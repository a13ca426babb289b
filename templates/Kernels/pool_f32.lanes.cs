#nullable enable
using System.Runtime.CompilerServices;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace YoloGen.Generated;

/// <content>Pooling, lanes over channels.</content>
internal static unsafe partial class FloatRows
{
    [MethodImpl(AggressiveOptimization)]
    public static void MaxPool<V>(float* input, float* output, int width, int channels, in PoolParams p) where V : struct, ILanes<V>
    {
        for (int x = 0; x < width; x++, output = Offset(output, p.OutputPixelStride))
        {
            float* window = (float*)PortableKernels.Clip((byte*)input, x, in p, out int columns);
            int c = 0;
            for (; c <= channels - V.Count; c += V.Count)
                V.Store(PoolWindow<V, ReduceOps.Max>(window + c, columns, in p), output + c);
            for (; c < channels; c++)
                output[c] = PoolWindow<Lanes1, ReduceOps.Max>(window + c, columns, in p).Value;
        }
    }

    [MethodImpl(AggressiveOptimization)]
    public static void AveragePool<V>(float* input, float* output, int width, int channels, in PoolParams p) where V : struct, ILanes<V>
    {
        for (int x = 0; x < width; x++, output = Offset(output, p.OutputPixelStride))
        {
            float* window = (float*)PortableKernels.Clip((byte*)input, x, in p, out int columns);
            float area = p.Area != 0 ? p.Area : p.Rows * columns;
            int c = 0;
            for (; c <= channels - V.Count; c += V.Count)
                V.Store(PoolWindow<V, ReduceOps.Sum>(window + c, columns, in p) / V.All(area), output + c);
            for (; c < channels; c++)
                output[c] = PoolWindow<Lanes1, ReduceOps.Sum>(window + c, columns, in p).Value / area;
        }
    }

    [MethodImpl(AggressiveInlining)]
    private static V PoolWindow<V, TOp>(float* window, int columns, in PoolParams p)
        where V : struct, ILanes<V>
        where TOp : struct, IReduceOp
    {
        V accumulator = V.All(TOp.Start);
        nint step = p.Dilation * p.PixelStride;
        for (int row = 0; row < p.Rows; row++, window = Offset(window, p.RowStride))
        {
            float* pixel = window;
            for (int column = 0; column < columns; column++, pixel = Offset(pixel, step))
                accumulator = TOp.Step(accumulator, V.Load(pixel));
        }
        return accumulator;
    }
}
