using YoloGen.Generated;

namespace YoloGen.Detection.Heads;

/// <summary>YOLOv8-pose and YOLO11-pose: points stand behind the classes.</summary>
internal sealed class Yolov8PoseColumnsHead : Head
{
    public override HeadDefinition Definition { get; } = new(
        "yolov8-pose", "YOLOv8-pose, YOLO11-pose, YOLOv8-face with points", "[1, 4 + C + 3 * points (or 2), places]: centre, size, classes, points") { Task = "pose" };

    public override HeadAnswer Match(HeadQuestion question)
    {
        if (Yolov8ColumnsHead.Table(question, outputs: 1) is not { } rows || Yolov8ColumnsHead.Grid(question, rows) is null)
        {
            return HeadAnswer.No("the outputs are not one of [1, 4 + C + points, cells]");
        }

        if (!question.IsForced && Yolov8ColumnsHead.Undecoded(rows) is { } undecoded)
        {
            return HeadAnswer.No(undecoded);
        }

        if (Split(question, rows) is not (int classes, int points, int numbers))
        {
            return HeadAnswer.No($"{rows.Columns} numbers a place are not a box, classes and points (kpt_shape in the metadata says how many)");
        }

        if (!question.IsForced && !(rows.ScoreColumns(4) >= classes && Enumerable.Range(0, points).All(k => rows.Kind(4 + classes + k * numbers).MayBeDecoded())))
        {
            return HeadAnswer.No($"the graph does not compute {points} points behind {classes} classes");
        }

        return new HeadMatch([Step(rows.Places, classes, points, numbers)], classes, rows.Places)
        {
            Keypoints = points,
            Strength = question.Metadata.KeypointShape is not null ? EvidenceKind.Metadata : question.Strength(classes, rows.Probe is not null, "pose"),
            Evidence =
            [
                .. question.Metadata.KeypointShape is not null ? (string[])["kpt_shape in the metadata"] : [],
                .. Yolov8ColumnsHead.Evidence(question, rows, $"{points} points in pixels stand behind {classes} {(classes == 1 ? "class" : "classes")}"),
            ],
        };
    }

    private static (int Classes, int Points, int Numbers)? Split(HeadQuestion question, Rows rows)
    {
        if (question.Metadata.KeypointShape is (int stated, int width))
        {
            int left = rows.Columns - 4 - stated * width;
            return left >= 1 ? (left, stated, width) : null;
        }

        // Without a word from the metadata: behind the scores come pixels; without a probe the names say how many classes there are, else it is one.
        int scores = rows.Probe is null ? question.NamedClasses ?? 1 : rows.ScoreColumns(4);
        int rest = rows.Columns - 4 - scores;
        if (scores < 1 || rest < 4)
        {
            return null;
        }

        bool third = rest % 3 == 0 && Enumerable.Range(0, rest / 3).All(k => rows.Kind(4 + scores + 3 * k + 2).MayBeScore());
        return third ? (scores, rest / 3, 3) : rest % 2 == 0 && rows.Probe is not null ? (scores, rest / 2, 2) : null;
    }

    private static DecodeStep<Yolov8PoseHead.Parameters> Step(int boxes, int classes, int points, int numbers) => new(
        nameof(Yolov8PoseHead), [0], new(boxes, classes, points, numbers), static (o, in p, _, ref c) => Yolov8PoseHead.Decode(o[0], in p, ref c),
        keypoints: static (o, in p, _, place, found) => Yolov8PoseHead.Keypoints(o[0], in p, place, found));
}
