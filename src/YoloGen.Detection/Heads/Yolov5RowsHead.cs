using YoloGen.Generated;

namespace YoloGen.Detection.Heads;

/// <summary>Rows of box, objectness and classes that the network decoded: YOLOv5, YOLOv7, YOLOv6, YOLOX exported with decoding.</summary>
internal sealed class Yolov5RowsHead : Head
{
    public override HeadDefinition Definition { get; } = new("yolov5", "YOLOv5, YOLOv6, YOLOv7, decoded by the network", "[1, boxes, 5 + C]: centre, size, objectness, classes");

    public override HeadAnswer Match(HeadQuestion question)
    {
        if (question.Outputs.Count != 1 || question.PlacesFirst(0) is not { Columns: >= 6 } rows)
        {
            return HeadAnswer.No("the outputs are not one of [1, boxes, 5 + C]");
        }

        int perCell = 3;
        int[]? strides = Grids.Strides(question.Signature, rows.Places, perCell);
        if (strides is null && (strides = Grids.Strides(question.Signature, rows.Places)) is not null)
        {
            perCell = 1;
            if (rows.Probe is null && !question.IsForced)
            {
                return HeadAnswer.No("one row a cell is a YOLOX, unless the graph decodes the boxes");
            }
        }

        if (strides is null)
        {
            return HeadAnswer.No($"{rows.Places} rows are neither one nor three for each cell of the usual strides of {question.Signature.Width} x {question.Signature.Height}");
        }

        if (!question.IsForced && !(rows.Kind(0).MayBeDecoded() && rows.Kind(1).MayBeDecoded()))
        {
            return HeadAnswer.No($"the graph makes {rows.Kind(0).Words()} of the centres: the boxes are not decoded");
        }

        if (!question.IsForced && perCell == 1 && YoloxRowsHead.IsDecoded(rows))
        {
            return HeadAnswer.No("the graph decodes as YOLOX does, which wants other photos");
        }

        int scores = question.IsForced ? rows.Columns - 4 : rows.ScoreColumns(4);
        if (scores < rows.Columns - 4)
        {
            return HeadAnswer.No($"column {4 + scores} holds {rows.Kind(4 + scores).Words()}, which is no score");
        }

        int classes = rows.Columns - 5;
        return new HeadMatch([Step(rows.Places, classes)], classes, rows.Places)
        {
            Strength = question.Strength(classes, rows.Probe is not null, "detect"),
            Evidence = [Grids.Words(strides, perCell), .. rows.Probe is null ? (string[])[] : [$"the graph decodes the boxes, and columns 4 to {rows.Columns - 1} are scores"]],
        };
    }

    public static DecodeStep Step(int boxes, int classes)
        => new DecodeStep<Yolov5Head.Parameters>(nameof(Yolov5Head), [0], new(boxes, classes), static (o, in p, _, ref c) => Yolov5Head.Decode(o[0], in p, ref c));
}
