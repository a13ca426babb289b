using YoloGen.Generated;

namespace YoloGen.Detection.Heads;

/// <summary>NanoDet and NanoDet-Plus: scores and distributions of the distances as rows of one output.</summary>
internal sealed class NanoDetHead : Head
{
    private const int Bins = 8;

    public override HeadDefinition Definition { get; } = new("nanodet", "NanoDet (strides 8, 16, 32) and NanoDet-Plus (and 64)", "[1, cells, C + 32]: class scores, 8 bins for each side")
    {
        Bgr = true, Mean = Distances.MeanBgr, Scale = Distances.ScaleBgr, Resize = ResizeMode.Stretch, ScoreThreshold = 0.35f, IouThreshold = 0.6f,
    };

    public override HeadAnswer Match(HeadQuestion question)
    {
        if (question.Outputs.Count != 1 || question.PlacesFirst(0) is not { Columns: > 4 * Bins } rows || Grids.Strides(question.Signature, rows.Places) is not { Length: 3 or 4 } strides || strides[0] != 8)
        {
            return HeadAnswer.No("the outputs are not one of [1, cells of strides 8, 16, 32 (64), C + 32]");
        }

        int classes = rows.Columns - (4 * Bins);
        FieldKind kind = rows.Kind(0);
        bool fits = rows.Probe is not null && kind is FieldKind.Sigmoid or FieldKind.Raw && rows.Kind(0, classes) == kind && rows.Kind(classes, 4 * Bins) == FieldKind.Raw;
        if (!question.IsForced && (!fits || (kind == FieldKind.Raw && question.NamedClasses != classes)))
        {
            return HeadAnswer.No(rows.Probe is null ? "nothing tells scores from distributions" : "the graph does not end in scores and 32 raw numbers");
        }

        var steps = new List<DecodeStep>();
        int row = 0;
        foreach (int stride in strides)
        {
            // NanoDet-Plus puts its points on the corners of the cells, NanoDet in their middle.
            var p = new DistanceHead.Parameters(
                row, row, Grids.Width(question.Signature, stride), Grids.Height(question.Signature, stride), 1, classes, Bins, stride, strides.Length == 4 ? 0f : 0.5f, stride, kind == FieldKind.Raw,
                true, rows.Columns, 0, rows.Columns, classes, 0);
            steps.Add(Distances.Step(rows, rows, null, p));
            row += p.GridWidth * p.GridHeight;
        }

        return new HeadMatch(steps, classes, row)
        {
            Strength = question.Strength(classes, rows.Probe is not null, "detect"),
            Evidence = [Grids.Words(strides, 1), .. rows.Probe is null ? (string[])[] : [$"the graph makes {kind.Words()} of {classes} columns and leaves 32 for the distances"]],
        };
    }
}
