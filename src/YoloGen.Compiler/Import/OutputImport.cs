using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;
using YoloGen.Diagnostics;
using YoloGen.Onnx;

namespace YoloGen.Compiler.Import;

/// <summary>Resolves graph outputs, gives them the names of the file, and drops nodes that nothing reads.</summary>
internal static class OutputImport
{
    public static IReadOnlyList<Tensor> Run(ImportState state, Scope scope)
    {
        var outputs = new List<Tensor>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (OnnxValueInfo info in state.Model.Graph.Outputs)
        {
            if (!names.Add(info.Name))
            {
                throw new YoloGenException(DiagnosticCodes.BadGraph, $"the graph output '{info.Name}' is declared twice");
            }

            if (!scope.TryFind(info.Name, state, out Tensor? tensor) || tensor is null)
            {
                throw new YoloGenException(DiagnosticCodes.BadGraph, $"the graph output '{info.Name}' is produced by no node");
            }

            if (info.Type == OnnxDataType.Double)
            {
                throw new YoloGenException(DiagnosticCodes.UnsupportedType, $"the output '{info.Name}' has type double; export the model in single precision");
            }

            if (state.IsWide(tensor))
            {
                throw new YoloGenException(DiagnosticCodes.UnsupportedType, $"the output '{info.Name}' has 16 bits; export the model so that it is dequantized");
            }

            outputs.Add(tensor);
        }

        return outputs.Count > 0 ? outputs : throw new YoloGenException(DiagnosticCodes.BadGraph, "the graph has no output");
    }

    public static NetworkGraph Finish(ImportState state, IReadOnlyList<Tensor> inputs, IReadOnlyList<Tensor> outputs)
    {
        var renamed = new Dictionary<Tensor, Tensor>(ReferenceEqualityComparer.Instance);
        var produced = new HashSet<Tensor>(state.Nodes.SelectMany(n => n.Outputs), ReferenceEqualityComparer.Instance);
        var final = new List<Tensor>();
        var copies = new List<Node>();
        for (int i = 0; i < outputs.Count; i++)
        {
            string name = state.Model.Graph.Outputs[i].Name;
            Tensor tensor = outputs[i];
            if (tensor.IsConstant)
            {
                final.Add(tensor.Name == name ? tensor : new Tensor(name, tensor.Constant!));
            }
            else if (produced.Contains(tensor) && !renamed.ContainsKey(tensor))
            {
                // Identity and the like left only a second name.
                renamed[tensor] = tensor.Name == name ? tensor : new Tensor(name, tensor.Type, tensor.Shape);
                final.Add(renamed[tensor]);
            }
            else
            {
                // An input, or a tensor that is an output already, is copied.
                var copy = new Tensor(name == tensor.Name ? state.UniqueName(name) : name, tensor.Type, tensor.Shape);
                copies.Add(new Node($"output {name}", new Reshape(), [tensor], [copy]));
                final.Add(copy);
            }
        }

        Tensor Map(Tensor t) => renamed.GetValueOrDefault(t, t);
        IEnumerable<Node> nodes = state.Nodes.Concat(copies)
            .Select(n => new Node(n.Name, n.Op, [.. n.Inputs.Select(i => i is null ? null : Map(i))], [.. n.Outputs.Select(Map)]));
        return new NetworkGraph(state.Model.Graph.Name, inputs, final, Live([.. nodes], final), state.Model.Metadata);
    }

    private static List<Node> Live(IReadOnlyList<Node> nodes, IReadOnlyList<Tensor> outputs)
    {
        var needed = new HashSet<Tensor>(outputs, ReferenceEqualityComparer.Instance);
        var live = new List<Node>();
        foreach (Node node in nodes.Reverse())
        {
            if (node.Outputs.Any(needed.Contains))
            {
                live.Add(node);
                needed.UnionWith(node.Inputs.OfType<Tensor>());
            }
        }

        live.Reverse();
        return live;
    }
}
