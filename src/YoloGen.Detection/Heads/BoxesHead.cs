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
        if (question.Metadata.Cut is not null)
        {
            return HeadAnswer.No("the network's own suppression was left out: the head is cut");
        }

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

        bool pixels = boxes.Probe is not null && InPixels(boxes, centered: false);
        var parameters = new BoxesScoresHead.Parameters(
            boxes.Places, scores.Columns, background, YFirst(boxes), pixels ? 1f : question.Signature.Width, pixels ? 1f : question.Signature.Height, planes: false, centered: false);
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

    /// <summary>Whether the centres, which lie inside the input, are beyond what shares of it can be.</summary>
    public static bool InPixels(Rows boxes, bool centered)
    {
        for (int i = 0; i < boxes.Places; i++)
        {
            if ((centered ? boxes.AtZero(i, 0) : 0.5f * (boxes.AtZero(i, 0) + boxes.AtZero(i, 2))) > 2f)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether y stands before x: along the rows of a grid it is x that changes, so that more steps from place to place change x alone than y alone.</summary>
    public static bool YFirst(Rows boxes, bool otherwise = false)
    {
        int first = 0, second = 0;
        for (int i = 1; boxes.Probe is not null && i < boxes.Places; i++)
        {
            // Of the centres, which the sizes of priors leave alone.
            bool a = Moves(0), b = Moves(1);
            first += a && !b ? 1 : 0;
            second += b && !a ? 1 : 0;

            bool Moves(int column) => Math.Abs(Center(i, column) - Center(i - 1, column)) > 1e-4f * (1f + Math.Abs(Center(i, column)));
        }

        return first == second ? otherwise : second > first;

        float Center(int place, int column) => 0.5f * (boxes.AtZero(place, column) + boxes.AtZero(place, column + 2));
    }
}
