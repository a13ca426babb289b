using YoloGen.Generated;

namespace YoloGen.Detection.Heads;

/// <summary>YOLOv3 and YOLOv4 before decoding.</summary>
internal sealed class DarknetHead : Head
{
    public override HeadDefinition Definition { get; } = new("darknet", "YOLOv3 and YOLOv4 with anchors: x, y, w, h, objectness, classes", "[1, A * (5 + C), H, W] a stride");

    public override HeadAnswer Match(HeadQuestion question) => Match(question, objectnessFirst: false);

    public static HeadAnswer Match(HeadQuestion question, bool objectnessFirst)
        => question.Outputs.Any(o => o.Dims.Count == 5) ? HeadAnswer.No("the maps have five dimensions, as those of yolov5raw")
            : !question.IsForced && AnchorMaps.Kind(question) is var kind && !kind.MayBeRaw() ? HeadAnswer.No($"the graph makes {kind.Words()} of the maps")
            : AnchorMaps.Match(question, (q, map, anchors, classes) => Step(q, map, anchors, classes, objectnessFirst));

    private static DecodeStep<YoloAnchorsHead.Parameters> Step(HeadQuestion question, AnchorMap map, IReadOnlyList<float> anchors, int classes, bool objectnessFirst)
    {
        var parameters = new YoloAnchorsHead.Parameters(
            map.Width, map.Height, classes, (float)question.Signature.Width / map.Width, (float)question.Signature.Height / map.Height, objectnessFirst, question.Metadata.CenterScale ?? 1f);
        return new(nameof(YoloAnchorsHead), [map.Output], parameters, static (o, in p, anchors, ref c) => YoloAnchorsHead.Decode(o[0], in p, anchors, ref c), anchors);
    }
}
