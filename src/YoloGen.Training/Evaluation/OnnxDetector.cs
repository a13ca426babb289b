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
    private readonly InferenceSession _session;
    private readonly PhotoPipeline _pipeline;
    private readonly HeadSelection _head;
    private readonly string _input;
    private readonly int[] _inputShape;

    /// <exception cref="YoloGenException">ONNX Runtime is not on this machine, the file cannot be run, or its outputs are not those of a known head.</exception>
    public OnnxDetector(string path)
    {
        try
        {
            _session = OrtReference.Open(path);
        }
        catch (OnnxRuntimeException exception)
        {
            // Our own reader says more about a file that is no model at all.
            OnnxReader.Read(path);
            throw new YoloGenException(DiagnosticCodes.NotOnnx, $"ONNX Runtime refuses the file: {exception.Message.ReplaceLineEndings(" ")}", path);
        }
        (_input, NodeMetadata first) = _session.InputMetadata.First();
        _inputShape = first.Dimensions;
        var signature = new ModelSignature(_inputShape, [.. _session.OutputNames.Select(n => new OutputSignature(n, _session.OutputMetadata[n].Dimensions))], _session.ModelMetadata.CustomMetadataMap);
        _head = HeadCatalog.Select(signature) ?? throw new YoloGenException(DiagnosticCodes.HeadDoesNotFit, "the outputs are those of no known head", path);
        _pipeline = new PhotoPipeline(_head);
    }

    public IReadOnlyList<string> ClassNames => _head.ClassNames;

    public string Task => _head.Head.Task;

    public int Keypoints => _head.Keypoints;

    public DetectedBox[] Detect(Photo photo)
        => _pipeline.Decode(Run(photo), photo.Width, photo.Height, NetworkEvaluator.MostBoxes, NetworkEvaluator.ScoreThreshold, NetworkEvaluator.IouThreshold);

    public void Dispose() => _session.Dispose();

    private float[][] Run(Photo photo)
    {
        var values = new float[_pipeline.InputLength];
        _pipeline.Fill(photo, values);
        using var results = _session.Run([NamedOnnxValue.CreateFromTensor(_input, new DenseTensor<float>(values, _inputShape))]);
        return [.. results.Select(r => r.AsTensor<float>().ToArray())];
    }
}
