using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using YoloGen.Detection;
using YoloGen.Diagnostics;
using YoloGen.Onnx;
using YoloGen.Verification.Reference;
using YoloGen.Vision;

namespace YoloGen.Training.Evaluation;

/// <summary>An ONNX file run by ONNX Runtime, decoded by the heads' reference code.</summary>
internal sealed class OnnxDetector : IPhotoDetector
{
    private readonly InferenceSession session;
    private readonly PhotoPipeline pipeline;
    private readonly HeadSelection head;
    private readonly string input;
    private readonly int[] inputShape;

    /// <exception cref="YoloGenException">ONNX Runtime is not on this machine, the file cannot be run, or its outputs are not those of a known head.</exception>
    public OnnxDetector(string path)
    {
        try
        {
            session = OrtReference.Open(path);
        }
        catch (OnnxRuntimeException exception)
        {
            // Our own reader says more about a file that is no model at all.
            OnnxReader.Read(path);
            throw new YoloGenException(DiagnosticCodes.NotOnnx, $"ONNX Runtime refuses the file: {exception.Message.ReplaceLineEndings(" ")}", path);
        }
        (input, NodeMetadata first) = session.InputMetadata.First();
        inputShape = first.Dimensions;
        var signature = new ModelSignature(inputShape, [.. session.OutputNames.Select(n => new OutputSignature(n, session.OutputMetadata[n].Dimensions))], session.ModelMetadata.CustomMetadataMap);
        head = HeadCatalog.Select(signature) ?? throw new YoloGenException(DiagnosticCodes.HeadDoesNotFit, "the outputs are those of no known head", path);
        pipeline = new PhotoPipeline(head);
    }

    public IReadOnlyList<string> ClassNames => head.ClassNames;

    public string Task => head.Head.Task;

    public int Keypoints => head.Keypoints;

    public DetectedBox[] Detect(Photo photo)
        => pipeline.Decode(Run(photo), photo.Width, photo.Height, NetworkEvaluator.MostBoxes, NetworkEvaluator.ScoreThreshold, NetworkEvaluator.IouThreshold);

    public void Dispose() => session.Dispose();

    private float[][] Run(Photo photo)
    {
        var values = new float[pipeline.InputLength];
        pipeline.Fill(photo, values);
        using var results = session.Run([NamedOnnxValue.CreateFromTensor(input, new DenseTensor<float>(values, inputShape))]);
        return [.. results.Select(r => r.AsTensor<float>().ToArray())];
    }
}
