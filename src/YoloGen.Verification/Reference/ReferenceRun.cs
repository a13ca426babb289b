using Microsoft.ML.OnnxRuntime;
using YoloGen.Compiler.Graph;
using YoloGen.Diagnostics;

namespace YoloGen.Verification.Reference;

/// <summary>
/// One input through ONNX Runtime: every tensor of the graph that it optimized, and of the file as it stands. Either may be missing, since ONNX
/// Runtime refuses some valid models and optimizes some into ones that it cannot run.
/// </summary>
internal sealed class ReferenceRun
{
    private ReferenceRun(Dictionary<string, string> problems, IReadOnlyDictionary<string, TensorData>? optimized, IReadOnlyDictionary<string, TensorData>? unoptimized)
    {
        Problems = problems;
        Optimized = optimized;
        Unoptimized = unoptimized;
    }

    /// <summary>Every tensor of the optimized graph, or null.</summary>
    public IReadOnlyDictionary<string, TensorData>? Optimized { get; }

    /// <summary>Every tensor of the file's own graph, or null.</summary>
    public IReadOnlyDictionary<string, TensorData>? Unoptimized { get; }

    /// <summary>What ONNX Runtime says where it could not run, by form ("optimized", "unoptimized").</summary>
    public IReadOnlyDictionary<string, string> Problems { get; }

    /// <summary>Runs both forms.</summary>
    /// <param name="path">The ONNX file.</param>
    /// <param name="inputs">A value for each input.</param>
    public static ReferenceRun Of(string path, IReadOnlyDictionary<string, TensorData> inputs)
    {
        var problems = new Dictionary<string, string>(StringComparer.Ordinal);
        return new ReferenceRun(
            problems,
            Try("optimized", () => OrtReference.RunAll(path, inputs), problems),
            Try("unoptimized", () => OrtReference.RunAllUnoptimized(path, inputs), problems));
    }

    private static IReadOnlyDictionary<string, TensorData>? Try(string form, Func<IReadOnlyDictionary<string, TensorData>> run, Dictionary<string, string> problems)
    {
        try
        {
            return run();
        }
        // A model that we compiled and whose optimized form we cannot read back has no reference either.
        catch (Exception e) when (e is OnnxRuntimeException or YoloGenException { Diagnostics: [{ Code.Id: not "YG0604" }, ..] })
        {
            problems[form] = e.Message.ReplaceLineEndings(" ");
            return null;
        }
    }
}
