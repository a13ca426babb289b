using System.Text.Json;
using System.Text.Json.Nodes;
using YoloGen.Compiler.Graph;

namespace YoloGen.Tool.Reports;

/// <summary>Both graphs as JSON: {"before": {...}, "after": {...}}.</summary>
internal static class InspectJson
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n" };

    public static string Write(NetworkGraph before, NetworkGraph after)
        => new JsonObject { ["before"] = Graph(before), ["after"] = Graph(after) }.ToJsonString(Indented) + "\n";

    private static JsonObject Graph(NetworkGraph graph) => new()
    {
        ["name"] = graph.Name,
        ["inputs"] = Tensors(graph.Inputs),
        ["outputs"] = Tensors(graph.Outputs),
        ["metadata"] = new JsonObject(graph.Metadata.Select(m => KeyValuePair.Create(m.Key, (JsonNode?)m.Value))),
        ["nodes"] = new JsonArray([.. InspectRow.Of(graph).Select(r => new JsonObject
        {
            ["operator"] = r.Operator,
            ["name"] = r.Name,
            ["inputs"] = new JsonArray([.. r.Inputs.Select(i => (JsonNode)i)]),
            ["outputs"] = new JsonArray([.. r.Outputs.Select(o => (JsonNode)o)]),
            ["attributes"] = r.Attributes,
            ["macs"] = r.Macs,
        })]),
    };

    private static JsonArray Tensors(IReadOnlyList<Tensor> tensors)
        => new([.. tensors.Select(t => new JsonObject { ["name"] = t.Name, ["type"] = t.Type.ShortName(), ["shape"] = new JsonArray([.. t.Shape.Dims.Select(d => (JsonNode)d)]) })]);
}
