using System.Runtime.InteropServices;
using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Passes;
using YoloGen.Compiler.Planning;
using YoloGen.Execution;

namespace YoloGen.Quantization.Keeping;

/// <summary>A network at work as its user will see it: compiled by the passes and the planner, as an emitted class in this process.</summary>
internal sealed class DetectingNetwork : IDisposable
{
    private readonly EmittedAssembly _assembly;
    private readonly EmittedDetector _detector;

    /// <param name="graph">As imported; float or in Q/DQ form. All outputs are floats.</param>
    /// <param name="threads">0 for one on each processor.</param>
    public DetectingNetwork(NetworkGraph graph, int threads)
    {
        PlannedNetwork planned = PlanOf(PassList.Run(graph));
        _assembly = EmittedAssembly.BuildManyQuickly([planned.Plan], InstructionSetList.OfThisMachine())[0];
        _detector = _assembly.Create(planned.Weights, threads > 0 ? threads : Environment.ProcessorCount);
    }

    /// <summary>Plans a graph that the passes have been over.</summary>
    public static PlannedNetwork PlanOf(NetworkGraph graph) => Planner.Plan(graph, new PlanOptions("Quantized", "YoloGen.Quantized", new string('0', 64)));

    /// <summary>All outputs for one input, row-major, in the order of the file.</summary>
    public float[][] Run(float[] input)
    {
        MemoryMarshal.AsBytes(input.AsSpan()).CopyTo(_detector.Access.Input(0));
        _detector.Access.Run();
        return [.. Enumerable.Range(0, _detector.Plan.Outputs.Count).Select(i => MemoryMarshal.Cast<byte, float>(_detector.Access.Output(i)).ToArray())];
    }

    public void Dispose()
    {
        _detector.Dispose();
        _assembly.Dispose();
    }
}
