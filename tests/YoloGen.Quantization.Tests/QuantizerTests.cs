using System.Diagnostics;
using Xunit;
using YoloGen.Compiler.Import;
using YoloGen.Compiler.Passes;
using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;
using YoloGen.Diagnostics;
using YoloGen.Onnx;
using YoloGen.Tests;
using YoloGen.Vision;

namespace YoloGen.Quantization.Tests;

public sealed class QuantizerTests(ITestOutputHelper output)
{
    private static readonly (float X1, float Y1, float X2, float Y2, int Class)[] Faces = [(79, 105, 109, 142, 1), (185, 100, 226, 144, 0), (325, 90, 360, 141, 1)];

    [Fact]
    public void FastestDet_finds_the_three_faces_after_quantization()
    {
        string model = SharedData.Require("models", "fastestdet_mask_352.onnx");
        Photo crowd = PhotoReader.Read(SharedData.Require("photos", "crowd3.png"));
        var watch = Stopwatch.StartNew();
        QuantizedModel quantized = Quantizer.Quantize(model, Photos(100), new QuantizeOptions { Keep = 0 });
        output.WriteLine($"{quantized.Photos} photos in {watch.Elapsed.TotalSeconds:0.0} s");
        byte[] bytes = OnnxWriter.ToBytes(quantized.Model);
        DetectedBox[] before = ReferenceModels.Detect(File.ReadAllBytes(model), crowd), after = ReferenceModels.Detect(bytes, crowd);
        output.WriteLine("float:     " + string.Join("; ", before));
        output.WriteLine("quantized: " + string.Join("; ", after));
        foreach (var face in Faces)
        {
            DetectedBox best = after.MaxBy(b => ReferenceModels.Iou(b, (face.X1, face.Y1, face.X2, face.Y2)));
            Assert.True(ReferenceModels.Iou(best, (face.X1, face.Y1, face.X2, face.Y2)) > 0.5f, $"no box over ({face.X1}, {face.Y1})");
            Assert.Equal(face.Class, best.ClassId);
        }
    }

    [Theory]
    [InlineData("ultraface_rfb_320_simplified.onnx", ElementType.UInt8)]
    [InlineData("fastestdet_mask_352.onnx", ElementType.UInt8)]
    [InlineData("fastestdet_mask_352.onnx", ElementType.Int8)]
    [InlineData("yolox_nano_416.onnx", ElementType.UInt8)]
    public void Convolutions_run_in_integers_in_both_engines(string file, ElementType type)
    {
        string model = SharedData.Require("models", file);
        var options = new QuantizeOptions { ActivationType = type, Keep = 0 };
        byte[] bytes = OnnxWriter.ToBytes(Quantizer.Quantize(model, Photos(10), options).Model);
        Assert.Equal(bytes, OnnxWriter.ToBytes(Quantizer.Quantize(model, Photos(10), options).Model));

        OnnxModel quantized = OnnxReader.Parse(bytes);
        int convolutions = quantized.Graph.Nodes.Count(n => n.OpType == "Conv");
        int integers = ReferenceModels.CountOptimized(bytes, "QLinearConv");
        NetworkGraph compiled = PassList.Run(Importer.Import(quantized));
        int floats = compiled.Nodes.Count(n => n.Op is Conv), fused = compiled.Nodes.Count(n => n.Op is QConvFloat);
        output.WriteLine($"{convolutions} Conv, QLinearConv in ONNX Runtime: {integers}; compiled: {convolutions - floats - fused} QConv, {fused} QConvFloat, {floats} Conv; {string.Join(", ", compiled.Nodes.CountBy(n => n.Op.Name).Select(p => $"{p.Key} {p.Value}"))}");
        Assert.Equal(convolutions, integers);
        Assert.Equal(0, floats + fused);
        foreach (Node node in compiled.Nodes.Where(n => n.Op is QConv))
        {
            Assert.DoesNotContain((sbyte)-128, node.Input(1).Constant!.SBytes);
        }
    }

    [Fact]
    public void Damaged_photos_are_reported_and_skipped()
    {
        string model = SharedData.Require("models", "ultraface_rfb_320_simplified.onnx");
        string damaged = Path.GetTempFileName();
        try
        {
            QuantizedModel quantized = Quantizer.Quantize(model, [damaged, .. Photos(1)], new QuantizeOptions { Keep = 0 });
            Assert.Equal(1, quantized.Photos);
            Assert.Equal(damaged, Assert.Single(quantized.Problems).File);
            YoloGenException none = Assert.Throws<YoloGenException>(() => Quantizer.Quantize(model, [damaged]));
            Assert.Contains(none.Diagnostics, d => d.Code == DiagnosticCodes.NoCalibration);
            Assert.Throws<YoloGenException>(() => Quantizer.Quantize(model, []));
        }
        finally
        {
            File.Delete(damaged);
        }
    }

    [Fact]
    public void Quantized_models_are_refused()
    {
        string model = SharedData.Require("models", "yolo11n_face_640_qdq.onnx");
        YoloGenException e = Assert.Throws<YoloGenException>(() => Quantizer.Quantize(model, Photos(1)));
        Assert.Contains(e.Diagnostics, d => d.Code == DiagnosticCodes.BadQuantization && d.File == model);
    }

    private static string[] Photos(int count)
        => [.. Directory.EnumerateFiles(SharedData.Require("datasets", "facemask"), "*", SearchOption.AllDirectories)
            .Where(PhotoReader.IsPhotoName).Order(StringComparer.Ordinal).Where((_, i) => i % 30 == 0).Take(count)];
}
