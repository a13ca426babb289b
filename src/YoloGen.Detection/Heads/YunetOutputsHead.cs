using YoloGen.Generated;

namespace YoloGen.Detection.Heads;

/// <summary>YuNet (OpenCV): class, objectness, box and points for each stride.</summary>
internal sealed class YunetOutputsHead : Head
{
    private const int Points = 5;

    public override HeadDefinition Definition { get; } = new("yunet", "YuNet with five points a face", "cls [1, N, 1], obj [1, N, 1], bbox [1, N, 4] and kps [1, N, 10], for each stride")
    {
        Task = "pose", Bgr = true, Scale = [1f], ScoreThreshold = 0.7f, IouThreshold = 0.3f,
    };

    public override HeadAnswer Match(HeadQuestion question)
    {
        if (Levels.OfRows(question) is not { Kinds: 3 } levels || !new[] { 1, 4, 2 * Points }.All(levels.Columns.Contains))
        {
            return HeadAnswer.No("the outputs are not cls, obj [1, N, 1], bbox [1, N, 4] and kps [1, N, 10] for each stride");
        }

        IReadOnlyList<long> places = levels.Places(4);
        if (Grids.Strides(question.Signature, places) is not { Length: >= 2 } strides || levels.With(4, places) is not { } boxes || levels.With(2 * Points, places) is not { } points
            || levels.With(1, [.. places.SelectMany(p => new[] { p, p })]) is not { } singles)
        {
            return HeadAnswer.No("the places of the outputs are not the cells of the usual strides, with two scores each");
        }

        if (!question.IsForced && (!singles.All(s => s.Kind(0).MayBeScore()) || !boxes.All(b => b.Kind(0, 4).MayBeRaw())))
        {
            return HeadAnswer.No("the graph does not end in scores and raw boxes");
        }

        // The score is symmetric in both, so that it does not matter which comes first.
        var steps = new List<DecodeStep>();
        int place = 0;
        for (int i = 0; i < strides.Length; i++)
        {
            var p = new YunetHead.Parameters(place, Grids.Width(question.Signature, strides[i]), Grids.Height(question.Signature, strides[i]), strides[i], Points);
            steps.Add(new DecodeStep<YunetHead.Parameters>(
                nameof(YunetHead), [singles[2 * i].Output, singles[(2 * i) + 1].Output, boxes[i].Output, points[i].Output], p,
                static (o, in p, _, ref c) => YunetHead.Decode(o[0], o[1], o[2], o[3], in p, ref c),
                keypoints: static (o, in p, _, place, found) => YunetHead.Keypoints(o[0], o[1], o[2], o[3], in p, place, found)));
            place += p.GridWidth * p.GridHeight;
        }

        return new HeadMatch(steps, 1, place)
        {
            Keypoints = Points,
            Strength = question.Strength(1, boxes[0].Probe is not null, "pose"),
            Evidence = [$"two scores, a box and ten coordinates for {Grids.Words(strides, 1)}", .. boxes[0].Probe is null ? (string[])[] : ["the graph makes scores of two outputs a stride and leaves the rest"]],
        };
    }
}
