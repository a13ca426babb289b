using YoloGen.Generated;

namespace YoloGen.Detection.Heads;

/// <summary>YOLOv5 and YOLOv7 before decoding, an output for each stride or all as rows of one.</summary>
internal sealed class Yolov5MapsHead : Head
{
    private const int PerCell = 3;

    public override HeadDefinition Definition { get; } = new(
        "yolov5raw", "YOLOv5, YOLOv7 and YOLOv5-Lite, not decoded", "[1, A, H, W, 5 + C] or [1, A * (5 + C), H, W] a stride, or [1, 3 boxes a cell, 5 + C] with all strides");

    public override HeadAnswer Match(HeadQuestion question)
    {
        if (question.Outputs.Count == 1 && question.PlacesFirst(0) is { } rows)
        {
            return MatchRows(question, rows);
        }

        FieldKind kind = AnchorMaps.Kind(question);
        return !question.IsForced && !kind.MayBeRaw() && kind != FieldKind.Sigmoid
            ? HeadAnswer.No($"the graph makes {kind.Words()} of the maps")
            : AnchorMaps.Match(question, (q, map, anchors, classes) => Step(q, map, anchors, classes, 0, kind == FieldKind.Sigmoid));
    }

    /// <summary>All strides in one output: their numbers are those of decoded boxes, so that only the graph tells.</summary>
    private static HeadAnswer MatchRows(HeadQuestion question, Rows rows)
    {
        if (rows.Columns < 6 || Grids.Strides(question.Signature, rows.Places, PerCell) is not { } strides)
        {
            return HeadAnswer.No($"{rows.Places} rows of {rows.Columns} are not 5 + C numbers for three boxes a cell of the usual strides");
        }

        FieldKind kind = rows.Kind(0, rows.Columns);
        if (kind is not (FieldKind.Raw or FieldKind.Sigmoid) && !(question.IsForced && rows.Probe is null))
        {
            return HeadAnswer.No(rows.Probe is null ? "nothing tells that the boxes are not decoded" : "the graph decodes the boxes");
        }

        List<AnchorMap> maps = [.. strides.Select(s => new AnchorMap(0, Grids.Height(question.Signature, s), Grids.Width(question.Signature, s), PerCell * rows.Columns, true))];
        if (AnchorMaps.Groups(question, maps) is not { } anchors || anchors.Groups.Any(g => g.Count != 2 * PerCell))
        {
            return HeadAnswer.No($"three anchors are needed for each of strides {string.Join(", ", strides)}");
        }

        var steps = new List<DecodeStep>();
        int row = 0;
        for (int i = 0; i < maps.Count; i++)
        {
            steps.Add(Step(question, maps[i], anchors.Groups[i], rows.Columns - 5, row, kind == FieldKind.Sigmoid));
            row += PerCell * maps[i].Width * maps[i].Height;
        }

        return new HeadMatch(steps, rows.Columns - 5, row)
        {
            Assumptions = anchors.Assumption is { } assumption ? [assumption] : [],
            Strength = question.Strength(rows.Columns - 5, rows.Probe is not null, "detect"),
            Evidence = [Grids.Words(strides, PerCell), $"the graph ends in {kind.Words()} for all {rows.Columns} columns: the boxes are not decoded"],
        };
    }

    private static DecodeStep<Yolov5RawHead.Parameters> Step(HeadQuestion question, AnchorMap map, IReadOnlyList<float> anchors, int classes, int firstRow, bool activated)
    {
        var parameters = new Yolov5RawHead.Parameters(
            map.Width, map.Height, classes, (float)question.Signature.Width / map.Width, (float)question.Signature.Height / map.Height, map.ChannelsLast, firstRow, activated);
        return new(nameof(Yolov5RawHead), [map.Output], parameters, static (o, in p, anchors, ref c) => Yolov5RawHead.Decode(o[0], in p, anchors, ref c), anchors);
    }
}
