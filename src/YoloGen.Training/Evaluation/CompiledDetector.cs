using YoloGen.Compiler;
using YoloGen.Detection;
using YoloGen.Diagnostics;
using YoloGen.Execution;
using YoloGen.Verification;
using YoloGen.Vision;

namespace YoloGen.Training.Evaluation;

/// <summary>The class that YoloGen emits for an ONNX file, built in this process: its own letterbox, network, decoding and NMS.</summary>
internal sealed class CompiledDetector : IPhotoDetector
{
    private readonly EmittedAssembly _assembly;
    private readonly EmittedDetector _detector;

    /// <exception cref="YoloGenException">The file cannot be compiled or its outputs are not those of a known head.</exception>
    public CompiledDetector(string path, int threads)
    {
        CompiledModel compiled = Compilation.Compile(path, new CompileOptions
        {
            RefusesUnclearHead = true,
            Head = new HeadOptions { ScoreThreshold = NetworkEvaluator.ScoreThreshold, IouThreshold = NetworkEvaluator.IouThreshold },
        });
        HeadSelection head = compiled.Head ?? throw new YoloGenException(DiagnosticCodes.HeadDoesNotFit, "the outputs are those of no known head", path);
        (ClassNames, Task, Keypoints) = (head.ClassNames, head.Head.Task, head.Keypoints);
        _assembly = EmittedAssembly.Build(compiled.Plan);
        _detector = _assembly.Create(compiled.Weights, threads);
    }

    public IReadOnlyList<string> ClassNames { get; }

    public string Task { get; }

    public int Keypoints { get; }

    public DetectedBox[] Detect(Photo photo) => _detector.Detect(photo, NetworkEvaluator.MostBoxes);

    public void Dispose()
    {
        _detector.Dispose();
        _assembly.Dispose();
    }
}
