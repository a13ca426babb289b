using Microsoft.ML.OnnxRuntime;
using YoloGen.Compiler.Graph;

namespace YoloGen.Verification.Benchmarks;

/// <summary>The forms in which ONNX Runtime can run a model: which is fastest depends on the network and the processor.</summary>
internal static class OrtForms
{
    /// <summary>One form: a name and a delegate that runs one inference on prepared values.</summary>
    public static IEnumerable<(string Name, InferenceSession Session)> Open(string path, int threads)
    {
        foreach (GraphOptimizationLevel level in new[] { GraphOptimizationLevel.ORT_ENABLE_ALL, GraphOptimizationLevel.ORT_ENABLE_EXTENDED })
        {
            foreach (bool int8 in new[] { false, true })
            {
                using var options = new SessionOptions { GraphOptimizationLevel = level, IntraOpNumThreads = threads, InterOpNumThreads = 1, LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR };
                if (int8)
                {
                    options.AddSessionConfigEntry("session.qdqisint8allowed", "1");
                }

                string name = (level == GraphOptimizationLevel.ORT_ENABLE_ALL ? "all optimizations" : "extended optimizations") + (int8 ? ", int8 activations in integers" : "");
                yield return (name, new InferenceSession(path, options));
            }
        }
    }

    /// <summary>Prepares a call without per-run conversions.</summary>
    public static Action Prepare(InferenceSession session, IReadOnlyDictionary<string, TensorData> inputs)
    {
        string[] names = [.. inputs.Keys];
        OrtValue[] values = [.. inputs.Values.Select(v => OrtValue.CreateTensorValueFromMemory(v.Floats, [.. v.Shape.Dims.Select(d => (long)d)]))];
        string[] outputs = [.. session.OutputNames];
        var run = new RunOptions();
        return () =>
        {
            using IDisposableReadOnlyCollection<OrtValue> results = session.Run(run, names, values, outputs);
        };
    }
}
