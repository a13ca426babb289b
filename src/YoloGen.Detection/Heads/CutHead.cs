using YoloGen.Generated;

namespace YoloGen.Detection.Heads;

/// <summary>What went into a suppression that was left out when the model was read: boxes [1, N, 4] and scores [1, C, N] (NonMaxSuppression) or [1, N, C] (TopK, EfficientNMS).</summary>
internal sealed class CutHead : Head
{
    public override HeadDefinition Definition { get; } = new(
        "cut", "models that end in NonMaxSuppression, EfficientNMS or TopK: the suppression is left out and the class's own takes its place", "boxes [1, N, 4] and scores [1, C, N] or [1, N, C] that go into it");

    public override HeadAnswer Match(HeadQuestion question)
    {
        if (question.Metadata.Cut is not { } cut || question.Outputs.Count < 2)
        {
            return HeadAnswer.No("no suppression was left out");
        }

        bool planes = cut == "nms";
        if (question.PlacesFirst(0) is not { Columns: 4 } boxes || (planes ? question.ColumnsFirst(1) : question.PlacesFirst(1)) is not { } scores || scores.Places != boxes.Places)
        {
            return HeadAnswer.No("boxes and scores do not belong together");
        }

        bool centered = question.Metadata.CenteredBoxes, pixels = boxes.Probe is null || BoxesHead.InPixels(boxes, centered);
        // NonMaxSuppression takes y first, though exporters give it x first as well: for it alone it does not matter.
        var parameters = new BoxesScoresHead.Parameters(
            boxes.Places, scores.Columns, false, !centered && BoxesHead.YFirst(boxes, otherwise: planes), pixels ? 1f : question.Signature.Width, pixels ? 1f : question.Signature.Height, planes, centered);
        return new HeadMatch(
            [new DecodeStep<BoxesScoresHead.Parameters>(nameof(BoxesScoresHead), [0, 1], parameters, static (o, in p, _, ref c) => BoxesScoresHead.Decode(o[0], o[1], in p, ref c))], scores.Columns, boxes.Places)
        {
            Strength = EvidenceKind.Metadata,
            IouThreshold = cut == "topk" ? 1f : null,
            Evidence = [$"the model's own {cut switch { "nms" => "NonMaxSuppression", "topk" => "TopK", _ => "EfficientNMS" }} is left out", $"boxes in {(pixels ? "pixels" : "shares of the input")}, {(parameters.YFirst ? "y" : "x")} first"],
            Assumptions = [cut != "topk" ? "suppression: greedy and class by class, as NonMaxSuppression, with its thresholds; how many boxes stay is the caller's" : "suppression: none, the network gives each object one box (YOLOv10, YOLO26)"],
        };
    }
}
