using YoloGen.Generated;

namespace YoloGen.Detection.Heads;

/// <summary>Networks that suppress by themselves: a row for each box that is left.</summary>
internal sealed class EndToEndRowsHead : Head
{
    public const int MostRows = 1000;

    public override HeadDefinition Definition { get; } = new(
        "end2end", "YOLOv10, YOLO26 and exports with NMS: boxes that the network suppressed itself", "[1, up to 1000 boxes, 6]: corners, score, class")
    {
        // Nothing is suppressed a second time.
        IouThreshold = 1f,
    };

    public override HeadAnswer Match(HeadQuestion question) => Match(question, keypoints: 0, numbers: 0);

    public static HeadAnswer Match(HeadQuestion question, int keypoints, int numbers)
    {
        if (question.Outputs.Count != 1 || question.Outputs[0].Dims.Count != 3 || question.PlacesFirst(0) is not { Places: <= MostRows } rows || rows.Columns != 6 + (keypoints * numbers))
        {
            return HeadAnswer.No($"the outputs are not one of [1, up to {MostRows} boxes, {6 + (keypoints * numbers)}]");
        }

        if (!question.IsForced && !question.Metadata.EndToEnd && (Grids.Strides(question.Signature, rows.Places) ?? Grids.Strides(question.Signature, rows.Places, 3)) is not null)
        {
            return HeadAnswer.No($"{rows.Places} rows are the cells of a grid, not the boxes that are left");
        }

        // A class's number is no score; only the names say how many there are.
        int classes = question.NamedClasses ?? 80;
        var step = new DecodeStep<EndToEndHead.Parameters>(
            nameof(EndToEndHead), [0], new(rows.Places, classes, keypoints, numbers), static (o, in p, _, ref c) => EndToEndHead.Decode(o[0], in p, ref c),
            keypoints: static (o, in p, _, place, points) => EndToEndHead.Keypoints(o[0], in p, place, points));
        return new HeadMatch([step], classes, rows.Places)
        {
            Keypoints = keypoints,
            Strength = question.Metadata.EndToEnd || question.Metadata.Task is not null ? EvidenceKind.Metadata : EvidenceKind.Shapes,
            Evidence = [.. question.Metadata.EndToEnd ? (string[])["end2end or nms in the metadata"] : [], $"{rows.Places} rows of corners, score and class, which are no cells of a grid"],
            Assumptions = question.NamedClasses is null ? ["80 classes: the outputs number them and the metadata names none"] : [],
        };
    }
}
