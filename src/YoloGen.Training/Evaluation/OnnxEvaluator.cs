using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using YoloGen.Compiler.Heads;
using YoloGen.Diagnostics;
using YoloGen.Natives;
using YoloGen.Training.Data;
using YoloGen.Vision;

namespace YoloGen.Training.Evaluation;

/// <summary>An ONNX file run by ONNX Runtime over labelled photos.</summary>
internal sealed class OnnxEvaluator : IDisposable
{
    private readonly InferenceSession session;
    private readonly PhotoPipeline pipeline;
    private readonly HeadSelection head;
    private readonly string input;
    private readonly int[] inputShape;

    /// <exception cref="YoloGenException">ONNX Runtime is not on this machine, the file cannot be run, or its outputs are not those of a known head.</exception>
    public OnnxEvaluator(string path)
    {
        OnnxRuntimeLibrary.Load();
        try
        {
            using var options = new SessionOptions { GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_EXTENDED, LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR };
            session = new InferenceSession(path, options);
        }
        catch (OnnxRuntimeException exception)
        {
            throw new YoloGenException(DiagnosticCodes.NotOnnx, $"ONNX Runtime refuses the file: {exception.Message.ReplaceLineEndings(" ")}", path);
        }
        (input, NodeMetadata first) = session.InputMetadata.First();
        inputShape = first.Dimensions;
        var signature = new ModelSignature(inputShape, [.. session.OutputNames.Select(n => new OutputSignature(n, session.OutputMetadata[n].Dimensions))], session.ModelMetadata.CustomMetadataMap);
        head = HeadCatalog.Select(signature) ?? throw new YoloGenException(DiagnosticCodes.HeadDoesNotFit, "the outputs are those of no known head", path);
        pipeline = new PhotoPipeline(head);
    }

    public EvaluationResult Evaluate(IReadOnlyList<LabelledPhoto> photos, bool degraded)
    {
        var evaluator = new Evaluator(head.ClassNames.Count);
        for (int i = 0; i < photos.Count; i++)
        {
            LabelledPhoto photo = photos[i];
            float[][] outputs = Run(NetworkEvaluator.PhotoOf(photo, degraded, i));
            DetectedBox[] found = pipeline.Decode(outputs, photo.Width, photo.Height, 300, NetworkEvaluator.ScoreThreshold, NetworkEvaluator.IouThreshold);
            evaluator.Add(new EvaluationImage(found, NetworkEvaluator.Labels(photo)));
        }
        return evaluator.Result();
    }

    /// <summary>The raw outputs for one photo.</summary>
    public float[][] Run(Photo photo)
    {
        var values = new float[pipeline.InputLength];
        pipeline.Fill(photo, values);
        using var results = session.Run([NamedOnnxValue.CreateFromTensor(input, new DenseTensor<float>(values, inputShape))]);
        return [.. results.Select(r => r.AsTensor<float>().ToArray())];
    }

    public void Dispose() => session.Dispose();
}
