using YoloGen.Generated;

namespace YoloGen.Detection.Heads;

/// <summary>BlazeFace and the palm detector of MediaPipe: boxes and points from the cells' centres, all of one size.</summary>
internal sealed class BlazeFaceRowsHead : Head
{
    /// <summary>Strides and places a cell of the models that MediaPipe has: short range and palm, back camera, full range.</summary>
    private static readonly (int Stride, int PerCell)[][] Grid = [[(8, 2), (16, 6)], [(16, 2), (32, 6)], [(4, 1)]];

    private const int PalmPoints = 7;

    public override HeadDefinition Definition { get; } = new("blazeface", "BlazeFace and MediaPipe's palm detector, with their points", "boxes and points [1, N, 4 + 2 * points] and scores [1, N, 1]")
    {
        Task = "pose", Mean = [127.5f], Scale = [1f / 127.5f], ScoreThreshold = 0.5f, IouThreshold = 0.3f,
    };

    public override HeadAnswer Match(HeadQuestion question)
    {
        Rows?[] tables = [.. Enumerable.Range(0, question.Outputs.Count).Select(question.PlacesFirst)];
        if (tables is not [{ } first, { } second] || first.Places != second.Places || (first.Columns == 1) == (second.Columns == 1))
        {
            return HeadAnswer.No("the outputs are not boxes and points [1, N, 4 + 2 * points] and scores [1, N, 1]");
        }

        (Rows scores, Rows boxes) = first.Columns == 1 ? (first, second) : (second, first);
        int points = (boxes.Columns - 4) / 2;
        (int Stride, int PerCell)[]? grids = Array.Find(Grid, g => g.Sum(l => l.PerCell * question.Signature.Cells(l.Stride)) == boxes.Places);
        if (points < 1 || boxes.Columns % 2 != 0 || grids is null)
        {
            return HeadAnswer.No($"{boxes.Places} rows of {boxes.Columns} are not those of MediaPipe's detectors");
        }

        if (!question.IsForced && !(scores.Kind(0).MayBeRaw() && boxes.Kind(0, boxes.Columns).MayBeRaw()))
        {
            return HeadAnswer.No("the graph makes something of the last layer's values");
        }

        var steps = new List<DecodeStep>();
        int row = 0;
        foreach ((int stride, int perCell) in grids)
        {
            var parameters = new BlazeFaceHead.Parameters(row, Grids.Width(question.Signature, stride), Grids.Height(question.Signature, stride), perCell, stride, points);
            steps.Add(new DecodeStep<BlazeFaceHead.Parameters>(
                nameof(BlazeFaceHead), [boxes.Output, scores.Output], parameters, static (o, in p, _, ref c) => BlazeFaceHead.Decode(o[0], o[1], in p, ref c),
                keypoints: static (o, in p, _, place, found) => BlazeFaceHead.Keypoints(o[0], o[1], in p, place, found)));
            row += parameters.GridWidth * parameters.GridHeight * perCell;
        }

        return new HeadMatch(steps, 1, row)
        {
            Keypoints = points,

            // MediaPipe's graph feeds the palm detector, which finds seven points, with shares from 0 to 1.
            Mean = points == PalmPoints ? [0f] : null,
            Scale = points == PalmPoints ? [1f / 255f] : null,
            Strength = question.Strength(1, boxes.Probe is not null, "pose"),
            Evidence = [$"{row} rows: {string.Join(", ", grids.Select(g => $"{g.PerCell} a cell of stride {g.Stride}"))}", $"4 + 2 * {points} columns beside a score"],
        };
    }
}
