using Xunit;
using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;
using YoloGen.Compiler.Tests.Import;

namespace YoloGen.Compiler.Tests.Planning;

/// <summary>Cubic Resize over every coordinate mode, with and without weights outside, as ONNX Runtime, and emitted as interpreted.</summary>
public class CubicResizeTests
{
    [Theory]
    [InlineData("half_pixel", 0, -0.75f)]
    [InlineData("half_pixel", 1, -0.5f)]
    [InlineData("pytorch_half_pixel", 0, -0.5f)]
    [InlineData("asymmetric", 0, -0.75f)]
    [InlineData("asymmetric", 1, -0.75f)]
    [InlineData("align_corners", 0, -0.75f)]
    [InlineData("align_corners", 1, -0.6f)]
    [InlineData("half_pixel_symmetric", 0, -0.75f)]
    public void As_ONNX_Runtime(string coordinates, int exclude, float coefficient)
    {
        foreach ((long height, long width) in ((long, long)[])[(10, 10), (3, 4), (7, 9), (1, 13), (14, 2)])
        {
            new OneNode("Resize", 19).In(1, 2, 7, 4).None().None().Const(1L, 2L, height, width)
                .Attr("mode", "cubic").Attr("coordinate_transformation_mode", coordinates).Attr("exclude_outside", exclude).Attr("cubic_coeff_a", coefficient).SameAsOrt();
        }
    }

    [Fact]
    public void Emitted_as_interpreted()
    {
        var b = new GraphBuilder(11);
        Tensor x = b.Input(2, 11, 7, 4);
        foreach (CoordinateMode mode in Enum.GetValues<CoordinateMode>())
        {
            foreach ((int height, int width) in ((int, int)[])[(10, 10), (3, 9), (7, 4), (1, 2)])
            {
                b.Output(b.Add(
                    new Resize(ResizeMode.Cubic, mode, NearestMode.Floor, [1, 1, height / 7f, width / 4f], mode == CoordinateMode.Asymmetric ? -0.5f : -0.75f, ExcludeOutside: height == 3),
                    ElementType.Float32, [2, 11, height, width], x));
            }
        }

        // A border for a convolution behind it.
        Tensor larger = b.Add(new Resize(ResizeMode.Cubic, CoordinateMode.HalfPixel, NearestMode.Floor, [1, 1, 2, 2]), ElementType.Float32, [2, 11, 14, 8], x);
        b.Output(b.Conv(larger, 5, GraphBuilder.Window(3, 1, 1)));
        EmittedCheck.Run(b);
    }
}
