using Xunit;
using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Import;
using YoloGen.Onnx;
using YoloGen.Verification.Reference;

namespace YoloGen.Fuzz.Tests;

/// <summary>Faults of ONNX Runtime that <see cref="Checks.KnownFaults"/> leaves out: each shown with the right value beside it.</summary>
public sealed class KnownFaultTests
{
    /// <summary>
    /// Of 2 to 20 elements to as many sizes, half_pixel_symmetric and floor: element floor(((2i + 1) * size - count) / (2 * count)), since sizes leave
    /// nothing to adjust. ONNX Runtime's coordinate in single precision falls below whole numbers and takes the element before.
    /// </summary>
    [Fact]
    public void ONNX_Runtime_misses_whole_coordinates_of_half_pixel_symmetric()
    {
        int missed = 0;
        foreach (int size in (int[])[3, 5, 7, 9, 11, 13])
        {
            for (int count = 2; count <= 20; count++)
            {
                OnnxModel model = new OnnxModelBuilder(21).Input("x", 1, 1, 1, size).Initializer("sizes", [4], 1L, 1L, 1L, count)
                    .Node("Resize", ["x", "", "", "sizes"], ["y"], ("mode", "nearest"), ("coordinate_transformation_mode", "half_pixel_symmetric"), ("nearest_mode", "floor")).Output("y", 1, 1, 1, count).Build();
                var inputs = new Dictionary<string, TensorData>(StringComparer.Ordinal) { ["x"] = new(Shape.Of(1, 1, 1, size), [.. Enumerable.Range(0, size).Select(i => (float)i)]) };
                float[] exact = [.. Enumerable.Range(0, count).Select(i => (float)Math.Max(0, Math.Floor(((((2 * i) + 1) * size) - count) / (2m * count))))];
                float[] theirs = OrtReference.RunAll(OnnxReader.Parse(OnnxWriter.ToBytes(model)), inputs)["y"].Floats;
                Assert.Equal(exact, Compiler.Interpreter.Interpreter.Run(Importer.Import(model), inputs)["y"].Floats);
                missed += exact.Zip(theirs).Count(p => p.First != p.Second);
            }
        }

        Assert.True(missed > 0, "ONNX Runtime has mended this: take it out of KnownFaults");
    }
}
