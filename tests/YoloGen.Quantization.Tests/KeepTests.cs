using Xunit;
using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;
using YoloGen.Onnx;
using YoloGen.Quantization.Keeping;
using YoloGen.Vision;

namespace YoloGen.Quantization.Tests;

/// <summary>
/// A FastestDet of two channels over cells of 16x16 pixels: one that grows to <c>loud</c> times a cell's brightness and that nothing depends on,
/// and the brightness itself, which is the score. In one scale with a loud neighbour the score has two values left.
/// </summary>
public sealed class KeepTests : IDisposable
{
    private const int Size = 128;
    private readonly string _folder = Directory.CreateTempSubdirectory("yologen-keep-").FullName;

    [Fact]
    public void What_loses_the_boxes_stays_in_floats_and_nothing_else()
    {
        QuantizedModel model = Quantizer.Quantize(Detector(loud: 1200), Photos(), new QuantizeOptions { Ranges = RangeMethod.MinMax });
        KeepReport kept = model.Kept!;
        Assert.True(kept.Boxes > 20);
        Assert.InRange(kept.Before, 0, 0.9);
        Assert.InRange(kept.After, 0.98, 1);
        Assert.InRange(kept.IntegerShare, KeepSearch.LeastIntegerShare, 1);
        Assert.True(kept.MillisecondsAfter > 0 && kept.MillisecondsBefore > 0);
        string[] floats = [.. kept.Floats.SelectMany(f => f.Names)];
        Assert.Contains("silu", floats);
        Assert.DoesNotContain("map", floats);
        Assert.Equal(floats.Order(StringComparer.Ordinal), model.Tensors.Where(t => t.Float).Select(t => t.Name).Order(StringComparer.Ordinal));
        ReferenceModels.Detect(OnnxWriter.ToBytes(model.Model), PhotoReader.Read(Photos()[0]));
    }

    [Fact]
    public void A_network_that_keeps_its_boxes_stays_in_integers()
    {
        KeepReport kept = Quantizer.Quantize(Detector(loud: 1), Photos()).Kept!;
        Assert.Empty(kept.Floats);
        Assert.Equal((kept.Before, 1.0), (kept.After, kept.IntegerShare));
        Assert.InRange(kept.After, 0.98, 1);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static NetworkGraph Detector(float loud)
    {
        const int Cells = Size / 16;
        var photo = new Tensor("photo", ElementType.Float32, Shape.Of(1, 3, Size, Size));
        float[] mean = [.. Enumerable.Repeat(loud / 768, 768), .. Enumerable.Repeat(1f / 768, 768)];
        Tensor sum = Feature("sum", 2), gate = Feature("gate", 2), silu = Feature("silu", 2), map = Feature("map", 6);

        // Objectness is the quiet channel; offsets 0, boxes of sigmoid(-3) of the photo, one class with score 1.
        float[] pick = new float[12];
        pick[1] = 1.3f;
        Node[] nodes =
        [
            new("sum", new Conv(new Window2D(16, 16, 16, 16, 1, 1, 0, 0, 0, 0), 1), [photo, new Tensor("mean", new TensorData(Shape.Of(2, 3, 16, 16), mean))], [sum]),
            new("gate", new Unary(UnaryKind.Sigmoid), [sum], [gate]),
            new("silu", new Binary(BinaryKind.Mul), [sum, gate], [silu]),
            new("map", new Conv(new Window2D(1, 1, 1, 1, 1, 1, 0, 0, 0, 0), 1),
                [silu, new Tensor("pick", new TensorData(Shape.Of(6, 2, 1, 1), pick)), new Tensor("bias", new TensorData(Shape.Of(6), new float[] { 0, 0, 0, -3, -3, 1 }))], [map]),
        ];
        return new NetworkGraph("cells", [photo], [map], nodes, new Dictionary<string, string>(StringComparer.Ordinal) { ["yologen.head"] = "fastestdet" });

        static Tensor Feature(string name, int channels) => new(name, ElementType.Float32, Shape.Of(1, channels, Cells, Cells));
    }

    /// <summary>Two photos whose cells have 64 different brightnesses each.</summary>
    private string[] Photos() => [.. Enumerable.Range(0, 2).Select(i =>
    {
        string path = Path.Combine(_folder, $"{i}.png");
        byte[] rgb = new byte[Size * Size * 3];
        for (int p = 0; p < rgb.Length; p++)
        {
            int x = p / 3 % Size / 16, y = p / 3 / Size / 16;
            rgb[p] = (byte)((((y * 8) + x) * 37 % 64 * 4) + i);
        }

        File.WriteAllBytes(path, PhotoWriter.Encode(new Photo(Size, Size, rgb), jpeg: false));
        return path;
    })];
}
