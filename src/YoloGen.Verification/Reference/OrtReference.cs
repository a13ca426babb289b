using Microsoft.ML.OnnxRuntime;
using YoloGen.Compiler.Graph;
using YoloGen.Diagnostics;
using YoloGen.Natives;
using YoloGen.Onnx;

namespace YoloGen.Verification.Reference;

/// <summary>
/// ONNX Runtime with the settings that results are judged by: extended optimizations, int8 activations in integers.
/// Products are exact on every processor (<see cref="UnsignedWeights"/>). Inner tensors come from the saved optimized model with outputs added and optimizations off: adding outputs first would change the fusions.
/// </summary>
public static class OrtReference
{
    /// <summary>Loads ONNX Runtime's native library, which the packaged tool does not carry. Every member here does so itself.</summary>
    /// <exception cref="YoloGenException">YG0604: it is not on this machine; the message names the command that fetches it.</exception>
    public static void Load() => OnnxRuntimeLibrary.Load();

    /// <summary>Options of the judged session.</summary>
    /// <param name="threads">Threads inside an operator.</param>
    public static SessionOptions Options(int threads = 1)
    {
        Load();
        var options = new SessionOptions
        {
            GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_EXTENDED,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR,
            IntraOpNumThreads = threads,
        };
        options.AddSessionConfigEntry("session.qdqisint8allowed", "1");
        return options;
    }

    /// <summary>A session of the judged graph of a file, with exact products.</summary>
    public static InferenceSession Open(string path) => OpenUnoptimized(Optimize(options => new InferenceSession(path, options)));

    /// <summary>A session of the judged graph of a model in memory, with exact products.</summary>
    public static InferenceSession Open(byte[] model) => OpenUnoptimized(Optimize(options => new InferenceSession(model, options)));

    /// <summary>A session of a model as it stands, without optimizations, with exact products. The model is changed (<see cref="UnsignedWeights"/>).</summary>
    /// <param name="model">The model.</param>
    /// <param name="level">Lowest severity that is logged; a test of refusals says fatal.</param>
    public static InferenceSession OpenUnoptimized(OnnxModel model, OrtLoggingLevel level = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR)
    {
        Load();
        UnsignedWeights.Apply(model);
        using var options = new SessionOptions { GraphOptimizationLevel = GraphOptimizationLevel.ORT_DISABLE_ALL, IntraOpNumThreads = 1, LogSeverityLevel = level };
        return new InferenceSession(OnnxWriter.ToBytes(model), options);
    }

    /// <summary>Runs a model and returns every tensor that the optimized graph computes, by name, the outputs included.</summary>
    /// <param name="path">The ONNX file.</param>
    /// <param name="inputs">A value for each input.</param>
    public static IReadOnlyDictionary<string, TensorData> RunAll(string path, IReadOnlyDictionary<string, TensorData> inputs)
        => RunAll(Optimize(options => new InferenceSession(path, options)), inputs);

    /// <summary>Runs a model as its file says, without optimizations, and returns every tensor that it computes, by name.</summary>
    /// <param name="path">The ONNX file.</param>
    /// <param name="inputs">A value for each input.</param>
    public static IReadOnlyDictionary<string, TensorData> RunAllUnoptimized(string path, IReadOnlyDictionary<string, TensorData> inputs)
        => RunAll(OnnxReader.Read(path), inputs);

    /// <summary>Runs a model that <see cref="Optimize"/> made and returns every tensor that it computes.</summary>
    public static IReadOnlyDictionary<string, TensorData> RunAll(OnnxModel optimized, IReadOnlyDictionary<string, TensorData> inputs)
    {
        var outputs = optimized.Graph.Outputs.Select(o => o.Name).ToHashSet(StringComparer.Ordinal);
        foreach (string name in optimized.Graph.Nodes.SelectMany(n => n.Outputs).Where(n => n.Length > 0 && outputs.Add(n)))
        {
            optimized.Graph.Outputs.Add(new OnnxValueInfo { Name = name });
        }

        using InferenceSession all = OpenUnoptimized(optimized);
        return Run(all, inputs);
    }

    /// <summary>The graph that ONNX Runtime runs instead of a model, under the judged settings.</summary>
    /// <param name="open">Makes a session of the model with the given options.</param>
    public static OnnxModel Optimize(Func<SessionOptions, InferenceSession> open)
    {
        ArgumentNullException.ThrowIfNull(open);
        string folder = Directory.CreateTempSubdirectory("yologen-verify-").FullName;
        try
        {
            string optimized = Path.Combine(folder, "optimized.onnx");
            using (SessionOptions options = Options())
            {
                options.OptimizedModelFilePath = optimized;
                using InferenceSession session = open(options);
            }

            return OnnxReader.Read(optimized);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Runs a session and returns its outputs by name.</summary>
    public static IReadOnlyDictionary<string, TensorData> Run(InferenceSession session, IReadOnlyDictionary<string, TensorData> inputs)
    {
        NamedOnnxValue[] feeds = [.. inputs.Where(i => session.InputMetadata.ContainsKey(i.Key)).Select(i => OrtValues.Feed(i.Key, i.Value, session.InputMetadata[i.Key].ElementDataType))];
        var results = new Dictionary<string, TensorData>(StringComparer.Ordinal);
        using IDisposableReadOnlyCollection<DisposableNamedOnnxValue> values = session.Run(feeds);
        foreach (DisposableNamedOnnxValue value in values)
        {
            if (OrtValues.Read(value) is { } data)
            {
                results[value.Name] = data;
            }
        }

        return results;
    }
}
