using Xunit;
using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;
using YoloGen.Detection;
using YoloGen.Diagnostics;
using YoloGen.Onnx;
using YoloGen.Quantization.Calibration;
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

    /// <summary>Photos of nearly black: the network, which finds dozens of boxes in photos divided by 255, finds none.</summary>
    [Fact]
    public void Photos_that_are_brought_wrongly_are_refused_with_the_way_that_finds_boxes()
    {
        QuantizeOptions options = new() { Head = HeadOptions.None with { Scale = [1e-6f] } };
        var exception = Assert.Throws<YoloGenException>(() => Quantizer.Quantize(Detector(loud: 1), Photos(8), options));
        Assert.Equal(DiagnosticCodes.NoCalibration, exception.Diagnostics[0].Code);
        Assert.Contains("finds 0 boxes", exception.Message, StringComparison.Ordinal);
        Assert.Contains("--scale 1", exception.Message, StringComparison.Ordinal);
        Assert.Null(Quantizer.Quantize(Detector(loud: 1), Photos(8), options with { Keep = 0 }).Kept);

        // Of a few photos it may be that nothing is in them.
        Assert.Null(Quantizer.Quantize(Detector(loud: 1), Photos(), options).Kept);
    }

    /// <summary>
    /// A network whose scores are those of the float one times 0.8 ^ 0.6 shows the same boxes at 0.5 times that, 0.437. Between it and the next lower
    /// score of the float network no threshold is better than another, so the nearest to 0.5 is taken.
    /// </summary>
    [Fact]
    public void The_least_score_follows_the_scores()
    {
        NetworkGraph floats = Detector(loud: 1);
        CalibrationInput input = CalibrationInput.Of(floats, HeadOptions.None);
        BoxAgreement agreement = BoxAgreement.Create(floats, input, Photos(), 1)!;
        Assert.InRange(agreement.Boxes, 30, 200);
        Assert.Null(new ScoreFit(agreement, 0.5f).Of(floats));
        float fitted = new ScoreFit(agreement, 0.5f).Of(Detector(loud: 1, score: 0.8f * 1.3f))!.Value;
        Assert.InRange(fitted, 0.42f, 0.45f);
        Assert.Null(new ScoreFit(agreement, 0.2f).Of(Detector(loud: 1, score: 0.8f * 1.3f)));
    }

    [Fact]
    public void A_score_that_was_asked_for_stays()
    {
        QuantizedModel model = Quantizer.Quantize(Detector(loud: 1), Photos(), new QuantizeOptions { Head = HeadOptions.None with { ScoreThreshold = 0.41f } });
        Assert.Equal("0.41", model.Model.Metadata["yologen.score"]);
        Assert.Equal(0.41f, model.Kept!.LeastScore);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static NetworkGraph Detector(float loud, float score = 1.3f)
    {
        const int Cells = Size / 16;
        var photo = new Tensor("photo", ElementType.Float32, Shape.Of(1, 3, Size, Size));
        float[] mean = [.. Enumerable.Repeat(loud / 768, 768), .. Enumerable.Repeat(1f / 768, 768)];
        Tensor sum = Feature("sum", 2), gate = Feature("gate", 2), silu = Feature("silu", 2), map = Feature("map", 6);

        // Objectness is the quiet channel; offsets 0, boxes of sigmoid(-3) of the photo, one class with score 1.
        float[] pick = new float[12];
        pick[1] = score;
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

    /// <summary>Photos whose cells have 64 different brightnesses each.</summary>
    private string[] Photos(int count = 2) => [.. Enumerable.Range(0, count).Select(i =>
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
