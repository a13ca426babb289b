using YoloGen.Compiler.Operators;
using YoloGen.Diagnostics;

namespace YoloGen.Compiler.Graph;

/// <summary>
/// The rules of the IR, checked after import and after every pass: names are unique, nodes come after what they read,
/// every tensor has one producer, and operators have the types and shapes of <see cref="OperatorRules"/>.
/// </summary>
internal static class GraphVerifier
{
    /// <summary>Checks a graph.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="stage">What made it, for the message.</param>
    /// <exception cref="YoloGenException">A rule is broken (<see cref="DiagnosticCodes.Internal"/>): a bug of that stage.</exception>
    public static void Verify(NetworkGraph graph, string stage = "import")
    {
        ArgumentNullException.ThrowIfNull(graph);
        var known = new HashSet<Tensor>(ReferenceEqualityComparer.Instance);
        var names = new Dictionary<string, Tensor>(StringComparer.Ordinal);
        foreach (Tensor input in graph.Inputs)
        {
            Require(!input.IsConstant, $"the input '{input.Name}' is constant");
            Define(input, null);
        }

        foreach (Node node in graph.Nodes)
        {
            foreach (Tensor input in node.Inputs.OfType<Tensor>())
            {
                if (input.IsConstant)
                {
                    Name(input, node);
                }
                else
                {
                    Require(known.Contains(input), $"'{input.Name}' is read before anything produces it", node);
                }
            }

            Require(node.Outputs.Count > 0, "a node without output", node);
            foreach (Tensor output in node.Outputs)
            {
                Require(!output.IsConstant, $"'{output.Name}' is constant and produced by a node", node);
                Define(output, node);
            }

            if (OperatorCatalog.Of(node.Op).BrokenRule(node) is { } rule)
            {
                throw Fail(rule, node);
            }
        }

        foreach (Tensor output in graph.Outputs)
        {
            Require(output.IsConstant || known.Contains(output), $"nothing produces the output '{output.Name}'");
        }

        void Define(Tensor tensor, Node? node)
        {
            Require(known.Add(tensor), $"'{tensor.Name}' is produced twice", node);
            Name(tensor, node);
        }

        void Name(Tensor tensor, Node? node)
            => Require(names.TryAdd(tensor.Name, tensor) || ReferenceEquals(names[tensor.Name], tensor), $"two tensors are named '{tensor.Name}'", node);

        void Require(bool holds, string rule, Node? node = null)
        {
            if (!holds)
            {
                throw Fail(rule, node);
            }
        }

        YoloGenException Fail(string rule, Node? node) => new(
            DiagnosticCodes.Internal,
            $"after {stage}: {rule}{(node is null ? "" : $" ({node.Op.Name}: {string.Join(", ", node.Inputs.Select(i => i?.ToString() ?? "none"))} -> {string.Join(", ", node.Outputs)})")}; please report this",
            node: node?.Name);
    }
}
