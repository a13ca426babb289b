using System.Collections.Generic;
using System.Linq;
using Scriban.Runtime;

namespace YoloGen.Emit;

/// <summary>The addresses of a convolution, worked out once: rows, steps, and whether kernel rows or whole feature maps are contiguous.</summary>
internal sealed class ConvGeometry
{
    /// <summary>Pixels in a chunk where the whole map is one row of pixels.</summary>
    private const int Chunk = 64;

    private ConvGeometry()
    {
    }

    public int Outer { get; private set; }

    public int Inner { get; private set; }

    public int Depth { get; private set; }

    public int Groups { get; private set; }

    /// <summary>Output channels of one group.</summary>
    public int GroupOutputs { get; private set; }

    public int GroupInputs { get; private set; }

    /// <summary>Rows of the output, or chunks of pixels.</summary>
    public int Rows { get; private set; }

    /// <summary>Pixels of all rows, where rows are chunks; else 0.</summary>
    public int MergedPixels { get; private set; }

    public int Width { get; private set; }

    public int Batch { get; private set; }

    /// <summary>Rules of a convolution's operands and attributes; null if they hold.</summary>
    public static string? Check(LayerFacts f, PlanType input, PlanType weight, PlanType output, bool depthwise)
    {
        PlanTensor x = f.In(0), w = f.In(1), y = f.Out();
        int[] k = f.Attributes.Ints("kernel"), s = f.Attributes.Ints("stride"), d = f.Attributes.Ints("dilation"), p = f.Attributes.Ints("pad");
        int group = f.Attributes.Int("group", 1);
        if (!f.IsTensor(0) || x.Shape.Count != 4 || y.Shape.Count != 4 || k.Length != 2 || s.Length != 2 || d.Length != 2 || p.Length != 2
            || k.Concat(s).Concat(d).Any(v => v < 1 || v > 65535) || p.Any(v => v < -65535 || v > 65535) || group < 1)
        {
            return "has no valid kernel, stride, dilation or pad";
        }

        bool bytes = input == PlanType.U8;
        if (!(x.Type == input || (bytes && x.Type == PlanType.S8)) || !(y.Type == output || (output == PlanType.U8 && y.Type == PlanType.S8)))
        {
            return "has operands of the wrong type";
        }

        if (y.Shape.Any(v => v == 0) || x.Shape.Any(v => v == 0) || x.Shape[0] != y.Shape[0] || x.Shape[1] % group != 0 || y.Shape[1] % group != 0
            || (depthwise && (group != x.Shape[1] || y.Shape[1] != group))
            || !f.IsWeight(1, weight, (long)y.Shape[1] * k[0] * k[1] * (x.Shape[1] / group)))
        {
            return "has shapes that do not fit together";
        }

        if (!Unit(x, 1) || !Unit(y, 1))
        {
            return "needs the channels of a pixel side by side";
        }

        if (depthwise && (long)k[0] * k[1] > PlanLimits.MaxDepthwiseTaps)
        {
            return "has more taps than a depthwise kernel can have";
        }

        bool forward = x.Strides[2] >= 0 && x.Strides[3] >= 0 && y.Strides[2] >= 0 && y.Strides[3] >= 0;
        return forward ? null : "needs rows and pixels in ascending order";
    }

    public static ConvGeometry Of(LayerFacts s, bool depthwise, bool mayMerge)
    {
        PlanTensor x = s.In(0), y = s.Out();
        int[] k = s.Attributes.Ints("kernel"), stride = s.Attributes.Ints("stride"), d = s.Attributes.Ints("dilation"), p = s.Attributes.Ints("pad");
        int group = s.Attributes.Int("group", 1);
        int size = x.Type.SizeOf(), ySize = y.Type.SizeOf();
        int channels = x.Shape[1] / group;
        bool rowMerges = !depthwise && group == 1 && d[1] == 1 && x.Strides[3] == channels;

        // An output that is smaller than its input (a phase of a transposed convolution) skips pixels at the end of each row.
        bool pixels = mayMerge && k.All(v => v == 1) && stride.All(v => v == 1) && p.All(v => v == 0) && group == 1
            && x.Shape[2] == y.Shape[2] && x.Shape[3] == y.Shape[3]
            && s.Layer.Then.SelectMany(t => t.Inputs.Where(i => i.Kind == OperandKind.Tensor).Select(i => i.Index).Concat(t.Outputs))
                .Select(t => s.Plan.Tensors[t]).Append(x).Append(y).All(IsOneRow);
        int count = y.Shape[2] * y.Shape[3];
        var g = new ConvGeometry
        {
            IsDepthwise = depthwise,
            Size = size,
            OutputSize = ySize,
            Channels = y.Shape[1],
            Outer = k[0],
            Inner = rowMerges ? 1 : k[1],
            Depth = depthwise ? 1 : rowMerges ? k[1] * channels : channels,
            Groups = depthwise ? 1 : group,
            GroupInputs = channels,
            GroupOutputs = depthwise ? y.Shape[1] : y.Shape[1] / group,
            Batch = y.Shape[0],
            Width = pixels ? Chunk : y.Shape[3],
            Rows = pixels ? (count + Chunk - 1) / Chunk : y.Shape[2],
            MergedPixels = pixels ? count : 0,
            InputRow = (pixels ? Chunk * x.Strides[3] : stride[0] * x.Strides[2]) * size,
            OutputRow = (pixels ? Chunk * y.Strides[3] : y.Strides[2]) * ySize,
            InputOffset = x.Offset - (p[0] * x.Strides[2] + p[1] * x.Strides[3]) * size,
            OutputOffset = y.Offset,
            InputBatch = x.Strides[0] * size,
            OutputBatch = y.Strides[0] * ySize,
            PixelStep = stride[1] * x.Strides[3] * size,
            OuterStride = d[0] * x.Strides[2] * size,
            InnerStride = rowMerges ? 0 : d[1] * x.Strides[3] * size,
            OutputPixelStride = y.Strides[3] * ySize,
        };
        return g;
    }

    /// <summary>What the kernels read: the windows of all pixels, each as segments of <see cref="Depth"/> elements side by side.</summary>
    public MemoryAccess Windows(PlanOperand operand)
        => new(operand, false, InputOffset, (long)Depth * Size,
            [.. Places(InputBatch, InputRow, PixelStep), (Outer, OuterStride), (Inner, InnerStride), (Groups, (long)GroupInputs * Size), .. DepthwiseChannels]);

    /// <summary>What the kernels write: the channels of each pixel, side by side.</summary>
    public MemoryAccess Results(PlanOperand operand)
        => new(operand, true, OutputOffset, (long)Channels * OutputSize, [.. Places(OutputBatch, OutputRow, OutputPixelStride)]);

    /// <summary>A depthwise kernel reads one element a channel.</summary>
    private IEnumerable<(long Count, long Step)> DepthwiseChannels => IsDepthwise ? [(Channels, Size)] : [];

    /// <summary>Images, rows and pixels; chunks of pixels are one row.</summary>
    private IEnumerable<(long Count, long Step)> Places(long batch, long row, long pixel)
        => MergedPixels > 0 ? [(Batch, batch), (1, row), (MergedPixels, pixel)] : [(Batch, batch), (Rows, row), (Width, pixel)];

    private bool IsDepthwise { get; set; }

    private int Size { get; set; }

    private int OutputSize { get; set; }

    private int Channels { get; set; }

    private long InputRow { get; set; }

    private long OutputRow { get; set; }

    private long InputOffset { get; set; }

    private long OutputOffset { get; set; }

    private long InputBatch { get; set; }

    private long OutputBatch { get; set; }

    private long PixelStep { get; set; }

    private long OuterStride { get; set; }

    private long InnerStride { get; set; }

    private long OutputPixelStride { get; set; }

    /// <summary>The arguments "outer, inner, depth".</summary>
    public string Window => $"{LayerScope.Text(Outer)}, {LayerScope.Text(Inner)}, {LayerScope.Text(Depth)}";

    /// <summary>The variables that the convolution templates share.</summary>
    public ScriptObject Model(LayerScope s, IEnumerable<string> moreParams)
    {
        var fields = new List<string>
        {
            $"PixelStep = {LayerScope.Text(PixelStep)}", $"Outer = {LayerScope.Text(Outer)}", $"OuterStride = {LayerScope.Text(OuterStride)}",
            $"Inner = {LayerScope.Text(Inner)}", $"InnerStride = {LayerScope.Text(InnerStride)}", $"Depth = {LayerScope.Text(Depth)}",
            $"OutputPixelStride = {LayerScope.Text(OutputPixelStride)}",
        };
        fields.AddRange(moreParams);
        return new ScriptObject
        {
            ["number"] = s.Number,
            ["params"] = string.Join(", ", fields),
            ["window"] = Window,
            ["groups"] = Groups,
            ["group_inputs"] = GroupInputs,
            ["outputs"] = GroupOutputs,
            ["rows"] = Rows,
            ["width"] = Width,
            ["merged_pixels"] = MergedPixels,
            ["input_row"] = InputRow,
            ["output_row"] = OutputRow,
            ["input_offset"] = LayerScope.Plus(InputOffset),
            ["output_offset"] = LayerScope.Plus(OutputOffset),
            ["batch"] = Batch,
            ["input_batch"] = InputBatch,
            ["output_batch"] = OutputBatch,
            ["halo"] = s.FillHalo(),
        };
    }

    private static bool IsOneRow(PlanTensor t) => t.Shape[2] == 1 || t.Strides[2] == t.Shape[3] * t.Strides[3];

    private static bool Unit(PlanTensor t, int axis) => t.Shape[axis] == 1 || t.Strides[axis] == 1;
}
