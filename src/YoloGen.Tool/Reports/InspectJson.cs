using System.Text.Json;
using System.Text.Json.Nodes;
using YoloGen.Compiler.Graph;
using YoloGen.Cost;
using YoloGen.Emit;

namespace YoloGen.Tool.Reports;

/// <summary>Both graphs and the predicted time of each layer as JSON: {"before": {...}, "after": {...}, "head": {...}, "prediction": {...}}.</summary>
internal static class InspectJson
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n" };

    /// <param name="before">The graph as the file has it.</param>
    /// <param name="after">The graph after the passes.</param>
    /// <param name="plan">The plan, or null where the network cannot be planned; then there is no prediction.</param>
    /// <param name="head">What decodes the outputs; null where the input is no photo.</param>
    public static string Write(NetworkGraph before, NetworkGraph after, Plan? plan, HeadReport? head)
        => new JsonObject { ["before"] = Graph(before), ["after"] = Graph(after), ["head"] = head is null ? null : Head(head), ["prediction"] = plan is null ? null : Prediction(plan) }.ToJsonString(Indented) + "\n";

    private static JsonObject Head(HeadReport head) => new()
    {
        ["id"] = head.Id,
        ["task"] = head.Task,
        ["findings"] = new JsonArray([.. head.Findings.Select(f => (JsonNode)f)]),
        ["heads"] = new JsonArray([.. head.Reasons.Select(r => (JsonNode)r)]),
    };

    private static JsonObject Prediction(Plan plan)
    {
        NetworkCost cost = NetworkCost.Of(plan, CoreModels.RaspberryPi4);
        return new JsonObject
        {
            ["core"] = cost.Core.Name,
            ["machine"] = cost.Core.Machine,
            ["calibration"] = cost.Core.Calibration,
            ["milliseconds"] = Math.Round(cost.Milliseconds, 3),
            ["millisecondsOnFour"] = Math.Round(cost.MillisecondsOnFour, 3),
            ["layers"] = new JsonArray([.. PredictionRow.Of(plan, cost).Select(r => new JsonObject
            {
                ["layer"] = r.Layer,
                ["output"] = r.Output,
                ["microseconds"] = Math.Round(r.Microseconds, 1),
                ["boundBy"] = r.BoundBy,
                ["kernel"] = r.Kernel,
                ["others"] = new JsonObject(r.Others.Select(o => KeyValuePair.Create(o.Kernel, (JsonNode?)Math.Round(o.Microseconds, 1)))),
            })]),
        };
    }

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
