using Xunit;
using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Tests.Import;

namespace YoloGen.Compiler.Tests.Interpreter;

/// <summary>QLinearAdd with parameters and bytes for which one rounding, fused or not, in its constant part decides the result.</summary>
public sealed class QLinearAddBitTests
{
    /// <param name="scalar">Whether A is one value for all of B, which exchanges the operands.</param>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_last_bit_is_ONNX_Runtimes(bool scalar)
    {
        var random = new Random(3);
        int found = 0;
        for (int i = 0; i < 4000 && found < 20; i++)
        {
            float sa = Scale(random), sb = Scale(random), sc = Scale(random), ra = sa / sc, rb = sb / sc;
            byte za = (byte)random.Next(256), zb = (byte)random.Next(256), zc = (byte)random.Next(256);
            float productA = ra * za, productB = rb * zb;
            float[] constants = [zc - (productA + productB), zc - MathF.FusedMultiplyAdd(ra, za, productB), zc - MathF.FusedMultiplyAdd(rb, zb, productA)];
            if (constants.Distinct().Count() == 1 || Find(ra, rb, constants) is not { } pair)
            {
                continue;
            }

            found++;
            TensorData a = new(Shape.Of(scalar ? 1 : 9), [.. Enumerable.Repeat(pair.A, scalar ? 1 : 9)]), b = new(Shape.Of(9), [.. Enumerable.Repeat(pair.B, 9)]);
            new OneNode("com.microsoft:QLinearAdd").In(a).Scalar(sa).Scalar(za).In(b).Scalar(sb).Scalar(zb).Scalar(sc).Scalar(zc).SameAsOrt();
        }

        Assert.True(found > 10, $"{found} cases");
    }

    private static float Scale(Random random) => (float)Math.Exp((random.NextDouble() * 6) - 6);

    /// <summary>Bytes for which the constants give different results.</summary>
    private static (byte A, byte B)? Find(float ra, float rb, float[] constants)
    {
        for (int i = 0; i < 65536; i++)
        {
            (byte a, byte b) = ((byte)i, (byte)(i >> 8));
            int first = Round(a, b, ra, rb, constants[0]);
            if (first != Round(a, b, ra, rb, constants[1]) || first != Round(a, b, ra, rb, constants[2]))
            {
                return (a, b);
            }
        }

        return null;
    }

    private static int Round(byte a, byte b, float ra, float rb, float constant)
        => (int)Math.Clamp(MathF.Round(MathF.FusedMultiplyAdd(a, ra, MathF.FusedMultiplyAdd(b, rb, constant))), 0, 255);
}
