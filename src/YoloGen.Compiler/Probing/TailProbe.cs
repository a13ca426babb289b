using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;
using YoloGen.Detection;
using YoloGen.Diagnostics;

namespace YoloGen.Compiler.Probing;

/// <summary>
/// Evaluates what stands behind the last learned layers of each output, with 0 and with -1 for what those layers give. However an export
/// wrote it down, a decoded box then lies on its grid and a sigmoid shows its 0.5; so heads are told apart by what a graph computes.
/// </summary>
internal static class TailProbe
{
    /// <summary>Values that a tail may compute; a detector's has under ten million.</summary>
    private const long MostValues = 1L << 25;

    /// <summary>A probe for each output, null for those that are no floats; null as a whole where the tail is too large or cannot be evaluated.</summary>
    public static IReadOnlyList<OutputProbe?>? Of(NetworkGraph graph)
    {
        try
        {
            IReadOnlyDictionary<Tensor, Node> producers = graph.Producers();
            var learned = new LearnedLayers(producers);
            List<Node>? tail = Tail(graph, producers, learned);
            if (tail is null)
            {
                return null;
            }

            float[]?[] atZero = Run(graph, tail, learned, 0f), atMinusOne = Run(graph, tail, learned, -1f);
            return [.. atZero.Select((zero, i) => zero is null ? null : new OutputProbe(zero, atMinusOne[i]!))];
        }
        catch (Exception exception) when (exception is YoloGenException or ArithmeticException or ArgumentException or IndexOutOfRangeException or InvalidOperationException)
        {
            // Values that an operator cannot take, such as an index: the head is then chosen without a probe.
            return null;
        }
    }

    /// <summary>The nodes behind the last learned layers in execution order.</summary>
    private static List<Node>? Tail(NetworkGraph graph, IReadOnlyDictionary<Tensor, Node> producers, LearnedLayers learned)
    {
        var needed = new HashSet<Node>();
        var pending = new Stack<Tensor>(graph.Outputs);
        long values = 0;
        while (pending.TryPop(out Tensor? tensor))
        {
            if (learned.IsResult(tensor) || !producers.TryGetValue(tensor, out Node? node) || !needed.Add(node))
            {
                continue;
            }

            values += node.Outputs.Sum(o => o.Shape.Count);
            if (values > MostValues)
            {
                return null;
            }

            foreach (Tensor input in node.Inputs.OfType<Tensor>())
            {
                pending.Push(input);
            }
        }

        // Products and windows of the tail cost more than their results are large: what is left of them here is no decoding.
        return needed.Any(n => n.Op is Conv or ConvTranspose or MatMul or Gemm && !learned.IsExpectation(n)) ? null : [.. graph.Nodes.Where(needed.Contains)];
    }

    /// <summary>The outputs, null for those that are no floats.</summary>
    private static float[]?[] Run(NetworkGraph graph, List<Node> tail, LearnedLayers learned, float level)
    {
        var values = new Dictionary<Tensor, TensorData>(ReferenceEqualityComparer.Instance);
        foreach (Node node in tail)
        {
            TensorData[] results = Interpreter.Interpreter.Evaluate(node, [.. node.Inputs.Select(i => i is null ? null : Value(i, values, learned, level))]);
            for (int i = 0; i < node.Outputs.Count; i++)
            {
                values[node.Outputs[i]] = results[i];
            }
        }

        return [.. graph.Outputs.Select(o => o.Type == ElementType.Float32 ? Value(o, values, learned, level).Floats : null)];
    }

    private static TensorData Value(Tensor tensor, Dictionary<Tensor, TensorData> values, LearnedLayers learned, float level)
        => tensor.Constant ?? (values.TryGetValue(tensor, out TensorData? value) ? value : learned.Level(tensor, level));
}
