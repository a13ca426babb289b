using Xunit;
using YoloGen.Plans;

namespace YoloGen.Compiler.Tests.Planning;

/// <summary>Where the compiler says that a mean of bytes is one product, the product has the bytes of the chain of floats that docs/arithmetic.md defines.</summary>
public class AverageFactorTests
{
    [Fact]
    public void Products_have_the_bytes_of_the_chain()
    {
        var random = new Random(7);
        int found = 0;
        for (int round = 0; round < 400; round++)
        {
            bool signed = random.Next(2) == 0;
            int taps = random.Next(1, 5) * random.Next(1, 4);
            var layer = new QAveragePoolLayer
            {
                InputScale = (float)Math.Exp((random.NextDouble() * 6) - 6),
                InputZero = random.Next(3) == 0 ? 0 : random.Next(256),
                OutputScale = (float)Math.Exp((random.NextDouble() * 6) - 6),
                OutputZero = signed ? random.Next(-128, 128) : random.Next(256),
                Shift = signed ? 128 : 0,
            };
            if (AverageFactor.Find(layer, taps) is not { } factor)
            {
                continue;
            }

            found++;
            for (int window = 0; window < 3000; window++)
            {
                // Bytes near each other, far from each other, and at the ends: the chain's error depends on them.
                int middle = random.Next(256), spread = random.Next(3) switch { 0 => 3, 1 => 60, _ => 512 };
                int[] bytes = [.. Enumerable.Range(0, taps).Select(_ => Math.Clamp(middle + random.Next(-spread, spread + 1), 0, 255))];
                Assert.Equal(Chain(layer, bytes), Product(layer, bytes, factor));
            }
        }

        Assert.InRange(found, 100, 399); // some scales have none
    }

    [Fact]
    public void Means_that_lie_between_two_bytes_have_no_factor()
    {
        // A quarter of a sum of four bytes of the same scale ends in a half for every fourth sum: the chain's last bits decide.
        Assert.Null(AverageFactor.Find(new QAveragePoolLayer { InputScale = 0.1f, OutputScale = 0.1f, InputZero = 7, OutputZero = 7 }, 4));
        Assert.NotNull(AverageFactor.Find(new QAveragePoolLayer { InputScale = 0.1f, OutputScale = 0.1f, InputZero = 7, OutputZero = 7 }, 3));
    }

    /// <summary>Below the least normal float a rounding is not relative to the number, and a sum of large scales is infinite.</summary>
    [Theory]
    [InlineData(1.4e-45f, 1.4e-45f)]
    [InlineData(3e-39f, 2e-39f)]
    [InlineData(3e37f, 2e37f)]
    public void Scales_at_the_ends_of_the_range_have_no_factor(float input, float output)
        => Assert.Null(AverageFactor.Find(new QAveragePoolLayer { InputScale = input, OutputScale = output }, 3));

    private static int Chain(QAveragePoolLayer layer, int[] bytes)
    {
        float sum = 0;
        foreach (int b in bytes)
        {
            sum += layer.InputScale * (b - layer.InputZero);
        }

        float mean = sum / bytes.Length, scaled = mean / layer.OutputScale;
        return (int)Math.Clamp(MathF.Round(scaled + layer.OutputZero, MidpointRounding.ToEven) + layer.Shift, 0, 255);
    }

    private static int Product(QAveragePoolLayer layer, int[] bytes, float factor)
    {
        int sum = bytes.Sum(b => b - layer.InputZero);
        return (int)Math.Clamp(MathF.Round(sum * factor, MidpointRounding.ToEven) + layer.OutputZero + layer.Shift, 0, 255);
    }
}
