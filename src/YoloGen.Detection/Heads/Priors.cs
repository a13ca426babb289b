using YoloGen.Generated;

namespace YoloGen.Detection.Heads;

/// <summary>Boxes as offsets to priors: what the families have in common.</summary>
internal static class Priors
{
    /// <summary>Centres may lie anywhere.</summary>
    public const float NoLimit = 1e6f;

    /// <summary>Steps for a grid of each stride.</summary>
    /// <param name="question">The network.</param>
    /// <param name="sizes">Sides of the square priors of each stride, in input pixels.</param>
    /// <param name="strides">The strides.</param>
    /// <param name="points">Points of each object, or 0.</param>
    public static HeadAnswer Match(HeadQuestion question, float[][] sizes, int[] strides, int points)
    {
        long places = strides.Select((s, i) => question.Signature.Cells(s) * sizes[i].Length).Sum();
        Rows[] tables = [.. Enumerable.Range(0, question.Outputs.Count).Select(question.PlacesFirst).OfType<Rows>().Where(r => r.Places == places)];
        Rows? landmarks = points > 0 ? Array.Find(tables, t => t.Columns == 2 * points) : null;
        (Rows Boxes, Rows Scores)? pair = points == 0 ? BoxesHead.Pair(question) : Array.Find(tables, t => t.Columns == 4) is { } b && Array.Find(tables, t => t.Columns is not 4 && t != landmarks) is { } s ? (b, s) : null;
        if (tables.Length != question.Outputs.Count || pair is not (var boxes, var scores) || (points > 0 && landmarks is null) || question.Outputs.Count != (points > 0 ? 3 : 2) || scores.Columns < 2)
        {
            return HeadAnswer.No($"the outputs are not offsets [1, {places}, 4], scores [1, {places}, 1 + C]{(points > 0 ? $" and points [1, {places}, {2 * points}]" : "")}");
        }

        if (!question.IsForced && boxes.Kind(0, 4) != FieldKind.Raw)
        {
            return HeadAnswer.No(boxes.Probe is null ? "nothing tells that the boxes are not decoded" : "the graph decodes the boxes");
        }

        FieldKind kind = scores.Kind(0, scores.Columns);
        int activation = kind == FieldKind.Raw ? 2 : 0, row = 0;
        var steps = new List<DecodeStep>();
        for (int i = 0; i < strides.Length; i++)
        {
            int width = Grids.Width(question.Signature, strides[i]), height = Grids.Height(question.Signature, strides[i]);
            var parameters = new PriorBoxHead.Parameters(row, width, height, scores.Columns, true, activation, strides[i], strides[i], 0.1f, 0.2f, points, false, NoLimit, NoLimit);
            steps.Add(new DecodeStep<PriorBoxHead.Parameters>(
                nameof(PriorBoxHead), [boxes.Output, scores.Output, (landmarks ?? boxes).Output], parameters, static (o, in p, anchors, ref c) => PriorBoxHead.Decode(o[0], o[1], o[2], in p, anchors, ref c),
                [.. sizes[i].SelectMany(v => new[] { v, v })], static (o, in p, anchors, place, found) => PriorBoxHead.Keypoints(o[0], o[1], o[2], in p, anchors, place, found)));
            row += width * height * sizes[i].Length;
        }

        return new HeadMatch(steps, scores.Columns - 1, places)
        {
            Keypoints = points,
            Strength = question.Strength(scores.Columns - 1, boxes.Probe is not null, points > 0 ? "pose" : "detect"),
            Evidence =
            [
                $"{places} rows: {string.Join(", ", strides.Select((s, i) => $"{sizes[i].Length} priors a cell of stride {s}"))}",
                .. boxes.Probe is null ? (string[])[] : [$"the graph leaves the boxes as offsets, and makes {kind.Words()} of the scores"],
            ],
        };
    }
}
