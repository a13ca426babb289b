using System;
using Xunit;
using YoloGen.Generated;

namespace YoloGen.Kernels.Tests;

/// <summary>The elementary functions: every width gives the same bits, and these are close to the exact values.</summary>
public unsafe class MathF32Tests
{
    [Fact]
    public void Exp_is_accurate() => Check<UnaryOps.Exp>(Math.Exp, -104f, 88.7f, 1.5);

    [Fact]
    public void Sigmoid_is_accurate() => Check<UnaryOps.Sigmoid>(x => 1 / (1 + Math.Exp(-x)), -87f, 40f, 2.5);

    [Fact]
    public void Tanh_is_accurate() => Check<UnaryOps.Tanh>(Math.Tanh, -12f, 12f, 2);

    [Fact]
    public void Log_is_accurate() => Check<UnaryOps.Log>(Math.Log, 0f, 1e3f, 1.5);

    [Fact]
    public void Softplus_is_accurate() => Check<UnaryOps.Softplus>(x => Math.Max(x, 0) + LogOnePlus(Math.Exp(-Math.Abs(x))), -80f, 80f, 2.5);

    [Fact]
    public void Mish_is_accurate() => Check<UnaryOps.Mish>(x => x * Math.Tanh(Math.Max(x, 0) + LogOnePlus(Math.Exp(-Math.Abs(x)))), -80f, 80f, 4);

    [Fact]
    public void Erf_is_accurate() => Check<UnaryOps.Erf>(Erf, -5f, 5f, 2);

    [Theory]
    [InlineData(4f)]
    [InlineData(1e5f)]
    [InlineData(2e6f)]
    public void Sines_are_accurate(float most)
    {
        Check<UnaryOps.Sin>(Math.Sin, -most, most, 0.52);
        Check<UnaryOps.Cos>(Math.Cos, -most, most, 0.52);
        Check<UnaryOps.Tan>(Math.Tan, -most, most, 0.52);
        Check<UnaryOps.Atan>(Math.Atan, -most, most, 0.52);
    }

    /// <summary>Values from exact arithmetic (pi to 300 places) of the float given, among them one of those nearest to a quarter turn.</summary>
    [Theory]
    [InlineData(1048576f, 0.3304931400217347, 0.943808393901312)]
    [InlineData(10000000f, 0.4205477931907825, -0.9072703861817396)]
    [InlineData(123456792f, -0.9604127276688877, -0.27858103404863527)]
    [InlineData(1e+10f, -0.4875060250875107, 0.873119622676856)]
    [InlineData(8.70000011e+15f, 0.31351972299530073, 0.9495816885834256)]
    [InlineData(1.1529215e+18f, -0.8306492176372546, -0.5567960822766417)]
    [InlineData(1.00000002e+20f, 0.6565766778545903, 0.7542592830701055)]
    [InlineData(6.02000017e+23f, 0.812056823670828, 0.5835783710262451)]
    [InlineData(7.72917892e+28f, 1.0, -1.6147697982476211e-09)]
    [InlineData(3.40282347e+38f, -0.5218765233336585, 0.8530210398303042)]
    public void Sines_of_large_angles(float x, double sine, double cosine)
    {
        Assert.Equal((float)sine, Value<UnaryOps.Sin>(x));
        Assert.Equal((float)-sine, Value<UnaryOps.Sin>(-x));
        Assert.Equal((float)cosine, Value<UnaryOps.Cos>(x));
        Assert.Equal((float)(sine / cosine), Value<UnaryOps.Tan>(x));
    }

    [Fact]
    public void Special_values_follow_IEEE()
    {
        Assert.Equal(-0f, Value<UnaryOps.Sin>(-0f));
        Assert.True(float.IsNegative(Value<UnaryOps.Sin>(-0f)) && float.IsNegative(Value<UnaryOps.Tan>(-0f)) && float.IsNegative(Value<UnaryOps.Atan>(-0f)));
        Assert.Equal((float)(Math.PI / 2), Value<UnaryOps.Atan>(float.PositiveInfinity));
        foreach (float nan in new[] { Value<UnaryOps.Sin>(float.PositiveInfinity), Value<UnaryOps.Cos>(float.NegativeInfinity), Value<UnaryOps.Tan>(float.NaN), Value<UnaryOps.Sin>(float.NaN), Value<UnaryOps.Atan>(float.NaN) })
            Assert.True(float.IsNaN(nan));
        Assert.Equal(0f, Value<UnaryOps.Exp>(float.NegativeInfinity));
        Assert.Equal(float.PositiveInfinity, Value<UnaryOps.Exp>(float.PositiveInfinity));
        Assert.Equal(float.PositiveInfinity, Value<UnaryOps.Exp>(89f));
        Assert.Equal(1f, Value<UnaryOps.Exp>(0f));
        Assert.Equal(float.NegativeInfinity, Value<UnaryOps.Log>(0f));
        Assert.Equal(float.PositiveInfinity, Value<UnaryOps.Log>(float.PositiveInfinity));
        Assert.True(float.IsNaN(Value<UnaryOps.Log>(-1f)));
        Assert.Equal(1f, Value<UnaryOps.Tanh>(float.PositiveInfinity));
        Assert.Equal(1f, Value<UnaryOps.Sigmoid>(float.PositiveInfinity));
        Assert.Equal(0f, Value<UnaryOps.Sigmoid>(float.NegativeInfinity));
        Assert.Equal(float.PositiveInfinity, Value<UnaryOps.Mish>(float.PositiveInfinity));
        foreach (float nan in new[] { Value<UnaryOps.Exp>(float.NaN), Value<UnaryOps.Sigmoid>(float.NaN), Value<UnaryOps.Tanh>(float.NaN), Value<UnaryOps.Log>(float.NaN), Value<UnaryOps.Erf>(float.NaN), Value<UnaryOps.Relu>(float.NaN), Value<UnaryOps.Softplus>(float.NaN), Value<UnaryOps.Mish>(float.NaN) })
            Assert.True(float.IsNaN(nan));
    }

    [Fact]
    public void Pow_agrees_with_the_library()
    {
        var random = new Random(7);
        foreach (float x in new[] { 0f, -0f, 1f, -1f, float.PositiveInfinity, float.NegativeInfinity, float.NaN, 2f, -2f, 0.5f, -0.5f })
        {
            foreach (float y in new[] { 0f, -0f, 1f, -1f, 2f, 3f, -3f, 0.5f, -0.5f, 2.5f, float.PositiveInfinity, float.NegativeInfinity, float.NaN })
                Assert.Equal(MathF.Pow(x, y), PowF32.Pow(x, y));
        }
        for (int i = 0; i < 100_000; i++)
        {
            float x = (float)Math.Exp(random.NextDouble() * 20 - 10), y = (float)(random.NextDouble() * 10 - 5);
            Assert.InRange(Units(PowF32.Pow(x, y), Math.Pow(x, y)), 0, 0.6);
        }
    }

    /// <summary>Every float of a stride through all bit patterns between the limits, and random ones.</summary>
    private static void Check<TOp>(Func<double, double> exact, float least, float greatest, double units)
        where TOp : struct, IUnaryOp
    {
        const int Count = 1 << 20;
        var x = new float[Count];
        var scalar = new float[Count];
        var four = new float[Count];
        var eight = new float[Count];
        var random = new Random(1);
        for (int i = 0; i < Count; i++)
        {
            float any = BitConverter.Int32BitsToSingle((int)(i * 4093L & 0xFFFFFFFF));
            x[i] = any >= least && any <= greatest ? any : least + (float)random.NextDouble() * (greatest - least);
        }
        fixed (float* px = x, p1 = scalar, p4 = four, p8 = eight)
        {
            FloatRows.Unary<Lanes1, TOp>(px, p1, Count, 0.1f, 0.2f);
            FloatRows.Unary<Lanes4, TOp>(px, p4, Count, 0.1f, 0.2f);
            FloatRows.Unary<Lanes8, TOp>(px, p8, Count, 0.1f, 0.2f);
        }
        double worst = 0;
        float at = 0;
        for (int i = 0; i < Count; i++)
        {
            Assert.Equal(BitConverter.SingleToInt32Bits(scalar[i]), BitConverter.SingleToInt32Bits(four[i]));
            Assert.Equal(BitConverter.SingleToInt32Bits(scalar[i]), BitConverter.SingleToInt32Bits(eight[i]));
            double error = Units(scalar[i], exact(x[i]));
            if (error > worst)
                (worst, at) = (error, x[i]);
        }
        Assert.True(worst <= units, $"{worst} units in the last place at {at:r}");
    }

    /// <summary>The distance in units in the last place of the exact value, subnormal ones counted as at the smallest normal number.</summary>
    private static double Units(float found, double exact)
    {
        if (found == exact || (double.IsInfinity((float)exact) && float.IsInfinity(found)))
            return 0;
        double unit = Math.Pow(2, Math.Max(-149, Math.Floor(Math.Log2(Math.Abs(exact))) - 23));
        return Math.Abs(found - exact) / unit;
    }

    private static float Value<TOp>(float x)
        where TOp : struct, IUnaryOp
        => TOp.Apply(new Lanes1(x), new Lanes1(0f), new Lanes1(0f)).Value;

    private static double LogOnePlus(double x) => x < 1e-4 ? x - x * x / 2 + x * x * x / 3 - x * x * x * x / 4 : Math.Log(1 + x);

    /// <summary>The series 2 / sqrt(pi) * e^(-x^2) * sum of 2^n x^(2n+1) / (2n+1)!!, all terms of one sign.</summary>
    private static double Erf(double x)
    {
        double term = x, sum = x;
        for (int n = 1; n < 200; n++)
        {
            term *= 2 * x * x / (2 * n + 1);
            sum += term;
        }
        return 2 / Math.Sqrt(Math.PI) * Math.Exp(-x * x) * sum;
    }
}
