#nullable enable
using System;
using System.Runtime.InteropServices;
using YoloGen.Generated;

namespace YoloGen.Kernels.Tests.Checks;

/// <summary>What the float checks share: contents with every kind of number, and comparison of bits in which all NaNs are one.</summary>
internal static unsafe class FloatCheck
{
    private static readonly float[] Specials =
    [
        0f, -0f, 1f, -1f, 0.5f, -0.5f, 1.5f, 2.5f, float.PositiveInfinity, float.NegativeInfinity, float.NaN, float.MaxValue, float.MinValue,
        float.Epsilon, -float.Epsilon, 1e-39f, -1e-39f, 88.7f, 88.8f, -87.3f, -103f, -104f, -1000f, 1000f, 20f, 0.6f, 1e10f, 16777216f, -8388607.5f,
    ];

    [ThreadStatic]
    private static ulong _digest;

    /// <summary>Of all results of this thread since <see cref="StartDigest"/>, to compare between processors.</summary>
    public static ulong Digest => _digest;

    public static void StartDigest() => _digest = 0;

    public static void Run<TKernels>(int seed)
        where TKernels : struct, IKernels
    {
        FloatConvCheck.Run<TKernels>(seed);
        FloatRowCheck.Run<TKernels>(seed);
        FloatPixelCheck.Run<TKernels>(seed);
    }

    /// <summary>Fills with numbers around 1, sometimes with all the special ones among them.</summary>
    public static void Numbers(Dice dice, Buffer buffer, bool specials)
    {
        bool mixed = specials && dice.Next(0, 1) == 0;
        float range = dice.Pick(1, 10, 100);
        foreach (ref float value in MemoryMarshal.Cast<byte, float>(buffer.All))
            value = mixed && dice.Next(0, 3) == 0 ? Specials[dice.Next(0, Specials.Length - 1)] : dice.Float(-range, range);
    }

    /// <summary>The bytes of a buffer with every NaN made the same.</summary>
    public static byte[] Bits(Buffer buffer)
    {
        byte[] bytes = buffer.All.ToArray();
        foreach (ref float value in MemoryMarshal.Cast<byte, float>(bytes.AsSpan()))
        {
            if (float.IsNaN(value))
                value = float.NaN;
        }
        _digest = System.Numerics.BitOperations.RotateLeft(_digest, 7) ^ XxHash64.Compute(bytes);
        return bytes;
    }
}
