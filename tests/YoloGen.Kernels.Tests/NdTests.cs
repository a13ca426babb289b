using System;
using System.Linq;
using Xunit;
using YoloGen.Generated;
using YoloGen.Kernels.Tests.Checks;
using Buffer = YoloGen.Kernels.Tests.Checks.Buffer;

namespace YoloGen.Kernels.Tests;

/// <summary>Copies between strided tensors against loops over indices; any number of parts, any order of dimensions; nothing written beside.</summary>
public unsafe class NdTests
{
    private const int Seeds = 400;

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
    public void Slices_are_picked_by_index()
    {
        for (int seed = 1; seed <= Seeds; seed++)
        {
            var dice = new Dice(seed);
            int[] shape = Shape(dice);
            int axis = dice.Next(0, shape.Length - 1), size = shape[axis];
            using var x = new StridedTensor<uint>(dice, shape);
            dice.Activations(x.Memory.All);
            long[] indices = [.. Enumerable.Range(0, dice.Next(1, 5)).Select(_ => (long)dice.Next(-2 * size, 2 * size))];
            int[] picks = [.. indices.Select(i => (int)Math.Clamp(i, -1, size - 1))];
            int[] outShape = (int[])shape.Clone();
            outShape[axis] = indices.Length;
            using var y = new StridedTensor<uint>(dice, outShape);
            uint Element(int[] index, long at)
            {
                int[] from = (int[])index.Clone();
                from[axis] = (int)at;
                return x[from];
            }
            fixed (long* run = indices)
            fixed (int* pick = picks)
            {
                var (runTime, constant) = ((nint)run, (nint)pick);
                Verify(y, dice, (part, parts) => Nd.Gather<PortableKernels, uint, long>(x.Start, x.Strides, y.Start, y.Strides, outShape, axis, size, (long*)runTime, 1, part, parts),
                    i => Element(i, Math.Clamp(indices[i[axis]] < 0 ? indices[i[axis]] + size : indices[i[axis]], 0, size - 1)));
                Verify(y, dice, (part, parts) => Nd.Pick<PortableKernels, uint>(x.Start, x.Strides, y.Start, y.Strides, outShape, axis, (int*)constant, 7u, part, parts),
                    i => picks[i[axis]] < 0 ? 7u : Element(i, picks[i[axis]]));
            }
        }
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

    /// <summary>Runs all parts, then checks every element, and that everything between and around them is as it was.</summary>
    private static void Verify<T>(StridedTensor<T> tensor, Dice dice, Action<int, int> run, Func<int[], T> expected)
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
