using BenchmarkDotNet.Attributes;

namespace YoloGen.Benchmarks;

/// <summary>Each layer of the shipped model, with the rows operations that are fused into it, on the best instruction set of this machine.</summary>
public class LayerBenchmarks
{
    private const string Model = "facemask_int8";
    private LayerCalls _calls = null!;
    private Action<int, int> _layer = null!;

    [ParamsSource(nameof(Layers))]
    public string Layer { get; set; } = "";

    public static IEnumerable<string> Layers => Repository.Compile(Model).Plan.Layers.Select(Name);

    [GlobalSetup]
    public void Setup()
    {
        _calls = new LayerCalls(Repository.Compile(Model));
        _layer = _calls.Layer(int.Parse(Layer[..3], System.Globalization.CultureInfo.InvariantCulture));
    }

    [GlobalCleanup]
    public void Cleanup() => _calls.Dispose();

    [Benchmark(Description = "layer")]
    public void Run() => _layer(0, 1);

    private static string Name(PlanLayer layer, int index) => $"{index:000} {layer.Kind} {layer.Name}";
}
