using System.Globalization;
using YoloGen.Onnx;

namespace YoloGen.Compiler.Import;

/// <summary>
/// Leaves out the suppression that an export brings along (NonMaxSuppression, TensorRT's EfficientNMS, or TopK over the best scores): the network ends in the boxes and
/// scores that go into it, and the emitted class, whose memory and time are fixed, suppresses itself. Metadata say that it was so and with which limits.
/// </summary>
internal static class SuppressionCut
{
    /// <summary>Metadata key that says what was cut off: nms, efficientnms or topk.</summary>
    public const string Key = "yologen.cut";

    /// <summary>The model as it is, or a shorter one.</summary>
    public static OnnxModel Apply(OnnxModel model)
    {
        if (model.Graph.Nodes.FindAll(n => n.OpType == "EfficientNMS_TRT") is [{ Inputs.Count: >= 2 } plugin])
        {
            var limits = new Dictionary<string, string>(StringComparer.Ordinal) { [Key] = "efficientnms" };
            Set(limits, "yologen.iou", plugin.Attributes.Find(a => a.Name == "iou_threshold")?.Float);
            Set(limits, "yologen.score", plugin.Attributes.Find(a => a.Name == "score_threshold")?.Float);
            if (plugin.Attributes.Exists(a => a.Name == "box_coding" && a.Int == 1))
            {
                limits["yologen.box"] = "center";
            }

            return Cut(model, plugin, plugin.Inputs[0], plugin.Inputs[1], limits);
        }

        OnnxNode[] suppressions = [.. model.Graph.Nodes.Where(n => n.OpType == "NonMaxSuppression" && n.Domain.Length == 0)];
        if (suppressions is [{ Inputs.Count: >= 2 } suppression])
        {
            var metadata = new Dictionary<string, string>(StringComparer.Ordinal) { [Key] = "nms" };
            Set(metadata, "yologen.iou", Scalar(model, suppression, 3) ?? 0f);
            Set(metadata, "yologen.score", Scalar(model, suppression, 4));
            if (suppression.Attributes.Any(a => a.Name == "center_point_box" && a.Int == 1))
            {
                metadata["yologen.box"] = "center";
            }

            return Cut(model, suppression, suppression.Inputs[0], suppression.Inputs[1], metadata);
        }

        return model.Graph.Nodes.Find(n => n.OpType == "TopK" && n.Domain.Length == 0) is { Inputs.Count: > 0 } best && Halves(model, best) is (var boxes, var scores)
            ? Cut(model, best, boxes, scores, new Dictionary<string, string>(StringComparer.Ordinal) { [Key] = "topk" })
            : model;
    }

    /// <summary>Boxes and scores of which TopK takes the best: the parts of one tensor, the scores by their greatest.</summary>
    private static (string Boxes, string Scores)? Halves(OnnxModel model, OnnxNode best)
    {
        string at = best.Inputs[0];
        bool reduced = false;
        for (int steps = 0; steps < 8 && Producer(model, at) is { Inputs.Count: > 0 } node; steps++)
        {
            if (node.OpType == "Split" && node.Outputs.Count == 2)
            {
                return reduced ? (node.Outputs.First(o => o != at), at) : null;
            }

            if (node.OpType == "Slice")
            {
                OnnxNode[] slices = [.. model.Graph.Nodes.Where(n => n.OpType == "Slice" && n.Inputs.Count > 0 && n.Inputs[0] == node.Inputs[0])];
                return reduced && slices.Length == 2 ? (slices.First(s => s != node).Outputs[0], at) : null;
            }

            if (node.OpType is not ("ReduceMax" or "Identity" or "Squeeze"))
            {
                return null;
            }

            reduced |= node.OpType == "ReduceMax";
            at = node.Inputs[0];
        }

        return null;
    }

    private static OnnxModel Cut(OnnxModel model, OnnxNode at, string boxes, string scores, Dictionary<string, string> metadata)
    {
        HashSet<string> behind = Behind(model, at);
        // Boxes that come in from outside are no detector's.
        if (Producer(model, boxes) is null || Producer(model, scores) is null || boxes.Length == 0 || scores.Length == 0 || behind.Contains(boxes) || behind.Contains(scores) || !model.Graph.Outputs.Exists(o => behind.Contains(o.Name)))
        {
            return model;
        }

        var graph = new OnnxGraph { Name = model.Graph.Name };
        graph.Initializers.AddRange(model.Graph.Initializers);
        graph.Inputs.AddRange(model.Graph.Inputs);
        graph.ValueInfos.AddRange(model.Graph.ValueInfos);
        string[] outputs = [boxes, scores, .. model.Graph.Outputs.Select(o => o.Name).Where(o => !behind.Contains(o) && o != boxes && o != scores)];
        graph.Outputs.AddRange(outputs.Select(name => model.Graph.Outputs.Concat(model.Graph.ValueInfos).FirstOrDefault(o => o.Name == name) ?? new OnnxValueInfo { Name = name, Type = OnnxDataType.Float }));
        graph.Nodes.AddRange(Needed(model, outputs));
        var cut = new OnnxModel { Path = model.Path, IrVersion = model.IrVersion, ProducerName = model.ProducerName, ProducerVersion = model.ProducerVersion, ExternalFiles = model.ExternalFiles, Graph = graph };
        cut.Functions.AddRange(model.Functions);
        foreach ((string domain, long version) in model.Opsets)
        {
            cut.Opsets[domain] = version;
        }

        foreach ((string key, string value) in model.Metadata.Concat(metadata.Where(m => !model.Metadata.ContainsKey(m.Key))))
        {
            cut.Metadata[key] = value;
        }

        return cut;
    }

    /// <summary>The names of all values that depend on a node.</summary>
    private static HashSet<string> Behind(OnnxModel model, OnnxNode first)
    {
        var names = new HashSet<string>(first.Outputs.Where(o => o.Length > 0), StringComparer.Ordinal);
        ILookup<string, OnnxNode> readers = model.Graph.Nodes.SelectMany(n => n.Inputs.Select(i => (Name: i, Node: n))).ToLookup(p => p.Name, p => p.Node, StringComparer.Ordinal);
        var pending = new Stack<string>(names);
        while (pending.TryPop(out string? name))
        {
            foreach (string output in readers[name].SelectMany(n => n.Outputs).Where(o => o.Length > 0))
            {
                if (names.Add(output))
                {
                    pending.Push(output);
                }
            }
        }

        return names;
    }

    private static IEnumerable<OnnxNode> Needed(OnnxModel model, string[] outputs)
    {
        Dictionary<string, OnnxNode> producers = [];
        foreach (OnnxNode node in model.Graph.Nodes)
        {
            foreach (string output in node.Outputs)
            {
                producers[output] = node;
            }
        }

        var needed = new HashSet<OnnxNode>();
        var pending = new Stack<string>(outputs);
        while (pending.TryPop(out string? name))
        {
            if (producers.TryGetValue(name, out OnnxNode? node) && needed.Add(node))
            {
                // A node with a body reads names that stand in none of its inputs: then everything stays.
                if (node.Attributes.Any(a => a.Graph is not null))
                {
                    return model.Graph.Nodes;
                }

                foreach (string input in node.Inputs)
                {
                    pending.Push(input);
                }
            }
        }

        return model.Graph.Nodes.Where(needed.Contains);
    }

    private static OnnxNode? Producer(OnnxModel model, string name) => model.Graph.Nodes.Find(n => n.Outputs.Contains(name));

    private static float? Scalar(OnnxModel model, OnnxNode node, int input)
    {
        if (node.Inputs.Count <= input || node.Inputs[input].Length == 0)
        {
            return null;
        }

        string name = node.Inputs[input];
        OnnxTensor? tensor = model.Graph.Initializers.Find(t => t.Name == name)
            ?? (Producer(model, name) is { OpType: "Constant" } constant ? constant.Attributes.Find(a => a.Name == "value")?.Tensor : null);
        return tensor is { Type: OnnxDataType.Float, Count: 1 } ? tensor.ToFloats()[0] : null;
    }

    private static void Set(Dictionary<string, string> metadata, string key, float? value)
    {
        if (value is >= 0f and <= 1f)
        {
            metadata[key] = value.Value.ToString("R", CultureInfo.InvariantCulture);
        }
    }
}
