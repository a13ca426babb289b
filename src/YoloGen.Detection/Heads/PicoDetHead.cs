using YoloGen.Generated;

namespace YoloGen.Detection.Heads;

/// <summary>PicoDet and NanoDet exported with outputs of their own for each stride.</summary>
internal sealed class PicoDetHead : Head
{
    private const int Bins = 8;

    public override HeadDefinition Definition { get; } = new("picodet", "PicoDet without its post-processing", "scores [1, cells, C] and 8 bins for each side [1, cells, 32], for each stride")
    {
        Mean = [123.675f, 116.28f, 103.53f], Scale = [1f / 58.395f, 1f / 57.12f, 1f / 57.375f], Resize = ResizeMode.Stretch, ScoreThreshold = 0.4f, IouThreshold = 0.5f,
    };

    public override HeadAnswer Match(HeadQuestion question)
    {
        if (Levels.OfRows(question) is not { Kinds: 2 } levels || !levels.Columns.Contains(4 * Bins))
        {
            return HeadAnswer.No("the outputs are not scores [1, cells, C] and distances [1, cells, 32] for each stride");
        }

        int classes = levels.Columns.First(c => c != 4 * Bins);
        IReadOnlyList<long> places = levels.Places(4 * Bins);
        if (Grids.Strides(question.Signature, places) is not { Length: >= 2 } strides || levels.With(classes, places) is not { } scores || levels.With(4 * Bins, places) is not { } boxes)
        {
            return HeadAnswer.No("the places of the outputs are not the cells of the usual strides");
        }

        FieldKind kind = scores[0].Kind(0, classes);
        if (!question.IsForced && (!(kind.MayBeScore() || kind == FieldKind.Raw) || !boxes.All(b => b.Kind(0, 4 * Bins).MayBeRaw())))
        {
            return HeadAnswer.No("the graph does not end in scores and raw distributions");
        }

        var steps = new List<DecodeStep>();
        int place = 0;
        for (int i = 0; i < strides.Length; i++)
        {
            var p = new DistanceHead.Parameters(
                0, place, Grids.Width(question.Signature, strides[i]), Grids.Height(question.Signature, strides[i]), 1, classes, Bins, strides[i], 0.5f, strides[i], kind == FieldKind.Raw,
                true, classes, 0, 4 * Bins, 0, 0);
            steps.Add(Distances.Step(scores[i], boxes[i], null, p));
            place += p.GridWidth * p.GridHeight;
        }

        return new HeadMatch(steps, classes, place)
        {
            Strength = question.Strength(classes, scores[0].Probe is not null, "detect"),
            Evidence = [$"scores and 32 numbers for {Grids.Words(strides, 1)}", .. scores[0].Probe is null ? (string[])[] : [$"the graph makes {kind.Words()} of the scores and leaves the distances"]],
        };
    }
}
