using YoloGen.Generated;

namespace YoloGen.Detection.Heads;

/// <summary>MobileNet-SSD exported without its decoding: offsets to the default boxes of the three code bases that trained most of them.</summary>
internal sealed class SsdPriorsHead : Head
{
    /// <summary>What the code bases differ in.</summary>
    /// <param name="Name">For people.</param>
    /// <param name="Side">The only input size.</param>
    /// <param name="Grids">Cells in a row of each grid; all are square.</param>
    /// <param name="Boxes">Width and height of the priors of a grid, in input pixels.</param>
    private sealed record Family(string Name, int Side, int[] Grids, Func<int, float[]> Boxes)
    {
        /// <summary>Pixels a cell, where that is not the side by the cells.</summary>
        public float[]? Strides { get; init; }

        public bool YFirst { get; init; }

        public bool Sigmoid { get; init; }

        /// <summary>Whether centres are kept inside the input.</summary>
        public bool Clamped { get; init; }

        public int Places => Grids.Select((g, i) => g * g * (Boxes(i).Length / 2)).Sum();
    }

    /// <summary>Shares of the input: from 0.2 to 0.95 in equal steps, and 1.</summary>
    private static readonly float[] Scales = [0.2f, 0.35f, 0.5f, 0.65f, 0.8f, 0.95f, 1f];

    private static readonly float[] Least = [60, 105, 150, 195, 240, 285], Most = [105, 150, 195, 240, 285, 330];

    private static readonly Family[] Families =
    [
        new("torchvision's SSDLite", 320, [20, 10, 5, 3, 2, 1], i => [.. Square(320 * Scales[i], 320 * Between(i)), .. Wide(320 * Scales[i], 2, 320), .. Wide(320 * Scales[i], 3, 320)]),
        new("pytorch-ssd", 300, [19, 10, 5, 3, 2, 1], i => [.. Square(Least[i], MathF.Min(300, MathF.Sqrt(Least[i] * Most[i]))), .. Wide(Least[i], 2, 300), .. Wide(Least[i], 3, 300)])
        {
            Strides = [16, 32, 64, 100, 150, 300], Clamped = true,
        },
        new("TensorFlow's SSD MobileNet", 300, [19, 10, 5, 3, 2, 1], i => i == 0
            ? [30, 30, .. Wide(60, 2, NoLimit)]
            : [300 * Scales[i], 300 * Scales[i], .. Wide(300 * Scales[i], 2, NoLimit), .. Wide(300 * Scales[i], 3, NoLimit), 300 * Between(i), 300 * Between(i)]) { YFirst = true, Sigmoid = true },
    ];

    private const float NoLimit = Priors.NoLimit;

    public override HeadDefinition Definition { get; } = new(
        "ssd", "MobileNet-SSD (torchvision, pytorch-ssd, TensorFlow), boxes as offsets to its priors", "offsets [1, N, 4] and scores [1, N, 1 + C]: 3,234 rows of 320 x 320, 3,000 or 1,917 of 300 x 300")
    {
        Mean = [127.5f], Scale = [1f / 127.5f], Resize = ResizeMode.Stretch, ScoreThreshold = 0.4f, IouThreshold = 0.5f,
    };

    public override HeadAnswer Match(HeadQuestion question)
    {
        if (BoxesHead.Pair(question) is not (var boxes, var scores) || scores.Columns < 2)
        {
            return HeadAnswer.No("the outputs are not offsets [1, N, 4] and scores [1, N, 1 + C]");
        }

        if (Array.Find(Families, f => f.Side == question.Signature.Width && f.Side == question.Signature.Height && f.Places == boxes.Places) is not { } family)
        {
            return HeadAnswer.No($"{boxes.Places} rows are not the priors of {string.Join(", ", Families.Select(f => $"{f.Name} ({f.Places} of {f.Side} x {f.Side})"))}");
        }

        if (!question.IsForced && boxes.Kind(0, 4) != FieldKind.Raw)
        {
            return HeadAnswer.No(boxes.Probe is null ? "nothing tells that the boxes are not decoded" : "the graph decodes the boxes");
        }

        FieldKind kind = scores.Kind(0, scores.Columns);
        int activation = kind is FieldKind.Raw or FieldKind.Unknown ? family.Sigmoid ? 1 : 2 : 0, row = 0;
        var steps = new List<DecodeStep>();
        for (int i = 0; i < family.Grids.Length; i++)
        {
            int cells = family.Grids[i];
            float stride = family.Strides?[i] ?? (float)family.Side / cells, limit = family.Clamped ? family.Side : NoLimit;
            var parameters = new PriorBoxHead.Parameters(row, cells, cells, scores.Columns, true, activation, stride, stride, 0.1f, 0.2f, 0, family.YFirst, limit, limit);
            steps.Add(new DecodeStep<PriorBoxHead.Parameters>(
                nameof(PriorBoxHead), [boxes.Output, scores.Output, boxes.Output], parameters, static (o, in p, anchors, ref c) => PriorBoxHead.Decode(o[0], o[1], o[2], in p, anchors, ref c), family.Boxes(i)));
            row += cells * cells * (family.Boxes(i).Length / 2);
        }

        return new HeadMatch(steps, scores.Columns - 1, row)
        {
            Strength = question.Strength(scores.Columns - 1, boxes.Probe is not null, "detect"),
            Evidence = [$"{row} rows: the priors of {family.Name}", .. boxes.Probe is null ? (string[])[] : [$"the graph leaves the boxes as offsets, and makes {kind.Words()} of the scores"]],
        };
    }

    private static float Between(int i) => MathF.Sqrt(Scales[i] * Scales[i + 1]);

    private static float[] Square(float small, float large) => [small, small, large, large];

    /// <summary>A wide box and a high one of the same area, cut at the size of the input where the code base does so.</summary>
    private static float[] Wide(float size, float ratio, float limit)
    {
        float root = MathF.Sqrt(ratio), along = MathF.Min(size * root, limit), across = MathF.Min(size / root, limit);
        return [along, across, across, along];
    }
}
