using Xunit;
using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;
using YoloGen.Quantization.Choice;
using YoloGen.Quantization.Rewriting;

namespace YoloGen.Quantization.Tests;

public sealed class WeightQuantizerTests
{
    [Fact]
    public void Each_channel_uses_all_of_minus_127_to_127()
    {
        var weights = new TensorData(Shape.Of(2, 3), [0.5f, -1f, 0.25f, 0.001f, 0.002f, -0.004f]);
        (TensorData bytes, QuantParams p) = WeightQuantizer.Run(weights, 0, []);
        Assert.Equal([64, -127, 32, 32, 64, -127], bytes.SBytes.Select(b => (int)b));
        Assert.Equal([1f / 127, 0.004f / 127], p.Scales.Select(s => s), (a, b) => MathF.Abs(a - b) < 1e-9f);

        (TensorData second, _) = WeightQuantizer.Run(weights, 1, []);
        Assert.Equal([127, -127, 127], second.SBytes.Take(3).Select(b => (int)b));
    }

    [Fact]
    public void A_large_bias_widens_its_channel_and_a_zero_channel_keeps_a_fine_scale()
    {
        var weights = new TensorData(Shape.Of(2, 1), [1e-6f, 0f]);
        float x = 1e-4f;
        (_, QuantParams p) = WeightQuantizer.Run(weights, 0, [(x, [1000f, 0.5f])]);
        Assert.InRange(Math.Abs((double)WeightQuantizer.Bias(1000f, x * p.Scales[0])), 1 << 28, 1 << 29);
        Assert.InRange(WeightQuantizer.Bias(0.5f, x * p.Scales[1]) * (x * p.Scales[1]), 0.4999f, 0.5001f);
    }

    [Theory]
    [InlineData(ElementType.UInt8)]
    [InlineData(ElementType.Int8)]
    public void Zero_is_exact_and_limits_are_kept(ElementType type)
    {
        int lowest = type == ElementType.Int8 ? -128 : 0;
        Assert.Equal(new QuantParams(type, 1f, lowest), ParameterTable.FromRange(ValueRange.Zero, type));
        QuantParams relu6 = ParameterTable.FromRange(new ValueRange(0, 6), type, 6);
        Assert.Equal(lowest, relu6.ZeroPoint);
        Assert.True(relu6.Scale * 255 <= 6);
        QuantParams negative = ParameterTable.FromRange(new ValueRange(-3, 0), type);
        Assert.Equal(lowest + 255, negative.ZeroPoint);
    }

    [Fact]
    public void Ranges_widen_and_keep_what_is_not_a_number()
    {
        float[] values = [.. Enumerable.Range(0, 37).Select(i => i - 20f)];
        Assert.Equal(new ValueRange(-20, 16), ValueRange.Zero.Union(values));
        values[3] = float.NaN;
        Assert.True(float.IsNaN(ValueRange.Zero.Union(values).Min));
    }
}
