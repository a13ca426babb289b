using System;
using System.Linq;
using YoloGen.Generated;
using YoloGen.Kernels.Tests.Checks;
using Buffer = YoloGen.Kernels.Tests.Checks.Buffer;

namespace YoloGen.Kernels.Tests;

/// <summary>A tensor in memory with dimensions in any order, gaps between them, and canaries around it.</summary>
internal sealed unsafe class StridedTensor<T> : IDisposable
    where T : unmanaged
{
    private readonly Buffer _buffer;

    public StridedTensor(Dice dice, int[] shape, bool gaps = true)
    {
        Shape = shape;
        Strides = new int[shape.Length];
        int[] order = [.. Enumerable.Range(0, shape.Length)];
        if (dice.Next(0, 1) == 0)
        {
            for (int i = order.Length - 1; i > 0; i--)
            {
                int other = dice.Next(0, i);
                (order[i], order[other]) = (order[other], order[i]);
            }
        }
        int stride = gaps ? dice.Pick(1, 1, 1, 3) : 1;
        for (int i = order.Length - 1; i >= 0; i--)
        {
            Strides[order[i]] = stride;
            stride = stride * shape[order[i]] + (gaps ? dice.Pick(0, 0, 2) : 0);
        }
        _buffer = new Buffer((stride + 1) * sizeof(T));
    }

    public int[] Shape { get; }

    public int[] Strides { get; }

    public T* Start => (T*)_buffer.Start;

    public Buffer Memory => _buffer;

    public int Count => Shape.Aggregate(1, (a, b) => a * b);

    public ref T this[ReadOnlySpan<int> index]
    {
        get
        {
            long at = 0;
            for (int i = 0; i < Shape.Length; i++)
                at += (long)index[i] * Strides[i];
            return ref Start[at];
        }
    }

    /// <summary>Strides with 0 for dimensions along which this tensor is to be repeated.</summary>
    public int[] Broadcast(int[] shape) => [.. shape.Select((size, i) => Shape[i] == 1 && size > 1 ? 0 : Strides[i])];

    /// <summary>All indices in row-major order.</summary>
    public static System.Collections.Generic.IEnumerable<int[]> Indices(int[] shape)
    {
        var index = new int[shape.Length];
        while (true)
        {
            yield return (int[])index.Clone();
            int i = shape.Length - 1;
            while (i >= 0 && ++index[i] == shape[i])
                index[i--] = 0;
            if (i < 0)
                yield break;
        }
    }

    public void Dispose() => _buffer.Dispose();
}
