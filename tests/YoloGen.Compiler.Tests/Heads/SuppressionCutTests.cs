using Xunit;
using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Import;
using YoloGen.Compiler.Tests.Planning;
using YoloGen.Detection;
using YoloGen.Onnx;

namespace YoloGen.Compiler.Tests.Heads;

/// <summary>Exports with their own suppression compile: it is left out, and what it would have done is kept as the head's defaults.</summary>
[Collection(nameof(AloneCollection))]
public sealed class SuppressionCutTests
{
    /// <summary>Boxes decoded from the last layer beside scores [1, C, N], into NonMaxSuppression; box ids come out.</summary>
    private static OnnxModel WithNms(bool centered, bool xFirst)
    {
        var random = new Random(3);
        float[] Weights(int n) => [.. Enumerable.Range(0, n).Select(_ => (float)((random.NextDouble() - 0.5) / 8))];
        float[] cells = [.. Enumerable.Range(0, 64).SelectMany(i => new[] { (i % 8 + 0.5f) * 8, (i / 8 + 0.5f) * 8 })];
        float[] grid = [.. Enumerable.Range(0, 64).SelectMany(i => (xFirst ? new[] { 0, 1 } : [1, 0]) is var o && centered
            ? new[] { cells[2 * i], cells[(2 * i) + 1], 12f, 12f }
            : new[] { cells[(2 * i) + o[0]] - 6, cells[(2 * i) + o[1]] - 6, cells[(2 * i) + o[0]] + 6, cells[(2 * i) + o[1]] + 6 })];
        return new OnnxModelBuilder(17).Input("x", 1, 3, 64, 64)
            .Initializer("w", [7, 3, 8, 8], Weights(7 * 192)).Initializer("rows", [3], 1L, 64L, 7L).Initializer("four", [2], 4L, 3L).Initializer("grid", [1, 64, 4], grid)
            .Initializer("most", [1], 20L).Initializer("iou", [1], 0.6f).Initializer("score", [1], 0.4f).Initializer("one", [1], 1L)
            .Node("Conv", ["x", "w"], ["map"], ("strides", new[] { 8, 8 })).Node("Transpose", ["map"], ["hwc"], ("perm", new[] { 0, 2, 3, 1 })).Node("Reshape", ["hwc", "rows"], ["table"])
            .Node("Split", ["table", "four"], ["t", "s"], ("axis", 2)).Node("Add", ["t", "grid"], ["boxes"]).Node("Sigmoid", ["s"], ["p"]).Node("Transpose", ["p"], ["scores"], ("perm", new[] { 0, 2, 1 }))
            .Node("NonMaxSuppression", ["boxes", "scores", "most", "iou", "score"], ["kept"], ("center_point_box", centered ? 1 : 0)).Node("Gather", ["kept", "one"], ["ids"], ("axis", 1))
            .Output("ids", OnnxDataType.Int64).Build();
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public void NonMaxSuppression_is_left_out_and_its_thresholds_stay(bool centered, bool xFirst)
    {
        OnnxModel model = WithNms(centered, xFirst);
        NetworkGraph graph = Importer.Import(model);
        Assert.Equal(["boxes", "scores"], graph.Outputs.Select(o => o.Name));
        Assert.Single(model.Graph.Outputs);
        HeadSelection head = HeadCatalog.Select(GraphSignature.Of(graph)!)!;
        Assert.Equal(("cut", 3, 0.6f, 0.4f), (head.Head.Id, head.ClassNames.Count, head.IouThreshold, head.ScoreThreshold));
        Assert.Contains(head.Assumptions, a => a.Contains("NonMaxSuppression is left out", StringComparison.Ordinal));
        Assert.Equal(centered ? "true" : "false", Argument(head, "centered"));
        Assert.Equal(xFirst ? "false" : "true", Argument(head, "yFirst"));
        Assert.Equal("1", Argument(head, "scaleX"));
        EmittedHeadTests.CheckGraph(graph, o => Plain.BoxesAndScores(o[0], o[1], 3, planes: true, yFirst: !xFirst, centered), 64, 64);
    }

    /// <summary>TensorRT's plugin takes scores [1, N, C]; what it calls box_coding 1 is centre and size.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void EfficientNMS_is_left_out_and_its_thresholds_stay(int coding)
    {
        OnnxModel model = WithNms(centered: coding == 1, xFirst: true);
        model.Graph.Nodes.RemoveRange(model.Graph.Nodes.Count - 3, 3);
        OnnxNode plugin = OnnxModelBuilder.MakeNode("TRT:EfficientNMS_TRT", ["boxes", "p"], ["num", "found", "best", "classes"], ("iou_threshold", 0.55f), ("score_threshold", 0.35f), ("box_coding", coding), ("max_output_boxes", 100));
        model.Graph.Nodes.Add(plugin);
        model.Graph.Outputs.Clear();
        model.Graph.Outputs.AddRange([new OnnxValueInfo { Name = "num", Type = OnnxDataType.Int32 }, .. new[] { "found", "best" }.Select(n => new OnnxValueInfo { Name = n, Type = OnnxDataType.Float }), new OnnxValueInfo { Name = "classes", Type = OnnxDataType.Int32 }]);
        NetworkGraph graph = Importer.Import(model);
        Assert.Equal(["boxes", "p"], graph.Outputs.Select(o => o.Name));
        HeadSelection head = HeadCatalog.Select(GraphSignature.Of(graph)!)!;
        Assert.Equal(("cut", 3, 0.55f, 0.35f), (head.Head.Id, head.ClassNames.Count, head.IouThreshold, head.ScoreThreshold));
        Assert.Equal(coding == 1 ? "true" : "false", Argument(head, "centered"));
        EmittedHeadTests.CheckGraph(graph, o => Plain.BoxesAndScores(o[0], o[1], 3, planes: false, yFirst: false, coding == 1), 64, 64);
    }

    /// <summary>As YOLOv10 and YOLO26 end: the best places by their greatest score, then the best of these.</summary>
    [Fact]
    public void TopK_is_left_out_and_nothing_is_suppressed()
    {
        var random = new Random(4);
        float[] weights = [.. Enumerable.Range(0, 7 * 192).Select(_ => (float)((random.NextDouble() - 0.5) / 8))];
        float[] grid = [.. Enumerable.Range(0, 64).SelectMany(i => new[] { (i % 8 * 8) - 8f, (i / 8 * 8) - 8f, (i % 8 * 8) + 16f, (i / 8 * 8) + 16f })];
        OnnxModel model = new OnnxModelBuilder(17).Input("x", 1, 3, 64, 64)
            .Initializer("w", [7, 3, 8, 8], weights).Initializer("rows", [3], 1L, 7L, 64L).Initializer("four", [2], 4L, 3L).Initializer("grid", [1, 64, 4], grid)
            .Initializer("k", [1], 30L).Initializer("last", [1], -1L).Initializer("tile", [3], 1L, 1L, 4L)
            .Node("Conv", ["x", "w"], ["map"], ("strides", new[] { 8, 8 })).Node("Reshape", ["map", "rows"], ["columns"]).Node("Transpose", ["columns"], ["table"], ("perm", new[] { 0, 2, 1 }))
            .Node("Split", ["table", "four"], ["t", "s"], ("axis", 2)).Node("Add", ["t", "grid"], ["b"]).Node("Sigmoid", ["s"], ["p"])
            .Node("Concat", ["b", "p"], ["all"], ("axis", 2)).Node("Split", ["all", "four"], ["boxes", "scores"], ("axis", 2))
            .Node("ReduceMax", ["scores"], ["most"], ("axes", new[] { -1 }), ("keepdims", 0)).Node("TopK", ["most", "k"], ["values", "places"])
            .Node("Unsqueeze", ["places", "last"], ["column"]).Node("Tile", ["column", "tile"], ["index"]).Node("GatherElements", ["boxes", "index"], ["found"], ("axis", 1))
            .Output("found").Metadata("names", "{0: 'a', 1: 'b', 2: 'c'}").Metadata("end2end", "True").Build();
        NetworkGraph graph = Importer.Import(model);
        HeadSelection head = HeadCatalog.Select(GraphSignature.Of(graph)!)!;
        Assert.Equal(("cut", 1f), (head.Head.Id, head.IouThreshold));
        EmittedHeadTests.CheckGraph(graph, o => Plain.BoxesAndScores(o[0], o[1], 3, planes: false, yFirst: false, centered: false), 64, 64);
    }

    /// <summary>Boxes and scores that are the network's inputs: no detector, and the operator itself is not supported.</summary>
    [Fact]
    public void Boxes_from_outside_are_left_alone()
    {
        OnnxModel model = new OnnxModelBuilder(17).Input("boxes", 1, 6, 4).Input("scores", 1, 1, 6).Node("NonMaxSuppression", ["boxes", "scores"], ["kept"]).Output("kept", OnnxDataType.Int64).Build();
        Assert.Same(model, SuppressionCut.Apply(model));
    }

    private static string Argument(HeadSelection head, string name) => head.Steps[0].Arguments.Single(a => a.Name == name).Text;
}
