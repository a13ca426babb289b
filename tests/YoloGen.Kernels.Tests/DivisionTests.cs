#nullable enable
using System;
using System.Collections.Generic;
using System.Linq;
using Xunit;
using YoloGen.Generated;

namespace YoloGen.Kernels.Tests;

/// <summary>Quantizing by a reciprocal gives the bytes of a true division, ties and their neighbours above all.</summary>
public sealed unsafe class DivisionTests
{
    public static TheoryData<float> Scales()
    {
        var random = new Random(5);
        TheoryData<float> data = [1f / 255, 1f, 0.1f, 3f, 8.6736174e-19f, 1.1529215e18f, 1e-30f, 1e30f, 1e-40f, float.MaxValue, float.Epsilon];

        // Mantissas of ones only are the hard case of the theorem.
        foreach (int bits in new[] { 0x3f7fffff, 0x3b7fffff, 0x3fffffff, 0x3f800001, 0x41ffffff })
        {
            data.Add(BitConverter.Int32BitsToSingle(bits));
        }

        for (int i = 0; i < 60; i++)
        {
            data.Add(BitConverter.Int32BitsToSingle(random.Next(0x30000000, 0x50000000)));
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Scales))]
    public void Bytes_are_those_of_a_true_division(float scale)
    {
        float[] values = [.. Values(scale)];
        foreach (int zero in new[] { 0, 7, 128, 255 })
        {
            byte[] expected = [.. values.Select(v => Byte(v, scale, zero))], found = new byte[values.Length];
            fixed (float* x = values)
            fixed (byte* y = found)
            {
                Row<PortableKernels>(x, y, values.Length, scale, zero);
                Compare(values, expected, found, scale);
                if (IsaSelection.IsSupported(Isa.Avx2))
                {
                    Array.Clear(found);
                    Row<Avx2Kernels>(x, y, values.Length, scale, zero);
                    Compare(values, expected, found, scale);
                }
            }
        }
    }

    private static void Row<K>(float* x, byte* y, int count, float scale, int zero)
        where K : struct, IKernels => K.QuantizeRow(x, y, count, scale, zero);

    private static void Compare(float[] values, byte[] expected, byte[] found, float scale)
    {
        int at = expected.AsSpan().CommonPrefixLength(found);
        Assert.True(at == found.Length, at == found.Length ? "" : $"{values[at]:R} / {scale:R} gives {found[at]} instead of {expected[at]}");
    }

    /// <summary>The definition, in scalar code of its own: quotient in single precision, round half to even, saturate; a NaN becomes 0.</summary>
    private static byte Byte(float value, float scale, int zero)
    {
        float quotient = value / scale;
        return float.IsNaN(quotient) ? (byte)0 : (byte)Math.Clamp(Math.Round((double)quotient, MidpointRounding.ToEven) + zero, 0, 255);
    }

    /// <summary>Each half and whole step from beyond one end to beyond the other, with the floats around it.</summary>
    private static IEnumerable<float> Values(float scale)
    {
        float[] special = [0, -0f, float.NaN, float.PositiveInfinity, float.NegativeInfinity, float.MaxValue, float.MinValue, float.Epsilon, -float.Epsilon, 1e30f, -1e-30f];
        foreach (float v in special)
        {
            yield return v;
        }

        for (int half = -530; half <= 530; half++)
        {
            float middle = (float)(half * 0.5 * scale);
            int bits = BitConverter.SingleToInt32Bits(middle);
            for (int step = -6; step <= 6; step++)
            {
                yield return BitConverter.Int32BitsToSingle(bits + step);
            }
        }
    }
}
