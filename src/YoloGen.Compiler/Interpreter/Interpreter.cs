using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Operators;
using YoloGen.Diagnostics;

namespace YoloGen.Compiler.Interpreter;

/// <summary>
/// Evaluates graphs operator by operator in plain C#. It is the definition that generated code is compared with (docs/arithmetic.md),
/// and what folds constants during import.
/// </summary>
internal static class Interpreter
{
    /// <summary>Evaluates one node.</summary>
    /// <param name="node">The node; shapes and types of its outputs are taken from its output tensors.</param>
    /// <param name="inputs">One value for each input of the node, null for an omitted one.</param>
    /// <returns>One value for each output of the node.</returns>
    /// <exception cref="YoloGenException">The values do not fit the operator, for example an index out of range.</exception>
    public static TensorData[] Evaluate(Node node, IReadOnlyList<TensorData?> inputs)
    {
        ArgumentNullException.ThrowIfNull(node);
        ArgumentNullException.ThrowIfNull(inputs);
        TensorData[] outputs = OperatorCatalog.Of(node.Op).Evaluate(new Operands(node, inputs));
        for (int i = 0; i < outputs.Length && i < node.Outputs.Count; i++)
        {
            Tensor expected = node.Outputs[i];
            if (outputs[i].Type != expected.Type || outputs[i].Shape != expected.Shape)
            {
                throw new YoloGenException(
                    DiagnosticCodes.Internal,
                    $"{node.Op.Name} evaluated to {outputs[i].Type.ShortName()} {outputs[i].Shape} where the graph has {expected.Type.ShortName()} {expected.Shape}",
                    node: node.Name);
            }
        }

        return outputs;
    }

    /// <summary>Evaluates a whole graph.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="inputs">A value for each graph input, by name, of exactly its type and shape.</param>
    /// <param name="observe">Called with every tensor that a node produces, in execution order; null for none.</param>
    /// <returns>The value of each graph output, by name.</returns>
    /// <exception cref="ArgumentException">An input is missing or has another type or shape.</exception>
    public static IReadOnlyDictionary<string, TensorData> Run(
        NetworkGraph graph, IReadOnlyDictionary<string, TensorData> inputs, Action<Tensor, TensorData>? observe = null)
    {
        ArgumentNullException.ThrowIfNull(graph);
        ArgumentNullException.ThrowIfNull(inputs);
        var values = new Dictionary<Tensor, TensorData>(ReferenceEqualityComparer.Instance);
        foreach (Tensor input in graph.Inputs)
        {
            if (!inputs.TryGetValue(input.Name, out TensorData? value) || value.Type != input.Type || value.Shape != input.Shape)
            {
                throw new ArgumentException($"graph input {input} has no value of its type and shape", nameof(inputs));
            }

            values[input] = value;
        }

        Dictionary<Tensor, int> pendingReads = CountReads(graph);
        foreach (Node node in graph.Nodes)
        {
            TensorData[] results = Evaluate(node, [.. node.Inputs.Select(i => i is null ? null : ValueOf(i, values))]);
            for (int i = 0; i < node.Outputs.Count; i++)
            {
                values[node.Outputs[i]] = results[i];
                observe?.Invoke(node.Outputs[i], results[i]);
            }

            ReleaseRead(node, pendingReads, values);
        }

        return graph.Outputs.DistinctBy(o => o.Name).ToDictionary(o => o.Name, o => ValueOf(o, values), StringComparer.Ordinal);
    }

    private static TensorData ValueOf(Tensor tensor, Dictionary<Tensor, TensorData> values)
        => tensor.Constant ?? values[tensor];

    private static Dictionary<Tensor, int> CountReads(NetworkGraph graph)
    {
        var reads = new Dictionary<Tensor, int>(ReferenceEqualityComparer.Instance);
        foreach (Tensor tensor in graph.Nodes.SelectMany(n => n.Inputs).OfType<Tensor>().Concat(graph.Outputs))
        {
            reads[tensor] = reads.GetValueOrDefault(tensor) + 1;
        }

        return reads;
    }

    /// <summary>Drops values that nothing reads any more, so that a whole network fits in memory.</summary>
    private static void ReleaseRead(Node node, Dictionary<Tensor, int> pendingReads, Dictionary<Tensor, TensorData> values)
    {
        foreach (Tensor input in node.Inputs.OfType<Tensor>())
        {
            if (--pendingReads[input] == 0)
            {
                values.Remove(input);
            }
        }
    }
}
