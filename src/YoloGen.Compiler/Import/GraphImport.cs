using YoloGen.Compiler.Graph;
using YoloGen.Diagnostics;
using YoloGen.Onnx;

namespace YoloGen.Compiler.Import;

/// <summary>Imports the nodes of a graph one by one and collects what cannot be imported.</summary>
internal static class GraphImport
{
    public static void AddInitializers(ImportState state, OnnxGraph graph, Scope scope)
    {
        foreach (OnnxTensor tensor in graph.Initializers)
        {
            if (tensor.Name.Length == 0 || !scope.TryAddInitializer(tensor))
            {
                throw new YoloGenException(
                    DiagnosticCodes.BadGraph, tensor.Name.Length == 0 ? "an initializer has no name" : $"two initializers are named '{tensor.Name}'");
            }
        }
    }

    public static void AddNodes(ImportState state, OnnxGraph graph, Scope scope)
    {
        foreach (OnnxNode node in NodeOrder.Sort(graph))
        {
            try
            {
                AddNode(state, node, scope);
            }
            catch (YoloGenException e)
            {
                state.Problems.AddRange(e.Diagnostics.Select(d => d with { Node = d.Node ?? node.Label }));
            }

            // What the node did not bind is marked, so that its readers are not reported for it.
            foreach (string output in node.Outputs.Where(o => o.Length > 0))
            {
                scope.TryBind(output, null);
            }
        }
    }

    private static void AddNode(ImportState state, OnnxNode node, Scope scope)
    {
        OperatorEntry entry = OperatorTable.Find(node, state);
        var inputs = new List<Tensor?>();
        foreach (string name in node.Inputs)
        {
            Tensor? tensor = null;
            if (name.Length > 0)
            {
                if (!scope.TryFind(name, state, out tensor))
                {
                    throw new YoloGenException(DiagnosticCodes.BadGraph, $"{node.OpType} reads '{name}', which nothing produces");
                }

                if (tensor is null)
                {
                    return;
                }
            }

            if (state.IsWide(tensor) && (node.OpType, inputs.Count) is not (("QuantizeLinear", 2) or ("DequantizeLinear", 0 or 2)))
            {
                throw new YoloGenException(
                    DiagnosticCodes.UnsupportedType, $"{node.OpType} reads '{name}', whose values have 16 bits; only DequantizeLinear is computed on such");
            }

            inputs.Add(tensor);
        }

        // Trailing omitted inputs are the same as none.
        while (inputs.Count > 0 && inputs[^1] is null)
        {
            inputs.RemoveAt(inputs.Count - 1);
        }

        var import = new NodeImport(state, scope, node, inputs);
        entry.CheckArity(import);
        entry.Import(import);
        import.Attributes.CheckAllRead();
        import.CheckAllBound();
    }
}
