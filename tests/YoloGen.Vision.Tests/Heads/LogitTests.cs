using CsCheck;
using Xunit;
using YoloGen.Generated;

namespace YoloGen.Vision.Tests.Heads;

/// <summary>Comparing before the sigmoid decides what comparing behind it decides.</summary>
public sealed class LogitTests
{
    [Fact]
    public void A_number_is_from_the_least_on_where_its_sigmoid_is_above_the_score()
        => Gen.Select(Gen.Float[0, 1], Gen.Float[-30, 30], Gen.Int).Sample((score, value, seed) =>
        {
            float least = HeadMath.LogitAbove(score), near = least;
            Check(score, least, value);
            Check(score, least, BitConverter.Int32BitsToSingle(seed));
            for (int i = 0; i < 100; i++)
                near = MathF.BitDecrement(near);
            for (int i = 0; i < 200; i++, near = MathF.BitIncrement(near))
                Check(score, least, near);
        }, iter: 2000);

    [Theory]
    [InlineData(0f)]
    [InlineData(1e-40f)]
    [InlineData(0.001f)]
    [InlineData(0.25f)]
    [InlineData(0.35f)]
    [InlineData(0.5f)]
    [InlineData(0.42f)]
    [InlineData(0.99999994f)]
    [InlineData(1f)]
    [InlineData(-1f)]
    [InlineData(float.NegativeInfinity)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NaN)]
    public void Ends_of_the_range_and_usual_scores(float score)
    {
        float least = HeadMath.LogitAbove(score);
        foreach (float value in new[] { float.NegativeInfinity, float.MinValue, -104, -103, -88, -1, -1e-30f, -0f, 0, 1e-30f, 1, 16, 17, 18, 88, float.MaxValue, float.PositiveInfinity, float.NaN })
            Check(score, least, value);
    }

    /// <summary>Half is the sigmoid of 0: the least number above it is the first that is rounded up from a half.</summary>
    [Fact]
    public void The_least_number_above_a_half_is_a_step_of_the_sigmoid_from_zero()
        => Assert.Equal(4 * MathF.ScaleB(1, -25), HeadMath.LogitAbove(0.5f), MathF.ScaleB(1, -40));

    private static void Check(float score, float least, float value)
        => Assert.True(value >= least == HeadMath.Sigmoid(value) > score, $"{value:R} from {least:R}, its sigmoid {HeadMath.Sigmoid(value):R} above {score:R}");
}
