using YoloGen.Generated;

namespace YoloGen.Detection.Heads;

/// <summary>YOLOv5-face, decoded by the network: ten numbers of five points stand between objectness and classes.</summary>
internal sealed class Yolov5FaceRowsHead : Head
{
    private const int PerCell = 3, Points = 5, FirstClass = 5 + 2 * Points;

    public override HeadDefinition Definition { get; } = new(
        "yolov5-face", "YOLOv5-face, decoded by the network, with five points a face", "[1, 3 boxes a cell, 15 + C]: centre, size, objectness, five points, classes") { Task = "pose" };

    public override HeadAnswer Match(HeadQuestion question)
    {
        if (question.Outputs.Count != 1 || question.PlacesFirst(0) is not { Columns: > FirstClass } rows || Grids.Strides(question.Signature, rows.Places, PerCell) is not { } strides)
        {
            return HeadAnswer.No("the outputs are not one of [1, 3 boxes a cell, 15 + C]");
        }

        int classes = rows.Columns - FirstClass;
        bool fits = rows.Kind(0).MayBeDecoded() && rows.Kind(4).MayBeScore() && Enumerable.Range(5, 2 * Points).All(c => rows.Kind(c).MayBeDecoded()) && rows.ScoreColumns(FirstClass) == classes;
        if (!question.IsForced && !fits)
        {
            return HeadAnswer.No("the graph does not compute five points between objectness and classes");
        }

        // Scores of classes and points look alike only while all of them are from 0 to 1.
        if (!question.IsForced && (rows.Probe is null || rows.ScoreColumns(4) == rows.Columns - 4) && classes > 1 && question.NamedClasses != classes)
        {
            return HeadAnswer.No("nothing tells points from classes");
        }

        return new HeadMatch([Step(rows.Places, classes)], classes, rows.Places)
        {
            Keypoints = Points,
            Strength = question.Strength(classes, rows.Probe is not null, "pose"),
            Evidence = [Grids.Words(strides, PerCell), .. rows.Probe is null ? (string[])[] : ["the graph computes pixels in columns 5 to 14, and scores behind them"]],
        };
    }

    private static DecodeStep<Yolov5FaceHead.Parameters> Step(int boxes, int classes) => new(
        nameof(Yolov5FaceHead), [0], new(boxes, classes, Points), static (o, in p, _, ref c) => Yolov5FaceHead.Decode(o[0], in p, ref c),
        keypoints: static (o, in p, _, place, points) => Yolov5FaceHead.Keypoints(o[0], in p, place, points));
}
