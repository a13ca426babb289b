using System.Runtime.InteropServices;
using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;
using YoloGen.Compiler.Passes;
using YoloGen.Compiler.Planning;
using YoloGen.Execution;

namespace YoloGen.Quantization.Keeping;

/// <summary>
/// The float network with an input beside each tensor that is added to it: what the bytes of one tensor do to the boxes shows when their error is put there
/// and zeros elsewhere, without building a network for each tensor.
/// </summary>
internal sealed class NoisyNetwork : IDisposable
{
    private readonly EmittedAssembly _assembly;
    private readonly EmittedDetector _detector;

    /// <param name="graph">The float network, with one input.</param>
    /// <param name="tensors">What nodes produce.</param>
    /// <param name="threads">0 for one on each processor.</param>
    public NoisyNetwork(NetworkGraph graph, IReadOnlyList<Tensor> tensors, int threads)
    {
        PlannedNetwork planned = DetectingNetwork.PlanOf(PassList.Run(With(graph, tensors)));
        _assembly = EmittedAssembly.BuildManyQuickly([planned.Plan], InstructionSetList.OfThisMachine())[0];
        _detector = _assembly.Create(planned.Weights, threads > 0 ? threads : Environment.ProcessorCount);
    }

    public void Photo(float[] input) => MemoryMarshal.AsBytes(input.AsSpan()).CopyTo(_detector.Access.Input(0));

    /// <summary>What is added to a tensor, by its place in the list.</summary>
    public Span<float> Noise(int tensor) => MemoryMarshal.Cast<byte, float>(_detector.Access.Input(tensor + 1));

    /// <summary>All outputs, row-major, in the order of the file.</summary>
    public float[][] Run()
    {
        _detector.Access.Run();
        return [.. Enumerable.Range(0, _detector.Plan.Outputs.Count).Select(i => MemoryMarshal.Cast<byte, float>(_detector.Access.Output(i)).ToArray())];
    }

    public void Dispose()
    {
        _detector.Dispose();
        _assembly.Dispose();
    }

    private static NetworkGraph With(NetworkGraph graph, IReadOnlyList<Tensor> tensors)
    {
        var noisy = new Dictionary<Tensor, Tensor>(ReferenceEqualityComparer.Instance);
        var inputs = new List<Tensor>(graph.Inputs);
        var nodes = new List<Node>();
        var noises = tensors.ToDictionary(t => t, t => new Tensor(t.Name + "\u0001noise", t.Type, t.Shape), (IEqualityComparer<Tensor>)ReferenceEqualityComparer.Instance);
        inputs.AddRange(tensors.Select(t => noises[t]));
        foreach (Node node in graph.Nodes)
        {
            nodes.Add(node with { Inputs = [.. node.Inputs.Select(i => i is not null && noisy.TryGetValue(i, out Tensor? n) ? n : i)] });
            foreach (Tensor output in node.Outputs.Where(noises.ContainsKey))
            {
                noisy[output] = new Tensor(output.Name + "\u0001noisy", output.Type, output.Shape);
                nodes.Add(new Node(output.Name + "\u0001add", new Binary(BinaryKind.Add), [output, noises[output]], [noisy[output]]));
            }
        }

        return graph with { Inputs = inputs, Nodes = nodes, Outputs = [.. graph.Outputs.Select(o => noisy.GetValueOrDefault(o, o))] };
    }
}
