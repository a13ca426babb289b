using Xunit;
using YoloGen.Generated;

namespace YoloGen.Kernels.Tests;

/// <summary>The one way from a float to a byte, which the interpreter and every kernel without vectors take; values from docs/arithmetic.md.</summary>
public class RequantizeTests
{
    [Theory]
    [InlineData(0.5f, 100, 100)]
    [InlineData(1.5f, 100, 102)]
    [InlineData(-2.5f, 100, 98)]
    [InlineData(1e30f, 100, 255)]
    [InlineData(float.PositiveInfinity, 100, 255)]
    [InlineData(float.NegativeInfinity, 100, 0)]
    [InlineData(float.NaN, 100, 0)]
    public void Halves_go_to_the_even_byte_and_a_NaN_to_the_lower_limit(float value, int zero, byte expected)
    {
        Assert.Equal(expected, Requantize.Value(value, zero));
        Assert.Equal(expected, Scalar.Quantize(2 * value, 2, zero));
    }

    [Fact]
    public void Limits_are_bytes_of_the_storage_domain()
    {
        Assert.Equal(3, Requantize.Value(float.NaN, 100, 3, 250));
        Assert.Equal(250, Requantize.Sum(1000, 1, 100, 3, 250));
        Assert.Equal(3, Requantize.Sum(-1000, 1, 100, 3, 250));
    }

    [Fact]
    public void A_mean_is_divided_twice_and_the_zero_point_added_before_rounding()
        => Assert.Equal(128 + 4, Requantize.Mean(15, 3, 2, 2, 128));

    [Theory]
    [InlineData(-1f, 1f, 2f / 255, 127)] // 1 / fl(2 / 255) is just below 127.5
    [InlineData(0f, 51f, 0.2f, 0)]
    [InlineData(0f, 0f, 1f, 0)]
    public void A_range_has_a_scale_and_a_byte_for_zero(float low, float high, float scale, byte zero)
    {
        Assert.Equal(scale, Scalar.RangeScale(low, high));
        Assert.Equal(zero, Scalar.RangeZero(low, scale));
    }
}
