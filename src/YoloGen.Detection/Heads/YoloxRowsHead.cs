using YoloGen.Generated;

namespace YoloGen.Detection.Heads;

/// <summary>YOLOX before decoding: the cells of all strides as rows, objectness and classes through a sigmoid.</summary>
internal sealed class YoloxRowsHead : Head
{
    private static readonly int[] Strides = [8, 16, 32];

    public override HeadDefinition Definition { get; } = new("yolox", "YOLOX, raw grid outputs", "[1, cells of strides 8, 16, 32, 5 + C]: centre, size, objectness, classes") { Bgr = true, Scale = [1f] };

    public override HeadAnswer Match(HeadQuestion question)
    {
        if (question.Outputs.Count != 1 || question.PlacesFirst(0) is not { Columns: >= 6 } rows || rows.Places != question.Signature.Cells(Strides))
        {
            return HeadAnswer.No("the outputs are not one of [1, cells of strides 8, 16, 32, 5 + C]");
        }

        if (rows.ScoreColumns(4) == rows.Columns - 4 && IsDecoded(rows))
        {
            return new HeadMatch([Yolov5RowsHead.Step(rows.Places, rows.Columns - 5)], rows.Columns - 5, rows.Places)
            {
                Strength = question.Strength(rows.Columns - 5, probed: true, "detect"),
                Evidence = [Grids.Words(Strides, 1), "the graph decodes the boxes, from the corners of the cells, with their strides as sizes"],
            };
        }

        if (!question.IsForced && !rows.Kind(0, 4).MayBeRaw())
        {
            return HeadAnswer.No($"the graph makes {rows.Kind(0).Words()} of the centres: the boxes are decoded");
        }

        if (!question.IsForced && rows.ScoreColumns(4) < rows.Columns - 4)
        {
            return HeadAnswer.No("objectness and classes are not scores yet");
        }

        int classes = rows.Columns - 5, row = 0;
        var steps = new List<DecodeStep>();
        foreach (int stride in Strides)
        {
            var parameters = new YoloxHead.Parameters(row, Grids.Width(question.Signature, stride), Grids.Height(question.Signature, stride), classes, stride);
            steps.Add(new DecodeStep<YoloxHead.Parameters>(nameof(YoloxHead), [0], parameters, static (o, in p, _, ref c) => YoloxHead.Decode(o[0], in p, ref c)));
            row += parameters.GridWidth * parameters.GridHeight;
        }

        return new HeadMatch(steps, classes, row)
        {
            Strength = question.Strength(classes, rows.Probe is not null, "detect"),
            Evidence = [Grids.Words(Strides, 1), .. rows.Probe is null ? (string[])[] : ["the graph leaves the boxes to the decoder and ends in sigmoids for objectness and classes"]],
        };
    }

    /// <summary>Whether the graph decodes as YOLOX does: at zero each box has its cell's corner as centre, and the stride as size.</summary>
    public static bool IsDecoded(Rows rows)
        => rows.Probe is not null && rows.Kind(0).MayBeDecoded() && Math.Abs(rows.AtZero(0, 0)) < 1f && Math.Abs(rows.AtZero(0, 2) - Strides[0]) < 1f && Math.Abs(rows.AtZero(1, 0) - Strides[0]) < 1f;
}
