using YoloGen.Generated;

namespace YoloGen.Detection.Heads;

/// <summary>YOLOv8-obb and YOLO11-obb: an angle stands behind the classes.</summary>
internal sealed class Yolov8OrientedColumnsHead : Head
{
    public override HeadDefinition Definition { get; } = new(
        "yolov8-obb", "YOLOv8-obb, YOLO11-obb: boxes with an angle", "[1, 4 + C + 1, places]: centre, size, classes, angle") { Task = "obb" };

    public override HeadAnswer Match(HeadQuestion question)
    {
        if (Yolov8ColumnsHead.Table(question, outputs: 1) is not { Columns: >= 6 } rows || Yolov8ColumnsHead.Grid(question, rows) is null)
        {
            return HeadAnswer.No("the outputs are not one of [1, 4 + C + 1, cells]");
        }

        int classes = rows.Columns - 5;
        FieldKind last = rows.Kind(4 + classes);
        bool stated = question.Metadata.Task == Definition.Task;
        if (!question.IsForced && Yolov8ColumnsHead.Undecoded(rows) is { } undecoded)
        {
            return HeadAnswer.No(undecoded);
        }

        // Without a probe only the metadata can tell an angle from a class.
        if (!question.IsForced && !stated && last != FieldKind.Angle)
        {
            return HeadAnswer.No($"row {4 + classes} holds {(rows.Probe is null ? "what nobody says is an angle" : last.Words())}");
        }

        if (!question.IsForced && (rows.ScoreColumns(4) < classes || last is FieldKind.Sigmoid or FieldKind.Coordinate))
        {
            return HeadAnswer.No($"{classes} scores and an angle do not stand behind the boxes");
        }

        var step = new DecodeStep<Yolov8OrientedHead.Parameters>(
            nameof(Yolov8OrientedHead), [0], new(rows.Places, classes), static (o, in p, _, ref c) => Yolov8OrientedHead.Decode(o[0], in p, ref c));
        return new HeadMatch([step], classes, rows.Places)
        {
            Strength = question.Strength(classes, rows.Probe is not null, Definition.Task),
            Evidence = Yolov8ColumnsHead.Evidence(question, rows, $"an angle stands behind {classes} {(classes == 1 ? "class" : "classes")}"),
        };
    }
}
