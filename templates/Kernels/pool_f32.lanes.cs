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
                V.Store(Largest<V>(window + c, columns, in p), output + c);
            for (; c < channels; c++)
                output[c] = Largest<Lanes1>(window + c, columns, in p).Value;
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
                V.Store(Sum<V>(window + c, columns, in p) / V.All(area), output + c);
            for (; c < channels; c++)
                output[c] = Sum<Lanes1>(window + c, columns, in p).Value / area;
        }
    }

    /// <summary>
    /// Down each column of the window, then along the columns, as ONNX Runtime's vector code does: Max keeps its second argument where one of the
    /// two is a NaN, so that the order decides which NaN stays. A window without pixels is -infinity.
    /// </summary>
    [MethodImpl(AggressiveInlining)]
    private static V Largest<V>(float* window, int columns, in PoolParams p)
        where V : struct, ILanes<V>
    {
        V largest = V.All(float.NegativeInfinity);
        nint step = p.Dilation * p.PixelStride;
        for (int column = 0; column < columns && p.Rows > 0; column++, window = Offset(window, step))
        {
            float* pixel = window;
            V below = V.Load(pixel);
            for (int row = 1; row < p.Rows; row++)
            {
                pixel = Offset(pixel, p.RowStride);
                below = V.Max(below, V.Load(pixel));
            }
            largest = V.Max(largest, below);
        }
        return largest;
    }

    [MethodImpl(AggressiveInlining)]
    private static V Sum<V>(float* window, int columns, in PoolParams p)
        where V : struct, ILanes<V>
    {
        V sum = V.All(0f);
        nint step = p.Dilation * p.PixelStride;
        for (int row = 0; row < p.Rows; row++, window = Offset(window, p.RowStride))
        {
            float* pixel = window;
            for (int column = 0; column < columns; column++, pixel = Offset(pixel, step))
                sum = sum + V.Load(pixel);
        }
        return sum;
    }
}
