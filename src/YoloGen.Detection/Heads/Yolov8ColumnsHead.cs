using YoloGen.Generated;

namespace YoloGen.Detection.Heads;

/// <summary>YOLOv8 and what followed: a column for each place, boxes decoded, no objectness.</summary>
internal sealed class Yolov8ColumnsHead : Head
{
    public override HeadDefinition Definition { get; } = new("yolov8", "YOLOv8, YOLOv9, YOLO11, YOLO12", "[1, 4 + C, places]: centre, size, classes");

    public override HeadAnswer Match(HeadQuestion question)
    {
        if (Table(question, outputs: 1) is not { } rows)
        {
            return HeadAnswer.No("the outputs are not one of [1, 4 + C, places]");
        }

        int classes = rows.Columns - 4;
        bool said = question.Metadata.Task == "detect" && question.NamedClasses == classes;
        if (Grid(question, rows) is not { } grid && !said)
        {
            return HeadAnswer.No($"{rows.Places} places are not the cells of the usual strides of {question.Signature.Width} x {question.Signature.Height}");
        }

        if (!question.IsForced && Undecoded(rows) is { } undecoded)
        {
            return HeadAnswer.No(undecoded);
        }

        int scores = question.IsForced ? classes : rows.ScoreColumns(4);
        if (scores < classes)
        {
            return HeadAnswer.No($"row {4 + scores} holds {rows.Kind(4 + scores).Words()}, which is no score");
        }

        return new HeadMatch([Step(rows.Places, classes)], classes, rows.Places)
        {
            Strength = question.Strength(classes, rows.Probe is not null, "detect"),
            Evidence = Evidence(question, rows, $"rows 4 to {rows.Columns - 1} are scores"),
        };
    }

    /// <summary>The first output as a table, if there are so many outputs.</summary>
    public static Rows? Table(HeadQuestion question, int outputs)
        => question.Outputs.Count == outputs && question.Outputs[0].Dims.Count >= 3 && question.ColumnsFirst(0) is { Columns: >= 5 } rows && rows.Places > rows.Columns / 2 ? rows : null;

    public static int[]? Grid(HeadQuestion question, Rows rows) => Grids.Strides(question.Signature, rows.Places);

    /// <summary>Why the boxes are not those that this head reads, or null.</summary>
    public static string? Undecoded(Rows rows)
        => rows.Kind(0).MayBeDecoded() && rows.Kind(1).MayBeDecoded() ? null : $"the graph makes {rows.Kind(0).Words()} of the centres: the boxes are not decoded";

    public static string[] Evidence(HeadQuestion question, Rows rows, string graph) =>
    [
        Grid(question, rows) is { } strides ? Grids.Words(strides, 1) : $"{rows.Places} places",
        .. question.Metadata.Task is { } task ? (string[])[$"task '{MetadataText.Printable(task)}' in the metadata"] : [],
        .. question.NamedClasses is { } named ? (string[])[$"{named} named {(named == 1 ? "class" : "classes")}"] : [],
        .. rows.Probe is null ? (string[])[] : [$"the graph decodes the boxes, and {graph}"],
    ];

    public static DecodeStep Step(int boxes, int classes)
        => new DecodeStep<Yolov8Head.Parameters>(nameof(Yolov8Head), [0], new(boxes, classes), static (o, in p, _, ref c) => Yolov8Head.Decode(o[0], in p, ref c));
}
