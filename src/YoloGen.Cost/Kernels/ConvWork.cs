using YoloGen.Emit;

namespace YoloGen.Cost;

/// <summary>
/// A convolution as its kernel walks it: output rows (or chunks of pixels, where the maps are one long row), windows of <see cref="Outer"/> x
/// <see cref="Inner"/> segments of <see cref="Depth"/> contiguous values.
/// </summary>
internal sealed record ConvWork
{
    /// <summary>Pixels of a chunk where whole maps are one row of pixels.</summary>
    private const int Chunk = 64;

    /// <summary>Rows below which panels and rows together are split over threads.</summary>
    private const int FewRows = 48;

    /// <summary>Input bytes of the rows that share a panel before the next panel is taken.</summary>
    private const int BlockBytes = 65536;

    public required int Outer { get; init; }

    public required int Inner { get; init; }

    public required int Depth { get; init; }

    public required int Groups { get; init; }

    /// <summary>Output channels of a group.</summary>
    public required int Outputs { get; init; }

    /// <summary>Pixels of a row, and of the last one.</summary>
    public required (int Width, int LastWidth) Pixels { get; init; }

    public required int Rows { get; init; }

    /// <summary>Input rows that the next output row steps over.</summary>
    public required int RowStep { get; init; }

    /// <summary>Rows that run through all panels before the next rows begin.</summary>
    public required int Block { get; init; }

    /// <summary>Whether rows and panels are split over threads together; then what follows the convolution runs for each panel's columns.</summary>
    public required bool Units { get; init; }

    /// <summary>Bytes of one value.</summary>
    public required int ValueBytes { get; init; }

    /// <summary>Bytes between the starts of neighbouring input pixels, and bytes of a pixel.</summary>
    public required (long Stride, long Used) InputPixel { get; init; }

    /// <summary>Input pixels under a row of windows.</summary>
    public required int InputRowPixels { get; init; }

    /// <summary>Bytes between the starts of neighbouring output pixels, and bytes of a pixel.</summary>
    public required (long Stride, long Used) OutputPixel { get; init; }

    /// <summary>Whether no weight is -128, so that two products fit 16 bits.</summary>
    public required bool PairSafe { get; init; }

    /// <summary>The work of a layer <c>qconv</c> or <c>conv</c>.</summary>
    public static ConvWork Of(Plan plan, PlanLayer layer)
    {
        PlanTensor x = plan.Tensors[layer.Inputs[0].Index], y = plan.Tensors[layer.Outputs[0]];
        PlanAttributes a = layer.Attributes;
        int[] kernel = a.Ints("kernel"), stride = a.Ints("stride"), dilation = a.Ints("dilation"), pad = a.Ints("pad");
        int groups = a.Int("group", 1), channels = x.Shape[1] / groups, size = x.Type.SizeOf();
        bool rowMerges = groups == 1 && dilation[1] == 1 && x.Strides[3] == channels;
        bool merged = kernel.All(v => v == 1) && stride.All(v => v == 1) && pad.All(v => v == 0) && groups == 1
            && x.Shape[2] == y.Shape[2] && x.Shape[3] == y.Shape[3] && Tensors(plan, layer).All(IsOneRow);
        int pixels = y.Shape[2] * y.Shape[3];
        int width = merged ? Math.Min(Chunk, pixels) : y.Shape[3], rows = (merged ? (pixels + Chunk - 1) / Chunk : y.Shape[2]) * y.Shape[0];
        bool units = groups == 1 && y.Shape[0] == 1 && rows < FewRows && (size == 1 || layer.Then.Count == 0);
        long inputRow = Math.Max(1, (long)x.Shape[1] * size * (merged ? Chunk : (long)x.Shape[3] * stride[0]));
        return new ConvWork
        {
            Outer = kernel[0],
            Inner = rowMerges ? 1 : kernel[1],
            Depth = rowMerges ? kernel[1] * channels : channels,
            Groups = groups,
            Outputs = y.Shape[1] / groups,
            Pixels = (width, merged && pixels % Chunk != 0 ? pixels % Chunk : width),
            Rows = rows,
            RowStep = merged ? 1 : stride[0],
            Block = units ? rows : (int)Math.Max(1, Math.Min(rows, BlockBytes / inputRow)),
            Units = units,
            ValueBytes = size,
            InputPixel = (x.Strides[3] * size, (long)x.Shape[1] * size),
            InputRowPixels = merged ? width : ((width - 1) * stride[1]) + kernel[1],
            OutputPixel = (y.Strides[3] * y.Type.SizeOf(), (long)y.Shape[1] * y.Type.SizeOf()),
            PairSafe = a.Int("safe", 1) == 1,
        };
    }

    private static IEnumerable<PlanTensor> Tensors(Plan plan, PlanLayer layer)
        => layer.Then.SelectMany(t => t.Inputs.Where(i => i.Kind == OperandKind.Tensor).Select(i => i.Index).Concat(t.Outputs))
            .Append(layer.Inputs[0].Index).Append(layer.Outputs[0]).Select(i => plan.Tensors[i]);

    /// <summary>Pixels follow each other at one stride through the whole map.</summary>
    private static bool IsOneRow(PlanTensor t) => t.Shape[2] == 1 || t.Strides[2] == t.Shape[3] * t.Strides[3];
}
