using YoloGen.Diagnostics;
using YoloGen.Onnx;

namespace YoloGen.Compiler.Import;

/// <summary>Nodes so that each comes after those it reads; the order of the file stays where it may.</summary>
internal static class NodeOrder
{
    public static IReadOnlyList<OnnxNode> Sort(OnnxGraph graph)
    {
        var producers = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int i = 0; i < graph.Nodes.Count; i++)
        {
            foreach (string output in graph.Nodes[i].Outputs.Where(o => o.Length > 0))
            {
                if (!producers.TryAdd(output, i))
                {
                    throw new YoloGenException(DiagnosticCodes.BadGraph, $"two nodes produce '{output}'", node: graph.Nodes[i].Label);
                }
            }
        }

        // Kahn's algorithm with a queue ordered by position in the file.
        var waiting = new int[graph.Nodes.Count];
        var readers = new List<int>[graph.Nodes.Count];
        for (int i = 0; i < graph.Nodes.Count; i++)
        {
            foreach (int producer in Reads(graph.Nodes[i]).Select(r => producers.GetValueOrDefault(r, -1)).Where(p => p >= 0).Distinct())
            {
                waiting[i]++;
                (readers[producer] ??= []).Add(i);
            }
        }

        var ready = new PriorityQueue<int, int>(Enumerable.Range(0, waiting.Length).Where(i => waiting[i] == 0).Select(i => (i, i)));
        var sorted = new List<OnnxNode>(waiting.Length);
        while (ready.TryDequeue(out int next, out _))
        {
            sorted.Add(graph.Nodes[next]);
            foreach (int reader in readers[next] ?? [])
            {
                if (--waiting[reader] == 0)
                {
                    ready.Enqueue(reader, reader);
                }
            }
        }

        if (sorted.Count < graph.Nodes.Count)
        {
            int stuck = Array.FindIndex(waiting, w => w > 0);
            throw new YoloGenException(DiagnosticCodes.BadGraph, "the node depends on its own result through a cycle", node: graph.Nodes[stuck].Label);
        }

        return sorted;
    }

    /// <summary>Names that a node reads, also from graphs inside its attributes.</summary>
    public static IEnumerable<string> Reads(OnnxNode node)
        => node.Inputs.Concat(node.Attributes.Where(a => a.Graph is not null)
            .SelectMany(a => a.Graph!.Nodes.SelectMany(Reads).Concat(a.Graph.Outputs.Select(o => o.Name))));
}
