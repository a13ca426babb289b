using Xunit;
using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;
using YoloGen.Quantization.Reconstruction;

namespace YoloGen.Quantization.Tests;

public sealed class WeightRoundingTests
{
    private const int Channels = 4;

    [Fact]
    public void Moments_are_those_of_the_windows_padding_included()
    {
        var x = new Tensor("x", ElementType.Float32, Shape.Of(1, 1, 2, 2));
        var moments = new PatchMoments(Convolution(x, new float[9], 3, pad: 1));
        moments.Add([1, 2, 3, 4], positions: 4);

        // The centre meets all four values; the tap at the upper left only the first, from the lower right position.
        Assert.Equal(2.5, moments.Mean(0, 4));
        Assert.Equal(0.25, moments.Mean(0, 0));
        Assert.Equal((1.0, 0.25), (moments.Present(4), moments.Present(0)));
        float[] products = moments.Products[0];
        Assert.Equal(30f, products[(4 * 9) + 4]);

        // Centre times left of it: 2*1 + 4*3.
        Assert.Equal(14f, products[(4 * 9) + 3]);
    }

    [Fact]
    public void The_factor_is_triangular_and_gives_the_products_back()
    {
        float[] lower = [4, 0, 0, 1, 3, 0, 0.5f, 2, 9];
        int[] order = [2, 0, 1];
        double[] r = TriangularFactor.Of(lower, order)!;
        double damping = 0.01 * 16 / 3;
        for (int i = 0; i < 3; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                double product = Enumerable.Range(0, 3).Sum(k => r[(i * 3) + k] * r[(j * 3) + k]);
                (int a, int b) = (Math.Max(order[i], order[j]), Math.Min(order[i], order[j]));
                Assert.Equal(lower[(a * 3) + b] + (i == j ? damping : 0), product, 1e-9);
                Assert.True(i == j || r[(i * 3) + j] == 0);
            }
        }

        Assert.Null(TriangularFactor.Of(new float[9], order));
    }

    [Fact]
    public void Weights_that_meet_the_same_values_make_up_for_each_other()
    {
        // Four channels that are always equal: only the sum of their weights matters, and each is 0.4 steps above a byte.
        var x = new Tensor("x", ElementType.Float32, Shape.Of(1, Channels, 1, 64));
        float[] weights = [.. Enumerable.Range(0, Channels).Select(c => 10.4f + c)];
        Node node = Convolution(x, weights, 1, pad: 0);
        var moments = new PatchMoments(node);
        float[] wave = [.. Enumerable.Range(0, 64).Select(i => (i * 29 % 64) - 20f)];
        moments.Add([.. wave, .. wave, .. wave, .. wave], positions: 64);
        sbyte[] nearest = [10, 11, 12, 13];
        sbyte[] rounded = WeightRounding.Round(node.Input(1).Constant!, nearest, [1f], moments);

        // 10.4 + 11.4 + 12.4 + 13.4 = 47.6: the nearest bytes give 46.
        Assert.Equal(48, rounded.Sum(b => b));
        Assert.All(rounded.Zip(nearest), p => Assert.InRange(p.First - p.Second, 0, 1));
    }

    [Fact]
    public void Values_that_have_nothing_to_do_with_each_other_keep_the_nearest_bytes()
    {
        var x = new Tensor("x", ElementType.Float32, Shape.Of(1, Channels, 1, Channels));
        Node node = Convolution(x, [10.4f, -3.3f, 126.9f, -127], 1, pad: 0);
        var moments = new PatchMoments(node);
        float[] unit = new float[Channels * Channels];
        for (int c = 0; c < Channels; c++)
        {
            unit[(c * Channels) + c] = 5;
        }

        moments.Add(unit, positions: Channels);
        Assert.Equal(new sbyte[] { 10, -3, 127, -127 }, WeightRounding.Round(node.Input(1).Constant!, [10, -3, 127, -127], [1f], moments));
    }

    private static Node Convolution(Tensor x, float[] weights, int kernel, int pad)
    {
        int channels = x.Shape[1];
        var w = new Tensor("w", new TensorData(Shape.Of(1, channels, kernel, kernel), weights));
        return new Node("c", new Conv(new Window2D(kernel, kernel, 1, 1, 1, 1, pad, pad, pad, pad), 1), [x, w], [new Tensor("y", ElementType.Float32, Shape.Of(1, 1, x.Shape[2], x.Shape[3]))]);
    }
}
