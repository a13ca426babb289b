using YoloGen.Generated;

namespace YoloGen.Detection.Heads;

/// <summary>RTMDet before decoding: maps of scores and of four distances for each stride.</summary>
internal sealed class RtmDetHead : Head
{
    public override HeadDefinition Definition { get; } = new("rtmdet", "RTMDet without its post-processing", "scores [1, C, H, W] and distances [1, 4, H, W], for each stride")
    {
        Bgr = true, Mean = Distances.MeanBgr, Scale = Distances.ScaleBgr, ScoreThreshold = 0.3f, IouThreshold = 0.65f,
    };

    public override HeadAnswer Match(HeadQuestion question)
    {
        if (Levels.OfMaps(question) is not { Kinds: 2 } levels || !levels.Columns.Contains(4))
        {
            return HeadAnswer.No("the outputs are not scores [1, C, H, W] and distances [1, 4, H, W] for each stride");
        }

        int classes = levels.Columns.First(c => c != 4);
        IReadOnlyList<long> places = levels.Places(4);
        if (Grids.Strides(question.Signature, places) is not { Length: >= 2 } strides || levels.With(classes, places) is not { } scores || levels.With(4, places) is not { } boxes)
        {
            return HeadAnswer.No("the maps are not the grids of the usual strides");
        }

        // exp(t) * stride, or t that waits for its stride.
        bool pixels = boxes[0].Probe is not null && boxes[0].Kind(0, 4) is FieldKind.Coordinate or FieldKind.Other && Math.Abs(boxes[0].RangeAtZero(0).Most - strides[0]) < 0.5f;
        if (!question.IsForced && boxes[0].Probe is not null && !pixels && !boxes[0].Kind(0, 4).MayBeRaw())
        {
            return HeadAnswer.No("the graph makes something else of the distances");
        }

        FieldKind kind = scores[0].Kind(0, classes);
        var steps = new List<DecodeStep>();
        int place = 0;
        for (int i = 0; i < strides.Length; i++)
        {
            var p = new DistanceHead.Parameters(
                0, place, Grids.Width(question.Signature, strides[i]), Grids.Height(question.Signature, strides[i]), 1, classes, 1, strides[i], 0f, pixels ? 1f : strides[i], kind is FieldKind.Raw or FieldKind.Unknown,
                false, classes, 0, 4, 0, 0);
            steps.Add(Distances.Step(scores[i], boxes[i], null, p));
            place += p.GridWidth * p.GridHeight;
        }

        return new HeadMatch(steps, classes, place)
        {
            Strength = question.Strength(classes, scores[0].Probe is not null, "detect"),
            Evidence = [$"scores and four numbers for {Grids.Words(strides, 1)}", .. scores[0].Probe is null ? (string[])[] : [$"the graph makes {kind.Words()} of the scores; distances are in {(pixels ? "pixels" : "cells")}"]],
        };
    }
}
