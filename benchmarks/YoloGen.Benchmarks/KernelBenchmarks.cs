using BenchmarkDotNet.Attributes;
using YoloGen.Compiler;
using YoloGen.Onnx;
using YoloGen.Execution;

namespace YoloGen.Benchmarks;

/// <summary>Kernels by shape, on every vector instruction set of this machine.</summary>
public class KernelBenchmarks
{
    private LayerCalls _calls = null!;
    private Action<int, int> _layer = null!;

    [ParamsSource(nameof(Shapes))]
    public KernelShape Shape { get; set; } = null!;

    [ParamsSource(nameof(InstructionSets))]
    public string Isa { get; set; } = "";

    public static IEnumerable<KernelShape> Shapes => KernelShape.All;

    /// <summary>The portable code is the definition, not meant to be fast.</summary>
    public static IEnumerable<string> InstructionSets => InstructionSetList.OfThisMachine() is { Count: > 1 } sets ? sets.Skip(1) : ["portable"];

    [GlobalSetup]
    public void Setup()
    {
        string folder = Directory.CreateTempSubdirectory("yologen-bench-").FullName;
        string file = Path.Combine(folder, "layer.onnx");
        OnnxWriter.Write(Shape.Model(), file);
        _calls = new LayerCalls(Compilation.Compile(file), Isa);
        Directory.Delete(folder, recursive: true);
        _layer = _calls.Layer(_calls.Plan.Layers.ToList().FindIndex(l => l.Kind == Shape.Kind));
    }

    [GlobalCleanup]
    public void Cleanup() => _calls.Dispose();

    [Benchmark(Description = "kernel")]
    public void Run() => _layer(0, 1);
}
