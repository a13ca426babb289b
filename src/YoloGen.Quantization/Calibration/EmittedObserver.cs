using System.Runtime.InteropServices;
using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Passes;
using YoloGen.Compiler.Planning;
using YoloGen.Execution;

namespace YoloGen.Quantization.Calibration;

/// <summary>Calibrates with the class that YoloGen emits for the float network, with the observed tensors as outputs.</summary>
internal sealed class EmittedObserver : ITensorObserver
{
    private readonly NetworkGraph _graph;
    private readonly EmittedAssembly _assembly;
    private readonly EmittedDetector _detector;

    public EmittedObserver(NetworkGraph graph, IReadOnlyList<Tensor> observed, int threads)
    {
        _graph = RemoveDead.Run(graph with { Outputs = observed });
        PlannedNetwork planned = Planner.Plan(_graph, new PlanOptions("Calibration", "YoloGen.Calibrated", new string('0', 64)));
        _assembly = EmittedAssembly.BuildManyQuickly([planned.Plan], InstructionSetList.OfThisMachine())[0];
        _detector = _assembly.Create(planned.Weights, threads);
    }

    public int Count => _graph.Outputs.Count + 1;

    public string Name(int index) => index == 0 ? _graph.Inputs[0].Name : _graph.Outputs[index - 1].Name;

    public void Observe(float[] input, TensorVisitor visit)
    {
        visit(0, input);
        MemoryMarshal.AsBytes(input.AsSpan()).CopyTo(_detector.Access.Input(0));
        _detector.Access.Run();
        for (int i = 1; i < Count; i++)
        {
            visit(i, MemoryMarshal.Cast<byte, float>(_detector.Access.Output(i - 1)));
        }
    }

    public void Dispose()
    {
        _detector.Dispose();
        _assembly.Dispose();
    }
}
