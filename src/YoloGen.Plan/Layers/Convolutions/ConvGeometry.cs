using System.Collections.Generic;
using System.Linq;

namespace YoloGen.Plans;

/// <summary>The addresses of a convolution, worked out once: rows, steps, and whether kernel rows or whole feature maps are contiguous.</summary>
public sealed class ConvGeometry
{
    private ConvGeometry()
    {
    }

    /// <summary>Rows of the kernel.</summary>
    public int Outer { get; private init; }

    /// <summary>Segments of a kernel row: 1 where a whole kernel row is contiguous.</summary>
    public int Inner { get; private init; }

    /// <summary>Contiguous input elements of a segment.</summary>
    public int Depth { get; private init; }

    /// <summary>Groups of channels that are walked one after the other; 1 for depthwise.</summary>
    public int Groups { get; private init; }

    /// <summary>Output channels of one group.</summary>
    public int GroupOutputs { get; private init; }

    /// <summary>Input channels of one group.</summary>
    public int GroupInputs { get; private init; }

    /// <summary>Rows of the output, or chunks of pixels.</summary>
    public int Rows { get; private init; }

    /// <summary>Pixels of all rows, where rows are chunks; else 0.</summary>
    public int MergedPixels { get; private init; }

    /// <summary>Pixels of a row, or of a chunk.</summary>
    public int Width { get; private init; }

    /// <summary>Images.</summary>
    public int Batch { get; private init; }

    /// <summary>The addresses of a layer whose operands are feature maps.</summary>
    internal static ConvGeometry Of(Plan plan, ConvolutionLayer layer)
    {
        PlanTensor x = plan.View(layer.X), y = plan.Tensors[layer.Y];
        ConvWindow w = layer.Window;
        int groups = layer.Groups, size = x.Type.SizeOf(), ySize = y.Type.SizeOf(), channels = x.Shape[1] / groups;
        bool depthwise = layer.IsDepthwise, rowMerges = !depthwise && groups == 1 && w.DilationWidth == 1 && x.Strides[3] == channels;

        int chunk = layer.Chunk;
        bool pixels = chunk > 0;
        int count = y.Shape[2] * y.Shape[3];
        return new ConvGeometry
        {
            IsDepthwise = depthwise,
            Size = size,
            OutputSize = ySize,
            Channels = y.Shape[1],
            Outer = w.KernelHeight,
            Inner = rowMerges ? 1 : w.KernelWidth,
            Depth = depthwise ? 1 : rowMerges ? w.KernelWidth * channels : channels,
            Groups = depthwise ? 1 : groups,
            GroupInputs = channels,
            GroupOutputs = depthwise ? y.Shape[1] : y.Shape[1] / groups,
            Batch = y.Shape[0],
            Width = pixels ? chunk : y.Shape[3],
            Rows = pixels ? (count + chunk - 1) / chunk : y.Shape[2],
            MergedPixels = pixels ? count : 0,
            InputRow = (pixels ? chunk * x.Strides[3] : w.StrideHeight * x.Strides[2]) * size,
            OutputRow = (pixels ? chunk * y.Strides[3] : y.Strides[2]) * ySize,
            InputOffset = x.Offset - (((w.PadTop * x.Strides[2]) + (w.PadLeft * x.Strides[3])) * size),
            OutputOffset = y.Offset,
            InputBatch = x.Strides[0] * size,
            OutputBatch = y.Strides[0] * ySize,
            PixelStep = w.StrideWidth * x.Strides[3] * size,
            OuterStride = w.DilationHeight * x.Strides[2] * size,
            InnerStride = rowMerges ? 0 : w.DilationWidth * x.Strides[3] * size,
            OutputPixelStride = y.Strides[3] * ySize,
        };
    }

    /// <summary>What the kernels read: the windows of all pixels, each as segments of <see cref="Depth"/> elements side by side.</summary>
    internal MemoryAccess Windows(PlanOperand operand)
        => new(operand, false, InputOffset, (long)Depth * Size,
            [.. Places(InputBatch, InputRow, PixelStep), (Outer, OuterStride), (Inner, InnerStride), (Groups, (long)GroupInputs * Size), .. DepthwiseChannels]);

    /// <summary>What the kernels write: the channels of each pixel, side by side.</summary>
    internal MemoryAccess Results(PlanOperand operand)
        => new(operand, true, OutputOffset, (long)Channels * OutputSize, [.. Places(OutputBatch, OutputRow, OutputPixelStride)]);

    /// <summary>A depthwise kernel reads one element a channel.</summary>
    private IEnumerable<(long Count, long Step)> DepthwiseChannels => IsDepthwise ? [(Channels, Size)] : [];

    /// <summary>Images, rows and pixels; chunks of pixels are one row.</summary>
    private IEnumerable<(long Count, long Step)> Places(long batch, long row, long pixel)
        => MergedPixels > 0 ? [(Batch, batch), (1, row), (MergedPixels, pixel)] : [(Batch, batch), (Rows, row), (Width, pixel)];

    private bool IsDepthwise { get; init; }

    private int Size { get; init; }

    private int OutputSize { get; init; }

    private int Channels { get; init; }

    /// <summary>Bytes between the inputs of neighbouring rows.</summary>
    public long InputRow { get; private init; }

    /// <summary>Bytes between neighbouring output rows.</summary>
    public long OutputRow { get; private init; }

    /// <summary>Bytes from the start of the arena to the first window.</summary>
    public long InputOffset { get; private init; }

    /// <summary>Bytes from the start of the arena to the first output.</summary>
    public long OutputOffset { get; private init; }

    /// <summary>Bytes between input images.</summary>
    public long InputBatch { get; private init; }

    /// <summary>Bytes between output images.</summary>
    public long OutputBatch { get; private init; }

    /// <summary>Bytes between the windows of neighbouring pixels.</summary>
    public long PixelStep { get; private init; }

    /// <summary>Bytes between kernel rows.</summary>
    public long OuterStride { get; private init; }

    /// <summary>Bytes between the segments of a kernel row.</summary>
    public long InnerStride { get; private init; }

    /// <summary>Bytes between output pixels.</summary>
    public long OutputPixelStride { get; private init; }

    /// <summary>Whether pixels follow each other at one stride through the whole map.</summary>
    internal static bool IsOneRow(PlanTensor t) => t.Shape[2] == 1 || t.Strides[2] == t.Shape[3] * t.Strides[3];
}
