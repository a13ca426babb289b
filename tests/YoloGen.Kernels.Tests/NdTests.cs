using System;
using System.Linq;
using System.Runtime.Intrinsics.X86;
using Xunit;
using YoloGen.Generated;
using YoloGen.Kernels.Tests.Checks;
using Buffer = YoloGen.Kernels.Tests.Checks.Buffer;

namespace YoloGen.Kernels.Tests;

/// <summary>Operators on strided tensors against loops over indices; any number of parts, any order of dimensions; nothing written beside.</summary>
public unsafe class NdTests
{
    private const int Seeds = 400;

    [Fact]
    public void Elementwise_operators_follow_the_indices()
    {
        for (int seed = 1; seed <= Seeds; seed++)
        {
            var dice = new Dice(seed);
            int[] shape = Shape(dice);
            int[] Some() => [.. shape.Select(size => dice.Next(0, 3) == 0 ? 1 : size)];
            using var x = new StridedTensor<float>(dice, shape);
            using var y = new StridedTensor<float>(dice, Some());
            using var z = new StridedTensor<float>(dice, shape);
            FloatCheck.Numbers(dice, x.Memory, specials: false);
            FloatCheck.Numbers(dice, y.Memory, specials: false);
            int[] ys = y.Broadcast(shape);
            Verify(z, dice, (part, parts) => Nd.Unary<PortableKernels, UnaryOps.LeakyRelu>(x.Start, x.Strides, z.Start, z.Strides, shape, 0.1f, 0f, part, parts), i => x[i] < 0 ? 0.1f * x[i] : x[i]);
            Verify(z, dice, (part, parts) => Nd.Binary<PortableKernels, BinaryOps.Sub>(x.Start, x.Strides, y.Start, ys, z.Start, z.Strides, shape, part, parts), i => x[i] - At(y, ys, i));
            Verify(z, dice, (part, parts) => Nd.Binary<PortableKernels, BinaryOps.Sub>(y.Start, ys, x.Start, x.Strides, z.Start, z.Strides, shape, part, parts), i => At(y, ys, i) - x[i]);
            Verify(z, dice, (part, parts) => Nd.Pow(x.Start, x.Strides, y.Start, ys, z.Start, z.Strides, shape, part, parts), i => PowF32.Pow(x[i], At(y, ys, i)));
            using var truth = new StridedTensor<byte>(dice, shape);
            Verify(truth, dice, (part, parts) => Nd.Map2<float, byte, MapOps.Greater<float>>(x.Start, x.Strides, y.Start, ys, truth.Start, truth.Strides, shape, part, parts), i => x[i] > At(y, ys, i) ? (byte)1 : (byte)0);
            using var whole = new StridedTensor<long>(dice, shape);
            Verify(whole, dice, (part, parts) => Nd.Map<float, long, MapOps.Cast<float, long>>(x.Start, x.Strides, whole.Start, whole.Strides, shape, part, parts), i => (long)x[i]);
            float[] before = [.. StridedTensor<float>.Indices(shape).Select(i => z[i])];
            int at = 0;
            Verify(z, dice, (part, parts) => Nd.CopyWhere(truth.Start, truth.Strides, x.Start, x.Strides, z.Start, z.Strides, shape, part, parts), i => truth[i] != 0 ? x[i] : before[at], () => at++);
        }
    }

    [Fact]
    public void Copies_follow_the_indices()
    {
        for (int seed = 1; seed <= Seeds; seed++)
        {
            CheckCopy<byte>(seed);
            CheckCopy<ushort>(seed);
            CheckCopy<uint>(seed);
            CheckCopy<ulong>(seed);
        }
    }

    [Fact]
    public void Quantization_changes_the_layout_on_the_way()
    {
        for (int seed = 1; seed <= Seeds; seed++)
        {
            var dice = new Dice(seed);
            int[] shape = Shape(dice);
            using var x = new StridedTensor<float>(dice, shape);
            using var q = new StridedTensor<byte>(dice, shape);
            using var y = new StridedTensor<float>(dice, shape);
            FloatCheck.Numbers(dice, x.Memory, specials: true);
            int zero = dice.Next(0, 255);
            float scale = dice.Float(0.01f, 0.5f);
            Verify(q, dice, (part, parts) => Nd.Quantize<PortableKernels>(x.Start, x.Strides, q.Start, q.Strides, shape, scale, zero, part, parts),
                i => float.IsNaN(x[i]) ? (byte)0 : (byte)Math.Clamp(MathF.Round(x[i] / scale, MidpointRounding.ToEven) + zero, 0, 255));
            Verify(y, dice, (part, parts) => Nd.Dequantize<PortableKernels>(q.Start, q.Strides, y.Start, y.Strides, shape, scale, zero, part, parts), i => (q[i] - zero) * scale);
            float low = float.PositiveInfinity, high = float.NegativeInfinity;
            int parts = dice.Next(1, 4);
            for (int part = 0; part < parts; part++)
            {
                float min, max;
                Nd.MinMax<PortableKernels>(y.Start, y.Strides, shape, &min, &max, part, parts);
                (low, high) = (Math.Min(low, min), Math.Max(high, max));
            }
            Assert.Equal(StridedTensor<float>.Indices(shape).Min(i => y[i]), low);
            Assert.Equal(StridedTensor<float>.Indices(shape).Max(i => y[i]), high);
        }
    }

    [Fact]
    public void Reductions_are_close_to_the_exact_values_and_the_same_for_all_parts_and_vectors()
    {
        for (int seed = 1; seed <= Seeds; seed++)
        {
            var dice = new Dice(seed);
            int[] shape = Shape(dice);
            uint reduced = (uint)dice.Next(1, (1 << shape.Length) - 1);
            int[] outShape = [.. shape.Select((size, i) => (reduced >> i & 1) != 0 ? 1 : size)];
            using var x = new StridedTensor<float>(dice, shape);
            using var y = new StridedTensor<float>(dice, outShape);
            FloatCheck.Numbers(dice, x.Memory, specials: false);
            double count = (double)x.Count / y.Count;
            byte[]? first = null;
            foreach (int parts in new[] { 1, 2, 3 })
            {
                for (int part = 0; part < parts; part++)
                    Nd.Reduce<PortableKernels, ReduceOps.Mean>(x.Start, x.Strides, y.Start, y.Strides, shape, reduced, part, parts);
                first ??= y.Memory.All.ToArray();
                Assert.True(y.Memory.All.SequenceEqual(first), $"seed {seed}: {parts} parts");
                if (!Avx2.IsSupported)
                    continue;
                for (int part = 0; part < parts; part++)
                    Nd.Reduce<Avx2Kernels, ReduceOps.Mean>(x.Start, x.Strides, y.Start, y.Strides, shape, reduced, part, parts);
                Assert.True(y.Memory.All.SequenceEqual(first), $"seed {seed}: AVX2");
            }
            int[] broadcast = y.Broadcast(shape);
            foreach (int[] o in StridedTensor<float>.Indices(outShape))
            {
                double sum = 0, magnitude = 0;
                foreach (int[] i in StridedTensor<float>.Indices(shape).Where(i => Enumerable.Range(0, i.Length).All(d => outShape[d] == 1 || i[d] == o[d])))
                    (sum, magnitude) = (sum + x[i], magnitude + Math.Abs(x[i]));
                Assert.InRange(y[o], (float)((sum - 1e-5 * magnitude) / count), (float)((sum + 1e-5 * magnitude) / count));
            }
        }
    }

    [Fact]
    public void Softmax_and_ArgMax_work_along_any_axis()
    {
        for (int seed = 1; seed <= Seeds; seed++)
        {
            var dice = new Dice(seed);
            int[] shape = Shape(dice);
            int axis = dice.Next(0, shape.Length - 1);
            bool logarithm = dice.Next(0, 1) == 0, last = dice.Next(0, 1) == 0;
            using var x = new StridedTensor<float>(dice, shape);
            using var y = new StridedTensor<float>(dice, shape);
            FloatCheck.Numbers(dice, x.Memory, specials: false);
            int[] outShape = (int[])shape.Clone();
            outShape[axis] = 1;
            using var best = new StridedTensor<long>(dice, outShape);
            int parts = dice.Next(1, 4);
            float sign = dice.Pick(-1, 1);
            for (int part = 0; part < parts; part++)
            {
                Nd.Softmax<PortableKernels>(x.Start, x.Strides, y.Start, y.Strides, shape, axis, logarithm, part, parts);
                Nd.ArgMax(x.Start, x.Strides, best.Start, best.Strides, shape, axis, last, sign, part, parts);
            }
            foreach (int[] o in StridedTensor<float>.Indices(outShape))
            {
                int[] At(int i)
                {
                    int[] index = (int[])o.Clone();
                    index[axis] = i;
                    return index;
                }
                double[] values = [.. Enumerable.Range(0, shape[axis]).Select(i => (double)x[At(i)])];
                double max = values.Max(), sum = values.Sum(v => Math.Exp(v - max));
                for (int i = 0; i < values.Length; i++)
                {
                    double expected = logarithm ? values[i] - max - Math.Log(sum) : Math.Exp(values[i] - max) / sum;
                    Assert.InRange(y[At(i)], expected - 1e-5 * Math.Max(1, Math.Abs(expected)), expected + 1e-5 * Math.Max(1, Math.Abs(expected)));
                }
                double extreme = sign > 0 ? max : values.Min();
                Assert.Equal(last ? Array.LastIndexOf(values, extreme) : Array.IndexOf(values, extreme), best[o]);
            }
        }
    }

    [Fact]
    public void Gather_and_Pad_follow_the_indices()
    {
        for (int seed = 1; seed <= Seeds; seed++)
        {
            var dice = new Dice(seed);
            int[] shape = Shape(dice);
            int axis = dice.Next(0, shape.Length - 1);
            using var x = new StridedTensor<uint>(dice, shape);
            dice.Activations(x.Memory.All);
            long[] indices = [.. Enumerable.Range(0, dice.Next(1, 5)).Select(_ => (long)dice.Next(-shape[axis], shape[axis] - 1))];
            int[] outShape = (int[])shape.Clone();
            outShape[axis] = indices.Length;
            using var y = new StridedTensor<uint>(dice, outShape);
            Verify(y, dice, (part, parts) => Nd.Gather<PortableKernels, uint>(x.Start, x.Strides, shape, axis, indices, y.Start, y.Strides, part, parts), i =>
            {
                int[] from = (int[])i.Clone();
                from[axis] = (int)(indices[i[axis]] < 0 ? indices[i[axis]] + shape[axis] : indices[i[axis]]);
                return x[from];
            });
            var fill = (PadFill)dice.Next(0, 3);
            int[] before = [.. shape.Select(size => dice.Next(fill == PadFill.Constant ? -(size - 1) : 0, 2))];
            int[] padShape = [.. shape.Select((size, i) => size + before[i] + dice.Next(0, 2))];
            using var z = new StridedTensor<uint>(dice, padShape);
            Verify(z, dice, (part, parts) => Nd.Pad(x.Start, x.Strides, shape, before, fill, 7u, z.Start, z.Strides, padShape, part, parts), i =>
            {
                int[] from = [.. i.Select((at, d) => Mirror(at - before[d], shape[d], fill))];
                return from.Contains(-1) ? 7u : x[from];
            });
        }
    }

    private static int Mirror(int i, int size, PadFill fill)
    {
        while (i < 0 || i >= size)
        {
            if (fill == PadFill.Constant)
                return -1;
            if (fill == PadFill.Edge || size == 1)
                i = Math.Clamp(i, 0, size - 1);
            else if (fill == PadFill.Wrap)
                i += i < 0 ? size : -size;
            else
                i = i < 0 ? -i : 2 * (size - 1) - i;
        }
        return i;
    }

    private static void CheckCopy<T>(int seed)
        where T : unmanaged
    {
        var dice = new Dice(seed);
        int[] shape = Shape(dice);
        using var x = new StridedTensor<T>(dice, shape);
        using var y = new StridedTensor<T>(dice, shape);
        dice.Activations(x.Memory.All);
        Verify(y, dice, (part, parts) => Nd.Copy<PortableKernels, T>(x.Start, x.Strides, y.Start, y.Strides, shape, part, parts), i => x[i]);
        T value = x[new int[shape.Length]];
        Verify(y, dice, (part, parts) => Nd.Fill(value, y.Start, y.Strides, shape, part, parts), _ => value);
    }

    private static int[] Shape(Dice dice)
    {
        var shape = new int[dice.Next(1, 5)];
        for (int i = 0; i < shape.Length; i++)
            shape[i] = dice.Pick(1, 2, 3, dice.Next(1, 9), dice.Next(1, shape.Length switch { 1 => 1500, 2 => 70, 3 => 12, _ => 6 }));
        return shape;
    }

    private static T At<T>(StridedTensor<T> tensor, int[] strides, int[] index)
        where T : unmanaged
    {
        long at = 0;
        for (int i = 0; i < index.Length; i++)
            at += (long)index[i] * strides[i];
        return tensor.Start[at];
    }

    /// <summary>Runs all parts, then checks every element, and that everything between and around them is as it was.</summary>
    private static void Verify<T>(StridedTensor<T> tensor, Dice dice, Action<int, int> run, Func<int[], T> expected, Action? next = null)
        where T : unmanaged
    {
        byte[] before = tensor.Memory.All.ToArray();
        int parts = dice.Next(1, 4);
        for (int part = parts - 1; part >= 0; part--)
            run(part, parts);
        byte[] result = tensor.Memory.All.ToArray();
        foreach (int[] index in StridedTensor<T>.Indices(tensor.Shape))
        {
            Assert.Equal(expected(index), tensor[index]);
            next?.Invoke();
            tensor[index] = default;
        }
        fixed (byte* p = before)
        {
            foreach (int[] index in StridedTensor<T>.Indices(tensor.Shape))
                *(T*)(p + ((byte*)System.Runtime.CompilerServices.Unsafe.AsPointer(ref tensor[index]) - tensor.Memory.Start) + 256) = default;
        }
        Assert.True(tensor.Memory.All.SequenceEqual(before), "something beside the elements was written");
        result.CopyTo(tensor.Memory.All);
    }
}
