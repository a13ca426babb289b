using Xunit;
using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;
using YoloGen.Quantization.Calibration;
using YoloGen.Quantization.Choice;
using YoloGen.Quantization.Keeping;

namespace YoloGen.Quantization.Tests;

public sealed class RangeTests
{
    [Fact]
    public void What_Silu_flattens_is_cut_off_and_nothing_else()
    {
        var network = new SmallNetwork();
        Tensor sum = network.Scaled("sum", network.Photo, 1, 1, 1);
        NetworkGraph graph = network.Graph(network.Scaled("next", network.Silu("silu", sum), 1));
        QuantizedTensors tensors = QuantizedTensors.Choose(graph);
        Histogram histogram = Of(new ValueRange(-128, 8), Enumerable.Range(0, 13_600).Select(i => -128 + (i / 100f)));
        double[] silu = RangeSelection.FunctionOf(tensors, sum, histogram)!;
        for (int bin = 0; bin < Histogram.Bins; bin++)
        {
            double x = histogram.Center(bin);
            Assert.Equal(x / (1 + Math.Exp(-x)), silu[bin], 1e-5);
        }

        ValueRange seen = RangeChooser.Choose(histogram, RangeMethod.SquaredError, silu);
        Assert.InRange(seen.Min, -12, -3);
        Assert.InRange(seen.Max, 7.5f, 8);
        Assert.InRange(RangeChooser.Choose(histogram, RangeMethod.SquaredError).Min, -128, -115);
        Assert.Equal(new ValueRange(-128, 8), RangeChooser.Choose(histogram, RangeMethod.MinMax, silu));
    }

    [Fact]
    public void A_tensor_that_two_read_is_seen_as_it_is()
    {
        var network = new SmallNetwork();
        Tensor sum = network.Scaled("sum", network.Photo, 1, 1, 1);
        NetworkGraph graph = network.Graph(network.Scaled("next", network.Silu("silu", sum), 1), network.Scaled("other", sum, 1));
        Assert.Null(RangeSelection.FunctionOf(QuantizedTensors.Choose(graph), sum, Of(new ValueRange(-1, 1), [0f])));
    }

    [Theory]
    [InlineData(RangeMethod.SquaredError)]
    [InlineData(RangeMethod.Percentile)]
    [InlineData(RangeMethod.Entropy)]
    public void One_value_far_out_does_not_make_the_step(RangeMethod method)
    {
        Histogram histogram = Of(new ValueRange(0, 8), [.. Enumerable.Range(0, 1_000_000).Select(i => i / 1e6f * (i / 1e6f)), 8f]);
        ValueRange chosen = RangeChooser.Choose(histogram, method);
        Assert.Equal(0, chosen.Min);
        Assert.InRange(chosen.Max, 0.9f, 4f);
        Assert.InRange(histogram.ShareOutside(chosen), 1e-7, 0.01);
        Assert.Equal(0, histogram.ShareOutside(histogram.Range));
    }

    [Fact]
    public void A_channel_within_one_step_of_the_scale_has_lost_all()
    {
        // Channel 0 reaches 127, channel 1 stays below half a step of 127 / 255: all its bytes are 0.
        var tensor = new Tensor("t", ElementType.Float32, Shape.Of(1, 2, 1, 1000));
        float[] values = [.. Enumerable.Range(0, 1000).Select(i => i * 0.127f), .. Enumerable.Range(0, 1000).Select(i => i * 0.0002f)];
        var range = new ValueRange(0, 127);
        Histogram histogram = Of(range, values);
        var noise = new ChannelNoise(tensor, histogram, ParameterTable.FromRange(range, ElementType.UInt8), null);
        noise.Add(values);
        Assert.InRange(noise.Mean(), 0.5, 0.501);
    }

    private static Histogram Of(ValueRange range, IEnumerable<float> values)
    {
        var histogram = new Histogram(range);
        histogram.Add(values.ToArray());
        return histogram;
    }
}
