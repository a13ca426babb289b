using YoloGen.Generated;

namespace YoloGen.Detection.Heads;

/// <summary>SCRFD (InsightFace): scores, distances and points for each stride, two places a cell.</summary>
internal sealed class ScrfdHead : Head
{
    private const int PerCell = 2, Points = 5;

    public override HeadDefinition Definition { get; } = new("scrfd", "SCRFD with five points a face", "scores [N, 1], distances [N, 4] and points [N, 10], for each stride")
    {
        Task = "pose", Mean = [127.5f], Scale = [1f / 128f], ScoreThreshold = 0.5f, IouThreshold = 0.4f,
    };

    public override HeadAnswer Match(HeadQuestion question)
    {
        if (Levels.OfRows(question) is not { Kinds: 3 } levels || !new[] { 1, 4, 2 * Points }.All(levels.Columns.Contains))
        {
            return HeadAnswer.No("the outputs are not scores [N, 1], distances [N, 4] and points [N, 10] for each stride");
        }

        IReadOnlyList<long> places = levels.Places(4);
        if (Grids.Strides(question.Signature, places, PerCell) is not { Length: >= 2 } strides || levels.With(1, places) is not { } scores || levels.With(4, places) is not { } boxes || levels.With(2 * Points, places) is not { } points)
        {
            return HeadAnswer.No("the places of the outputs are not two for each cell of the usual strides");
        }

        FieldKind kind = scores[0].Kind(0);
        if (!question.IsForced && (!(kind.MayBeScore() || kind == FieldKind.Raw) || !boxes.All(b => b.Kind(0, 4).MayBeRaw())))
        {
            return HeadAnswer.No("the graph does not end in scores and raw distances");
        }

        var steps = new List<DecodeStep>();
        int place = 0;
        for (int i = 0; i < strides.Length; i++)
        {
            var p = new DistanceHead.Parameters(
                0, place, Grids.Width(question.Signature, strides[i]), Grids.Height(question.Signature, strides[i]), PerCell, 1, 1, strides[i], 0f, strides[i], kind == FieldKind.Raw,
                true, 1, 0, 4, 0, Points);
            steps.Add(Distances.Step(scores[i], boxes[i], points[i], p));
            place += p.GridWidth * p.GridHeight * PerCell;
        }

        return new HeadMatch(steps, 1, place)
        {
            Keypoints = Points,
            Strength = question.Strength(1, scores[0].Probe is not null, "pose"),
            Evidence = [$"a score, four distances and ten coordinates for {Grids.Words(strides, PerCell)}", .. scores[0].Probe is null ? (string[])[] : [$"the graph makes {kind.Words()} of the scores and leaves the rest"]],
        };
    }
}
