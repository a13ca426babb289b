using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using Xunit;
using YoloGen.Compiler;
using YoloGen.Detection;
using YoloGen.Tests;

namespace YoloGen.Vision.Tests.Heads;

/// <summary>Third-party detectors run by ONNX Runtime, with our photo input and our heads: the faces of crowd3.png are where they are.</summary>
public sealed class ReferenceModelTests
{
    private static readonly (float X1, float Y1, float X2, float Y2, bool Mask)[] Faces =
    [
        (79, 105, 109, 142, false), (185, 100, 226, 144, true), (325, 90, 360, 141, false),
    ];

    [Theory]
    [InlineData("fastestdet_mask_352.onnx", "fastestdet")]
    [InlineData("ultraface_masked_640x480.onnx", "boxes")]
    [InlineData("ultraface_rfb_320.onnx", "boxes")]
    [InlineData("ultraface_rfb_320_simplified.onnx", "ultraface")]
    [InlineData("yolo11n_face_640_qdq.onnx", "yolov8")]
    public void Finds_the_three_faces(string model, string head)
    {
        string file = SharedData.Require("models", model);
        Photo photo = PhotoReader.Read(SharedData.Require("photos", "crowd3.png"));
        (HeadSelection selection, DetectedBox[] boxes) = Detect(file, photo);
        Assert.Equal(head, selection.Head.Id);
        // UltraFace RFB was not trained on masks.
        foreach (var face in Faces.Where(f => !f.Mask || !model.StartsWith("ultraface_rfb_320", StringComparison.Ordinal)))
        {
            DetectedBox best = boxes.MaxBy(b => Iou(b, face));
            Assert.True(Iou(best, face) > 0.5f, $"no box over ({face.X1}, {face.Y1}); found {string.Join("; ", boxes)}");
            if (selection.ClassNames.Count == 3)
                Assert.Equal(face.Mask ? 0 : 1, best.ClassId);
            if (selection.ClassNames.Count == 2)
                Assert.Equal(face.Mask ? 1 : 0, best.ClassId);
        }
        Assert.True(boxes.Length < 8, $"{boxes.Length} boxes");
    }

    [Fact]
    public void Yolox_finds_people_in_the_street()
    {
        string file = SharedData.Require("models", "yolox_nano_416.onnx");
        Photo photo = PhotoReader.Read(SharedData.Require("photos", "street.jpg"));
        (HeadSelection selection, DetectedBox[] boxes) = Detect(file, photo);
        Assert.Equal("yolox", selection.Head.Id);
        Assert.Contains(boxes, b => selection.ClassNames[b.ClassId] == "person" && b.Score > 0.5f);
    }

    private static (HeadSelection Head, DetectedBox[] Boxes) Detect(string file, Photo photo)
    {
        using var options = new SessionOptions { LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR };
        using var session = new InferenceSession(file, options);
        string inputName = session.InputNames[0];
        HeadSelection head = Compilation.Plan(file).Head!;
        var pipeline = new PhotoPipeline(head);
        float[] input = new float[pipeline.InputLength];
        pipeline.Fill(photo, input);
        using var results = session.Run([NamedOnnxValue.CreateFromTensor(inputName, new DenseTensor<float>(input, session.InputMetadata[inputName].Dimensions))]);
        return (head, pipeline.Decode([.. results.Select(r => r.AsTensor<float>().ToArray())], photo.Width, photo.Height));
    }

    private static float Iou(DetectedBox b, (float X1, float Y1, float X2, float Y2, bool Mask) f)
    {
        float w = Math.Min(b.X + b.Width, f.X2) - Math.Max(b.X, f.X1);
        float h = Math.Min(b.Y + b.Height, f.Y2) - Math.Max(b.Y, f.Y1);
        if (w <= 0 || h <= 0)
            return 0;
        return w * h / (b.Width * b.Height + (f.X2 - f.X1) * (f.Y2 - f.Y1) - w * h);
    }
}
