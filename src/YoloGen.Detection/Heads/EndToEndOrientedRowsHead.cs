using YoloGen.Generated;

namespace YoloGen.Detection.Heads;

/// <summary>YOLO26-obb: boxes with an angle that the network suppressed itself; seven numbers alone would be anything.</summary>
internal sealed class EndToEndOrientedRowsHead : Head
{
    public override HeadDefinition Definition { get; } = new(
        "end2end-obb", "YOLO26-obb: boxes with an angle that the network suppressed itself", "[1, up to 1000 boxes, 7]: centre, size, score, class, angle")
    {
        Task = "obb", IouThreshold = 1f,
    };

    public override HeadAnswer Match(HeadQuestion question)
    {
        if (question.Outputs.Count != 1 || question.Outputs[0].Dims.Count != 3 || question.PlacesFirst(0) is not { Places: <= EndToEndRowsHead.MostRows, Columns: 7 } rows)
        {
            return HeadAnswer.No($"the outputs are not one of [1, up to {EndToEndRowsHead.MostRows} boxes, 7]");
        }

        if (!question.IsForced && question.Metadata.Task != Definition.Task)
        {
            return HeadAnswer.No("only the metadata (task: obb) tells seven numbers of a box with an angle from others");
        }

        int classes = question.NamedClasses ?? 80;
        var step = new DecodeStep<EndToEndOrientedHead.Parameters>(
            nameof(EndToEndOrientedHead), [0], new(rows.Places, classes), static (o, in p, _, ref c) => EndToEndOrientedHead.Decode(o[0], in p, ref c));
        return new HeadMatch([step], classes, rows.Places)
        {
            Strength = EvidenceKind.Metadata,
            Evidence = [$"{rows.Places} rows of centre, size, score, class and angle", "task 'obb' in the metadata"],
            Assumptions = question.NamedClasses is null ? ["80 classes: the outputs number them and the metadata names none"] : [],
        };
    }
}
