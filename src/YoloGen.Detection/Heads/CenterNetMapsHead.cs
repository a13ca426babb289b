using YoloGen.Generated;

namespace YoloGen.Detection.Heads;

/// <summary>CenterNet: a map of heat for each class, sizes and offsets.</summary>
internal sealed class CenterNetMapsHead : Head
{
    public override HeadDefinition Definition { get; } = new("centernet", "CenterNet", "heat [1, C, H/4, W/4], size [1, 2, H/4, W/4] and offset [1, 2, H/4, W/4]")
    {
        Bgr = true, Mean = [103.94f, 113.99f, 119.85f], Scale = [1f / 69.73f, 1f / 70.89f, 1f / 73.7f], ScoreThreshold = 0.3f, IouThreshold = 1f,
    };

    public override HeadAnswer Match(HeadQuestion question)
    {
        Rows?[] maps = [.. Enumerable.Range(0, question.Outputs.Count).Select(question.Map)];
        if (maps is not [{ } a, { } b, { } c] || maps.Count(m => m!.Columns == 2) < 2 || a.Places != b.Places || b.Places != c.Places)
        {
            return HeadAnswer.No("the outputs are not heat [1, C, H, W], size [1, 2, H, W] and offset [1, 2, H, W]");
        }

        // With two classes the names or the graph tell the heat; else it is the one that is not two wide.
        int heatAt = Array.FindIndex(maps, m => m!.Columns != 2);
        heatAt = heatAt >= 0 ? heatAt : Array.FindIndex(maps, m => m!.Kind(0, 2) == FieldKind.Sigmoid);
        heatAt = heatAt >= 0 ? heatAt : 0;
        Rows heat = maps[heatAt]!;
        int[] others = [.. Enumerable.Range(0, 3).Where(i => i != heatAt)];
        bool swapped = Named(others[0], "off", "reg") || Named(others[1], "size", "wh");
        (Rows size, Rows offset) = swapped ? (maps[others[1]]!, maps[others[0]]!) : (maps[others[0]]!, maps[others[1]]!);
        IReadOnlyList<int> dims = question.Outputs[heatAt].Dims;
        int stride = question.Signature.Width / dims[3];
        if (stride < 1 || Grids.Width(question.Signature, stride) != dims[3] || Grids.Height(question.Signature, stride) != dims[2])
        {
            return HeadAnswer.No("the maps are no grid of the input");
        }

        FieldKind kind = heat.Kind(0, heat.Columns);
        if (!question.IsForced && !(kind.MayBeScore() || kind == FieldKind.Raw))
        {
            return HeadAnswer.No($"the graph makes {kind.Words()} of the heat");
        }

        var parameters = new CenterNetHead.Parameters(dims[3], dims[2], heat.Columns, stride, kind == FieldKind.Raw);
        return new HeadMatch(
            [new DecodeStep<CenterNetHead.Parameters>(nameof(CenterNetHead), [heat.Output, size.Output, offset.Output], parameters, static (o, in p, _, ref c) => CenterNetHead.Decode(o[0], o[1], o[2], in p, ref c))],
            heat.Columns, (long)heat.Places * heat.Columns)
        {
            Strength = question.Strength(heat.Columns, heat.Probe is not null, "detect"),
            Evidence = [$"heat, size and offset for one cell of {stride} x {stride} pixels", .. heat.Probe is null ? (string[])[] : [$"the graph makes {kind.Words()} of the heat"]],
            Assumptions = [$"sizes in output '{MetadataText.Printable(question.Outputs[size.Output].Name)}', offsets in '{MetadataText.Printable(question.Outputs[offset.Output].Name)}'"],
        };

        bool Named(int output, params ReadOnlySpan<string> words)
        {
            foreach (string word in words)
            {
                if (question.Outputs[output].Name.Contains(word, StringComparison.OrdinalIgnoreCase))
                {
                    return true;
                }
            }

            return false;
        }
    }
}
