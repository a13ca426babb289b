using System.Runtime.InteropServices;
using BenchmarkDotNet.Attributes;
using YoloGen.Compiler;
using YoloGen.Execution;

namespace YoloGen.Benchmarks;

/// <summary>The shipped models, on one thread and on all processors.</summary>
public class NetworkBenchmarks
{
    private EmittedAssembly _assembly = null!;
    private EmittedDetector _detector = null!;

    [ParamsSource(nameof(Models))]
    public string Model { get; set; } = "";

    [ParamsSource(nameof(ThreadCounts))]
    public int Threads { get; set; }

    public static IEnumerable<string> Models => Directory.EnumerateFiles(Path.Combine(Repository.Root, "models"), "*.onnx").Select(f => Path.GetFileNameWithoutExtension(f)!).Order(StringComparer.Ordinal);

    public static IEnumerable<int> ThreadCounts => new[] { 1, Math.Min(4, Environment.ProcessorCount) }.Distinct();

    [GlobalSetup]
    public void Setup()
    {
        CompiledModel model = Repository.Compile(Model);
        _assembly = EmittedAssembly.Build(model.Plan, standAlone: true);
        _detector = _assembly.Create(model.Weights, Threads);
        var random = new Random(1);
        foreach (ref float value in MemoryMarshal.Cast<byte, float>(_detector.Access.Input(0)))
        {
            value = random.NextSingle();
        }
    }

    [GlobalCleanup]
    public void Cleanup()
    {
        _detector.Dispose();
        _assembly.Dispose();
    }

    [Benchmark(Description = "network")]
    public void Run() => _detector.Access.Run();
}
