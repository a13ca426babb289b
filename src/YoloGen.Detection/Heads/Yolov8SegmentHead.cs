using YoloGen.Generated;

namespace YoloGen.Detection.Heads;

/// <summary>YOLOv8-seg: boxes as those of YOLOv8; the coefficients of the masks stand behind the classes.</summary>
internal sealed class Yolov8SegmentHead : Head
{
    public override HeadDefinition Definition { get; } = new("yolov8-seg", "YOLOv8-seg, YOLO11-seg: boxes with masks", "[1, 4 + C + masks, places] and prototypes [1, masks, H/4, W/4]") { Task = "segment" };

    public override HeadAnswer Match(HeadQuestion question)
    {
        if (Yolov8ColumnsHead.Table(question, outputs: 2) is not { } rows || question.Map(1) is not { } prototypes || Yolov8ColumnsHead.Grid(question, rows) is null || rows.Columns <= 4 + prototypes.Columns)
        {
            return HeadAnswer.No("the outputs are not [1, 4 + C + masks, places] and prototypes [1, masks, H, W]");
        }

        int classes = rows.Columns - 4 - prototypes.Columns;
        if (!question.IsForced && (Yolov8ColumnsHead.Undecoded(rows) is not null || rows.ScoreColumns(4) < classes || !rows.Kind(4 + classes, prototypes.Columns).MayBeRaw()))
        {
            return HeadAnswer.No("the graph does not end in decoded boxes, scores and raw coefficients");
        }

        IReadOnlyList<int> dims = question.Outputs[1].Dims;
        var parameters = new Yolov8MaskHead.Parameters(
            rows.Places, classes, prototypes.Columns, dims[3], dims[2], (float)dims[3] / question.Signature.Width, (float)dims[2] / question.Signature.Height);
        var step = new DecodeStep<Yolov8MaskHead.Parameters>(nameof(Yolov8MaskHead), [0, 1], parameters, static (o, in p, _, ref c) => Yolov8MaskHead.Decode(o[0], o[1], in p, ref c),
            mask: static (o, in p, place, box, values) => Yolov8MaskHead.Mask(o[0], o[1], in p, place, box.Left, box.Top, box.Right, box.Bottom, values));
        return new HeadMatch([step], classes, rows.Places)
        {
            MaskWidth = dims[3],
            MaskHeight = dims[2],
            Strength = question.Strength(classes, rows.Probe is not null, "segment"),
            Evidence = Yolov8ColumnsHead.Evidence(question, rows, $"{prototypes.Columns} raw coefficients stand behind {classes} classes"),
        };
    }
}
