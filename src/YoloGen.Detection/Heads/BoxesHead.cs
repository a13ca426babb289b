using YoloGen.Generated;

namespace YoloGen.Detection.Heads;

/// <summary>Boxes that the network decoded, beside scores whose first class is the background.</summary>
internal sealed class BoxesHead : Head
{
    public override HeadDefinition Definition { get; } = new(
        "boxes", "decoded boxes and scores, class 0 is the background (UltraFace, SSD)", "boxes [1, N, 4] (corners, relative or in pixels) and scores [1, N, 1 + C]")
    {
        Mean = [127f], Scale = [1f / 128f], Resize = ResizeMode.Stretch, ScoreThreshold = 0.5f, IouThreshold = 0.3f,
    };

    public override HeadAnswer Match(HeadQuestion question) => Match(question, background: true);

    /// <summary>Both forms: whether there is a background is told by the graph (shares of a softmax, or sigmoids), else by the outputs' names.</summary>
    public static HeadAnswer Match(HeadQuestion question, bool background)
    {
        if (Pair(question) is not (var boxes, var scores))
        {
            return HeadAnswer.No("the outputs are not boxes [1, N, 4] and scores [1, N, C]");
        }

        FieldKind kind = scores.Kind(0, scores.Columns);
        if (!question.IsForced)
        {
            if (!Enumerable.Range(0, 4).All(c => boxes.Kind(c).MayBeDecoded()))
            {
                return HeadAnswer.No($"the graph makes {boxes.Kind(0).Words()} of the boxes: they are not decoded");
            }

            if (scores.ScoreColumns(0) < scores.Columns)
            {
                return HeadAnswer.No($"the graph makes {kind.Words()} of the scores");
            }

            bool shares = kind is FieldKind.Share || (kind is not FieldKind.Sigmoid && !question.Outputs.Any(o => o.Name.Contains("conf", StringComparison.OrdinalIgnoreCase)));
            if (shares != background || (background && scores.Columns == 1))
            {
                return HeadAnswer.No(shares ? "the scores are shares of a softmax, or look so: class 0 is a background" : "the scores have no background");
            }
        }

        int classes = background ? scores.Columns - 1 : scores.Columns;
        if (classes < 1)
        {
            return HeadAnswer.No("there is no class beside the background");
        }

        bool pixels = boxes.Probe is not null && boxes.RangeAtZero(2).Most > 2f;
        var parameters = new BoxesScoresHead.Parameters(
            boxes.Places, scores.Columns, background, YFirst(boxes), pixels ? 1f : question.Signature.Width, pixels ? 1f : question.Signature.Height);
        return new HeadMatch(
            [new DecodeStep<BoxesScoresHead.Parameters>(nameof(BoxesScoresHead), [boxes.Output, scores.Output], parameters, static (o, in p, _, ref c) => BoxesScoresHead.Decode(o[0], o[1], in p, ref c))],
            classes, boxes.Places)
        {
            Strength = question.Strength(classes, boxes.Probe is not null, "detect"),
            Evidence = ["boxes and scores of as many rows", .. boxes.Probe is null ? (string[])[] : [$"the graph decodes the boxes ({(pixels ? "in pixels" : "relative")}), and makes {kind.Words()} of the scores"]],
        };
    }

    /// <summary>Boxes and scores, whichever comes first; null if there are none.</summary>
    public static (Rows Boxes, Rows Scores)? Pair(HeadQuestion question)
    {
        if (question.Outputs.Count != 2)
        {
            return null;
        }

        if (Pair(question, 0, 1) is not { } first)
        {
            return Pair(question, 1, 0);
        }

        bool bothWays = first.Scores.Columns == 4 && question.Outputs[1].Name.Contains("box", StringComparison.OrdinalIgnoreCase);
        return bothWays ? Pair(question, 1, 0) ?? first : first;
    }

    private static (Rows Boxes, Rows Scores)? Pair(HeadQuestion question, int boxesAt, int scoresAt)
    {
        Rows? boxes = question.Outputs[boxesAt].Dims is [1, > 0 and var n, 1, 4] ? new Rows(boxesAt, n, 4, false, question.ProbeOf(boxesAt)) : question.PlacesFirst(boxesAt);
        return boxes is { Columns: 4 } && question.PlacesFirst(scoresAt) is { } scores && scores.Places == boxes.Places ? (boxes, scores) : null;
    }

    /// <summary>Whether y stands before x: along the rows of the finest grid, x is what changes first.</summary>
    private static bool YFirst(Rows boxes)
    {
        for (int i = 1; boxes.Probe is not null && i < boxes.Places; i++)
        {
            bool x = Moves(0) && Moves(2), y = Moves(1) && Moves(3);
            if (x != y)
            {
                return y;
            }

            bool Moves(int column) => Math.Abs(boxes.AtZero(i, column) - boxes.AtZero(i - 1, column)) > 1e-5f;
        }

        return false;
    }
}
