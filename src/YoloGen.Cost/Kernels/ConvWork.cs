namespace YoloGen.Cost;

/// <summary>
/// A convolution as its kernel walks it: output rows (or chunks of pixels, where the maps are one long row), windows of <see cref="Outer"/> x
/// <see cref="Inner"/> segments of <see cref="Depth"/> contiguous values.
/// </summary>
internal sealed record ConvWork
{
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

    /// <summary>Pixels of a row that run through all panels, in all rows of a block, before the next pixels begin; 0 for whole rows.</summary>
    public int Span { get; init; }

    /// <summary>Pieces of the rows that are walked one after the other, each as often as it occurs.</summary>
    public IEnumerable<(ConvWork Piece, int Times)> Pieces
    {
        get
        {
            if (Span == 0 || Span >= Pixels.Width)
            {
                yield return (this, 1);
                yield break;
            }

            yield return (Of(Span), Pixels.Width / Span);
            if (Pixels.Width % Span is > 0 and int rest)
            {
                yield return (Of(rest), 1);
            }

            ConvWork Of(int width) => this with { Span = 0, Pixels = (width, width), InputRowPixels = InputRowPixels - ((Pixels.Width - width) * PixelStep) };
        }
    }

    /// <summary>Input pixels that the next output pixel steps over.</summary>
    public int PixelStep { get; init; } = 1;

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

    /// <summary>Copies of 16 bytes that put windows side by side; 0 where the kernel walks the map.</summary>
    public long GatheredRuns { get; init; }

    /// <summary>Whether no weight is -128, so that two products fit 16 bits.</summary>
    public required bool PairSafe { get; init; }

    /// <summary>The work of a direct convolution.</summary>
    public static ConvWork Of(Plan plan, ScheduledConvolutionLayer layer)
    {
        PlanTensor x = plan.View(layer.X), y = plan.Tensors[layer.Y];
        ConvGeometry g = layer.Geometry(plan);
        int size = x.Type.SizeOf();
        bool merged = g.MergedPixels > 0;
        int width = Math.Min(g.Width, merged ? g.MergedPixels : g.Width), rows = g.Rows * g.Batch;
        bool units = layer.Schedule.Split == WorkSplit.Panels;
        return new ConvWork
        {
            Outer = layer.Schedule.Gathers ? 1 : g.Outer,
            Inner = g.Inner,
            Depth = layer.Schedule.Gathers ? g.Outer * g.Depth : g.Depth,
            GatheredRuns = layer.Schedule.Gathers ? (long)rows * width * g.Outer * ((g.Depth + 15) / 16) : 0,
            Groups = g.Groups,
            Outputs = g.GroupOutputs,
            Pixels = (width, merged && g.MergedPixels % g.Width != 0 ? g.MergedPixels % g.Width : width),
            Rows = rows,
            RowStep = merged ? 1 : layer.Window.StrideHeight,
            Block = units ? rows : Math.Min(rows, layer.Schedule.Block),
            Span = units ? 0 : layer.Schedule.Span,
            PixelStep = layer.Window.StrideWidth,
            Units = units,
            ValueBytes = size,
            InputPixel = (x.Strides[3] * size, (long)x.Shape[1] * size),
            InputRowPixels = merged ? width : ((width - 1) * layer.Window.StrideWidth) + layer.Window.KernelWidth,
            OutputPixel = (y.Strides[3] * y.Type.SizeOf(), (long)y.Shape[1] * y.Type.SizeOf()),
            PairSafe = layer is not QConvLayer { IsPairSafe: false },
        };
    }
}
