using Xunit;
using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Tests.Import;

namespace YoloGen.Compiler.Tests.Interpreter;

/// <summary>QLinearAdd where the roundings of its constant part decide the result: cases that random parameters rarely meet.</summary>
public sealed class QuantizedAdditionTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_last_bit_decides(bool swapped)
    {
        var random = new Random(3);
        int found = 0;
        for (int i = 0; i < 4000 && found < 20; i++)
        {
            float sa = Scale(random), sb = Scale(random), sc = Scale(random), ra = sa / sc, rb = sb / sc;
            byte za = (byte)random.Next(256), zb = (byte)random.Next(256), zc = (byte)random.Next(256);
            float productA = ra * za, productB = rb * zb, plain = zc - (productA + productB), fused = zc - MathF.FusedMultiplyAdd(ra, za, productB);
            if (plain == fused || Find(ra, rb, plain, fused) is not { } pair)
            {
                continue;
            }

            (byte a, byte b) = pair;

            found++;
            TensorData one = new(Shape.Of(1), new[] { a }), many = new(Shape.Of(9), [.. Enumerable.Repeat(b, 9)]);
            TensorData first = swapped ? one : new TensorData(Shape.Of(9), [.. Enumerable.Repeat(a, 9)]);
            new OneNode("com.microsoft:QLinearAdd").In(first).Scalar(sa).Scalar(za).In(many).Scalar(sb).Scalar(zb).Scalar(sc).Scalar(zc).SameAsOrt();
        }

        Assert.True(found > 10, $"{found} cases");
    }

    private static float Scale(Random random) => (float)Math.Exp((random.NextDouble() * 6) - 6);

    /// <summary>Bytes for which the two constants give different results.</summary>
    private static (byte A, byte B)? Find(float ra, float rb, float one, float other)
    {
        for (int i = 0; i < 65536; i++)
        {
            (byte a, byte b) = ((byte)i, (byte)(i >> 8));
            if (Round(a, b, ra, rb, one) != Round(a, b, ra, rb, other))
            {
                return (a, b);
            }
        }

        return null;
    }

    private static int Round(byte a, byte b, float ra, float rb, float constant)
        => (int)Math.Clamp(MathF.Round(MathF.FusedMultiplyAdd(a, ra, MathF.FusedMultiplyAdd(b, rb, constant))), 0, 255);
}
