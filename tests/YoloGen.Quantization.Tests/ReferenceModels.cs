using Microsoft.ML.OnnxRuntime;
using YoloGen.Compiler.Graph;
using YoloGen.Detection;
using YoloGen.Onnx;
using YoloGen.Verification.Reference;
using YoloGen.Vision;

namespace YoloGen.Quantization.Tests;

/// <summary>ONNX Runtime on models in memory.</summary>
internal static class ReferenceModels
{
    public static IReadOnlyDictionary<string, TensorData> Run(byte[] model, IReadOnlyDictionary<string, TensorData> inputs, bool optimize = true)
    {
        using InferenceSession session = optimize ? OrtReference.Open(model) : OrtReference.OpenUnoptimized(OnnxReader.Parse(model));
        return OrtReference.Run(session, inputs);
    }

    /// <summary>Number of nodes of a kind in the graph that ONNX Runtime executes.</summary>
    public static int CountOptimized(byte[] model, string op)
    {
        string folder = Directory.CreateTempSubdirectory("yologen-quantize-").FullName;
        try
        {
            string path = Path.Combine(folder, "optimized.onnx");
            using (SessionOptions options = OrtReference.Options())
            {
                options.OptimizedModelFilePath = path;
                using var session = new InferenceSession(model, options);
            }

            return OnnxReader.Read(path).Graph.Nodes.Count(n => n.OpType == op);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    public static DetectedBox[] Detect(byte[] model, Photo photo)
    {
        using InferenceSession session = OrtReference.Open(model);
        string input = session.InputNames[0];
        var signature = new ModelSignature(
            session.InputMetadata[input].Dimensions,
            [.. session.OutputNames.Select(n => new OutputSignature(n, session.OutputMetadata[n].Dimensions))],
            session.ModelMetadata.CustomMetadataMap);
        HeadSelection head = HeadCatalog.Select(signature)!;
        var pipeline = new PhotoPipeline(head);
        var values = new float[pipeline.InputLength];
        pipeline.Fill(photo, values);
        IReadOnlyDictionary<string, TensorData> outputs = OrtReference.Run(
            session, new Dictionary<string, TensorData> { [input] = new(Shape.Of(session.InputMetadata[input].Dimensions), values) });
        return pipeline.Decode([.. session.OutputNames.Select(n => outputs[n].Floats)], photo.Width, photo.Height);
    }

    public static float Iou(DetectedBox box, (float X1, float Y1, float X2, float Y2) face)
    {
        float w = Math.Min(box.X + box.Width, face.X2) - Math.Max(box.X, face.X1);
        float h = Math.Min(box.Y + box.Height, face.Y2) - Math.Max(box.Y, face.Y1);
        float both = w > 0 && h > 0 ? w * h : 0;
        return both / ((box.Width * box.Height) + ((face.X2 - face.X1) * (face.Y2 - face.Y1)) - both);
    }
}
