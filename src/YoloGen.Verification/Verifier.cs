using YoloGen.Compiler;
using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Interpreter;
using YoloGen.Execution;
using YoloGen.Onnx;
using YoloGen.Verification.Checks;
using YoloGen.Verification.Reference;
using YoloGen.Vision;

namespace YoloGen.Verification;

/// <summary>
/// Holds a compiled model against ONNX Runtime: the interpreter's operators against ONNX Runtime's tensors, the emitted class against the
/// interpreter bit for bit on each instruction set, and the boxes of the whole. A model that ONNX Runtime cannot run is not comparable: the
/// emitted class is held against the interpreter alone, and the report says so.
/// </summary>
public static class Verifier
{
    /// <summary>Runs all checks.</summary>
    /// <param name="path">The ONNX file.</param>
    /// <param name="options">What to cover.</param>
    /// <param name="progress">Called with a line before each longer step.</param>
    /// <exception cref="YoloGen.Diagnostics.YoloGenException">The model is refused, or ONNX Runtime is not on this machine (YG0604).</exception>
    public static VerificationReport Run(string path, VerifyOptions options, Action<string>? progress = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        OrtReference.Load();
        CompiledModel model = Compilation.Compile(path, options.Compile);
        double share = HasHalfWeights(path) ? 2e-3 : 1e-4;
        var operators = new List<TensorVerdict>();
        var endToEnd = new List<TensorVerdict>();
        var steps = new List<VerificationStep>();
        var notes = new List<string>();
        if (model.HeadProblem is { } problem)
        {
            notes.Add($"no boxes are compared: {problem}");
        }

        string? notComparable = null;
        var cases = new List<(IReadOnlyDictionary<string, TensorData> Inputs, IReadOnlyDictionary<string, TensorData> Outputs)>();
        foreach ((string name, IReadOnlyDictionary<string, TensorData> inputs, Photo? photo) in VerificationInputs.Make(model, options))
        {
            progress?.Invoke($"{name}: ONNX Runtime");
            ReferenceRun reference = ReferenceRun.Of(path, inputs);
            progress?.Invoke($"{name}: operators");
            var check = new ReferenceCheck(model.Graph, inputs, reference, share);
            operators.AddRange(check.Operators());
            progress?.Invoke($"{name}: interpreter");
            var values = new Dictionary<Tensor, TensorData>(ReferenceEqualityComparer.Instance);
            IReadOnlyDictionary<string, TensorData> outputs = Interpreter.Run(model.Graph, inputs, (tensor, value) => values[tensor] = value);
            endToEnd.AddRange(check.EndToEnd(values));
            cases.Add((inputs, outputs));
            notes.AddRange(check.Notes);
            if (check.NotComparable is { } reason)
            {
                notComparable ??= reason;
            }
            else if (model.Head is { } head)
            {
                steps.Add(Detections(name, head, outputs, check.Outputs, model.Graph, photo));
            }
        }

        progress?.Invoke("building the emitted class");
        using EmittedAssembly assembly = EmittedAssembly.Build(model.Plan, standAlone: true);
        foreach (string? isa in options.InstructionSets)
        {
            steps.Add(EmittedStep(assembly, model, isa, cases));
        }

        if (options.Arm64)
        {
            progress?.Invoke("publishing for linux-arm64");
            steps.AddRange(ArmCheck.Run(model, cases));
        }

        return new VerificationReport(operators, endToEnd, steps) { Notes = [.. notes.Distinct()], NotComparable = notComparable };
    }

    private static bool HasHalfWeights(string path)
        => OnnxReader.Read(path).Graph.Initializers.Any(i => i.Type is OnnxDataType.Float16 or OnnxDataType.BFloat16);

    private static VerificationStep Detections(
        string name, Detection.HeadSelection head, IReadOnlyDictionary<string, TensorData> ours, IReadOnlyDictionary<string, TensorData> reference, NetworkGraph graph, Photo? photo)
    {
        var pipeline = new PhotoPipeline(head);
        (int width, int height) = photo is null ? (head.InputWidth, head.InputHeight) : (photo.Width, photo.Height);
        DetectedBox[] Boxes(IReadOnlyDictionary<string, TensorData> values) => pipeline.Decode([.. graph.Outputs.Select(o => values[o.Name].Floats)], width, height);
        DetectedBox[] own = Boxes(ours), theirs = Boxes(reference);
        IReadOnlyList<string> problems = DetectionCheck.Compare(own, theirs, head.ClassNames, head.ScoreThreshold);
        return new VerificationStep($"detections, {name}", problems.Count == 0, problems.Count == 0 ? $"{own.Length} boxes, ONNX Runtime has {theirs.Length}" : string.Join("; ", problems.Take(5)));
    }

    private static VerificationStep EmittedStep(
        EmittedAssembly assembly, CompiledModel model, string? isa, List<(IReadOnlyDictionary<string, TensorData> Inputs, IReadOnlyDictionary<string, TensorData> Outputs)> cases)
    {
        for (int threads = 1; threads <= 2; threads++)
        {
            using EmittedDetector detector = assembly.Create(model.Weights, threads, isa);
            foreach ((IReadOnlyDictionary<string, TensorData> inputs, IReadOnlyDictionary<string, TensorData> outputs) in cases)
            {
                IReadOnlyDictionary<string, TensorData> found = detector.Run(inputs);
                foreach ((string output, TensorData expected) in outputs)
                {
                    if (!EmittedDetector.Bytes(found[output]).SequenceEqual(EmittedDetector.Bytes(expected)))
                    {
                        (long differing, double worst, _) = TensorComparison.Compare(found[output], expected, 0, 0);
                        return new VerificationStep(
                            $"emitted class, {detector.Access.InstructionSet}, {threads} threads", false,
                            FormattableString.Invariant($"output '{output}' differs from the interpreter in {differing} of {expected.Shape.Count} elements, worst {worst:0.###e0}"));
                    }
                }
            }
        }

        return new VerificationStep($"emitted class, {isa ?? "best instruction set"}", true, "same bytes as the interpreter at 1 and 2 threads");
    }
}
