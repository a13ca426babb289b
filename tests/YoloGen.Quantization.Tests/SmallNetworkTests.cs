using Xunit;
using YoloGen.Compiler.Export;
using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;
using YoloGen.Diagnostics;
using YoloGen.Onnx;
using YoloGen.Quantization.Keeping;
using YoloGen.Vision;

namespace YoloGen.Quantization.Tests;

public sealed class SmallNetworkTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("yologen-small-").FullName;

    [Fact]
    public void A_joined_output_of_two_scales_keeps_both()
    {
        var network = new SmallNetwork();
        Tensor boxes = network.Scaled("boxes", network.Photo, 400, 400, 400), scores = network.Scaled("scores", network.Photo, 0.01f, 0.01f);
        NetworkGraph graph = network.Graph(network.Concat("joined", boxes, scores));
        byte[] quantized = OnnxWriter.ToBytes(Quantizer.Quantize(graph, [Photo("a.png", Noise)], new QuantizeOptions { Keep = 0 }).Model);
        float[] input = [.. Enumerable.Range(0, 192).Select(i => i * 37 % 256 / 255f)];
        var inputs = new Dictionary<string, TensorData> { ["photo"] = new(Shape.Of(1, 3, 8, 8), input) };
        float[] before = ReferenceModels.Run(OnnxWriter.ToBytes(OnnxExporter.Export(graph)), inputs)["joined"].Floats;
        float[] after = ReferenceModels.Run(quantized, inputs)["joined"].Floats;
        for (int i = 0; i < before.Length; i++)
        {
            Assert.InRange(after[i] - before[i], i < 192 ? -4f : -1e-4f, i < 192 ? 4f : 1e-4f);
        }
    }

    [Fact]
    public void A_sum_left_in_floats_keeps_its_products_in_integers()
    {
        var network = new SmallNetwork();
        Tensor sum = network.Scaled("sum", network.Photo, 1, 2, 3, 4);
        NetworkGraph graph = network.Graph(network.Scaled("last", network.Silu("silu", sum), 1, 1));
        var options = new QuantizeOptions { Keep = 0 };
        Check([], ["silu", "sum"], 1);
        Check(["sum"], ["silu"], 1);

        // The last convolution reads floats: 8 of 20 multiply-adds a pixel.
        Check(["silu"], ["sum"], 0.6);

        void Check(string[] floats, string[] quantized, double share)
        {
            OnnxModel model = Quantizer.Quantize(graph, [Photo("b.png", Noise)], options with { FloatTensors = floats }).Model;
            ReferenceModels.Run(OnnxWriter.ToBytes(model), new Dictionary<string, TensorData> { ["photo"] = new(Shape.Of(1, 3, 8, 8), new float[192]) });
            NetworkGraph imported = Compiler.Import.Importer.Import(model);
            string[] names = [.. imported.Nodes.Where(n => n.Op is QuantizeLinear).Select(n => n.Input(0).Name).Where(n => n is "sum" or "silu").Order(StringComparer.Ordinal)];
            Assert.Equal(quantized, names);
            Assert.Equal(share, CandidateNetwork.CostOf(imported).IntegerShare, 1e-9);
        }
    }

    [Fact]
    public void Products_of_a_sum_left_in_floats_are_paid_for()
    {
        var network = new SmallNetwork();
        float[] factors = [.. Enumerable.Range(0, 128).Select(i => 1f + i)];
        Tensor sum = network.Scaled("sum", network.Scaled("wide", network.Photo, factors), factors);
        NetworkGraph graph = network.Graph(network.Scaled("last", network.Silu("silu", sum), 1, 1));
        string photo = Photo("f.png", Noise);
        Assert.InRange(Milliseconds("sum"), Milliseconds(), 10 * Milliseconds());

        double Milliseconds(params string[] floats)
            => CandidateNetwork.CostOf(Compiler.Import.Importer.Import(Quantizer.Quantize(graph, [photo], new QuantizeOptions { Keep = 0, FloatTensors = floats }).Model)).Milliseconds;
    }

    [Fact]
    public void A_bias_makes_up_for_what_bytes_take_from_a_mean()
    {
        // The second channel stays below half a step of the first one's scale: its bytes are all 0.
        var network = new SmallNetwork();
        Tensor silu = network.Silu("silu", network.Scaled("sum", network.Photo, 800, 0.5f));
        NetworkGraph graph = network.Graph(network.Scaled("last", silu, [0, 0], [0.001f, 10]));
        string photo = Photo("e.png", Noise);
        byte[] quantized = OnnxWriter.ToBytes(Quantizer.Quantize(graph, [photo], new QuantizeOptions { Keep = 0 }).Model);
        Photo pixels = PhotoReader.Read(photo);
        float[] input = Calibration.CalibrationInput.Of(graph, Detection.HeadOptions.None).Fill(pixels);
        var inputs = new Dictionary<string, TensorData> { ["photo"] = new(Shape.Of(1, 3, 8, 8), input) };
        float before = ReferenceModels.Run(OnnxWriter.ToBytes(OnnxExporter.Export(graph)), inputs)["last"].Floats[64..].Average();
        float[] after = ReferenceModels.Run(quantized, inputs)["last"].Floats[64..];
        Assert.All(after, v => Assert.Equal(after[0], v));
        Assert.InRange(before, 1, 2);
        Assert.Equal(before, after[0], 0.05f);
    }

    [Fact]
    public void Photos_of_one_colour_are_refused_unless_one_shows_something()
    {
        var network = new SmallNetwork();
        NetworkGraph graph = network.Graph(network.Scaled("y", network.Photo, 1, 1));
        string grey = Photo("grey.png", _ => 90), red = Photo("red.png", i => i % 3 == 0 ? (byte)200 : (byte)3), real = Photo("real.png", Noise);
        YoloGenException refused = Assert.Throws<YoloGenException>(() => Quantizer.Quantize(graph, [grey, red]));
        Assert.Contains(refused.Diagnostics, d => d.Code == DiagnosticCodes.NoCalibration && d.Message.Contains("one colour", StringComparison.Ordinal));
        Assert.Equal(3, Quantizer.Quantize(graph, [grey, red, real]).Photos);
    }

    [Fact]
    public void Values_that_are_not_finite_are_refused_with_the_tensor()
    {
        var network = new SmallNetwork();
        NetworkGraph graph = network.Graph(network.Scaled("y", network.Photo, 1, float.NaN));
        YoloGenException refused = Assert.Throws<YoloGenException>(() => Quantizer.Quantize(graph, [Photo("c.png", Noise)]));
        Assert.Contains(refused.Diagnostics, d => d.Code == DiagnosticCodes.BadQuantization && d.Node == "y");
    }

    [Fact]
    public void Nothing_is_compared_where_no_head_is_known()
    {
        var network = new SmallNetwork();
        NetworkGraph graph = network.Graph(network.Scaled("y", network.Photo, 1, 1));
        Assert.Null(Quantizer.Quantize(graph, [Photo("d.png", Noise)]).Kept);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static byte Noise(int i) => (byte)(i * 37 % 256);

    private string Photo(string name, Func<int, byte> value)
    {
        string path = Path.Combine(_folder, name);
        File.WriteAllBytes(path, PhotoWriter.Encode(new Photo(8, 8, [.. Enumerable.Range(0, 192).Select(value)]), jpeg: false));
        return path;
    }
}
