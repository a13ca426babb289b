using System.Numerics;
using Xunit;
using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;
using YoloGen.Compiler.Planning;

namespace YoloGen.Compiler.Tests.Import;

/// <summary>The nearest element comes from the exact coordinate, not from a float near it.</summary>
public class ResizeNearestTests
{
    [Theory]
    [InlineData("half_pixel", "round_prefer_ceil", 20, 6, new[] { 1, 5, 8, 11, 15, 18 })] // 7/6 9/2 47/6 67/6 29/2 107/6
    [InlineData("half_pixel", "round_prefer_floor", 20, 6, new[] { 1, 4, 8, 11, 14, 18 })]
    [InlineData("asymmetric", "floor", 15, 4, new[] { 0, 3, 7, 11 })] // 0 15/4 15/2 45/4
    [InlineData("asymmetric", "round_prefer_ceil", 15, 4, new[] { 0, 4, 8, 11 })]
    [InlineData("asymmetric", "round_prefer_floor", 15, 4, new[] { 0, 4, 7, 11 })]
    [InlineData("asymmetric", "floor", 14, 4, new[] { 0, 3, 7, 10 })] // 7/2 is in floats 2 / (4f / 14) = 6.9999995 at 2
    [InlineData("asymmetric", "ceil", 14, 4, new[] { 0, 4, 7, 11 })]
    [InlineData("half_pixel", "floor", 7, 1, new[] { 3 })]
    [InlineData("half_pixel", "round_prefer_ceil", 14, 1, new[] { 7 })]
    [InlineData("align_corners", "round_prefer_floor", 7, 4, new[] { 0, 2, 4, 6 })]
    [InlineData("align_corners", "round_prefer_ceil", 6, 3, new[] { 0, 3, 5 })] // 0 5/2 5
    [InlineData("pytorch_half_pixel", "round_prefer_ceil", 20, 1, new[] { 0 })]
    public void Picks_the_exact_neighbour(string coordinates, string nearest, int size, int count, int[] expected)
    {
        var x = new TensorData(Shape.Of(1, 1, 1, size), [.. Enumerable.Range(0, size).Select(i => (float)i)]);
        foreach (bool sizes in (bool[])[true, false])
        {
            OneNode node = new OneNode("Resize", 19).In(x).None();
            node = sizes ? node.None().Const(1L, 1L, 1L, count) : node.Const(1f, 1f, 1f, (float)count / size);
            NetworkGraph graph = node.Attr("mode", "nearest").Attr("coordinate_transformation_mode", coordinates).Attr("nearest_mode", nearest).Import();
            Assert.Equal(expected, Compiler.Interpreter.Interpreter.Run(graph, new Dictionary<string, TensorData> { ["x0"] = x })["y0"].Floats.Select(v => (int)v));
        }
    }

    /// <summary>With halves, where ONNX Runtime 1.31.1 is exact too, both agree on every pair of sizes.</summary>
    [Theory]
    [InlineData("half_pixel", "round_prefer_floor")]
    [InlineData("asymmetric", "round_prefer_floor")]
    [InlineData("align_corners", "floor")]
    public void As_ONNX_Runtime(string coordinates, string nearest)
    {
        for (int size = 1; size < 30; size += 3)
        {
            for (int count = 1; count < 40; count += 2)
            {
                new OneNode("Resize", 19).In(1, 1, 1, size).None().None().Const(1L, 1L, 1L, count)
                    .Attr("mode", "nearest").Attr("coordinate_transformation_mode", coordinates).Attr("nearest_mode", nearest).SameAsOrt();
            }
        }
    }

    /// <summary>A scale that is no quotient of whole sizes: 1.7 means 17/10, so that 5 pixels become 8 and output 8 would lie at 80/17.</summary>
    [Theory]
    [InlineData(1.7f, 17, 10)]
    [InlineData(0.3f, 3, 10)]
    [InlineData(2f, 2, 1)]
    [InlineData(1f / 3, 1, 3)]
    [InlineData(640f / 427, 640, 427)]
    [InlineData(3.1415927f, 93343, 29712)]
    public void A_scale_is_the_simplest_fraction(float scale, int dividend, int divisor)
    {
        (BigInteger p, BigInteger q) = ExactCoordinate.Simplest(scale);
        Assert.Equal((dividend, divisor), ((int)p, (int)q));
        Assert.Equal(scale, (float)((double)p / (double)q));
    }

    [Theory]
    [InlineData(1e-30f)]
    [InlineData(float.MaxValue)]
    [InlineData(float.Epsilon)]
    public void Any_scale_is_a_fraction(float scale)
    {
        (BigInteger p, BigInteger q) = ExactCoordinate.Simplest(scale);
        Assert.InRange((double)p / (double)q / scale, 1 - 1e-7, scale < 1e-40f ? 2 : 1 + 1e-7);
    }

    /// <summary>Output size 8 of 5 * 1.7 = 8.5: half_pixel_symmetric adds 5/2 * (1 - 8 / (17/2)) = 5/34.</summary>
    [Fact]
    public void Symmetric_coordinates_are_exact()
    {
        var op = new Resize(ResizeMode.Nearest, CoordinateMode.HalfPixelSymmetric, NearestMode.Floor, [1.7f]);
        (BigInteger x, BigInteger divisor) = ExactCoordinate.Of(op, 0, 0, 5, 8);
        Assert.Equal(((5.0 / 34) + (5.0 / 17) - 0.5), (double)x / (double)divisor, 12);
    }
}
