namespace YoloGen.Plans;

/// <summary>Which pixels a pool puts together; windows are clipped to the input.</summary>
/// <param name="KernelHeight">Rows of the window.</param>
/// <param name="KernelWidth">Columns of the window.</param>
/// <param name="StrideHeight">Input rows between output rows.</param>
/// <param name="StrideWidth">Input pixels between output pixels.</param>
/// <param name="DilationHeight">Input rows between rows of the window.</param>
/// <param name="DilationWidth">Input pixels between columns of the window.</param>
/// <param name="PadTop">Rows of padding above.</param>
/// <param name="PadLeft">Pixels of padding to the left.</param>
/// <param name="PadBottom">Rows of padding below.</param>
/// <param name="PadRight">Pixels of padding to the right.</param>
public readonly record struct PoolWindow(
    int KernelHeight, int KernelWidth, int StrideHeight, int StrideWidth, int DilationHeight, int DilationWidth, int PadTop, int PadLeft, int PadBottom, int PadRight)
{
    /// <summary>One pixel for each.</summary>
    public static PoolWindow Point => new(1, 1, 1, 1, 1, 1, 0, 0, 0, 0);

    /// <summary>Pixels of the window.</summary>
    public long Taps => (long)KernelHeight * KernelWidth;

    /// <summary>The window as the fields kernel, stride, dilation and pad.</summary>
    public PoolWindow Visit(LayerFields fields)
    {
        const int MaxSize = ConvWindow.MaxSize;
        int[] kernel = fields.Ints("kernel", [KernelHeight, KernelWidth], 1, MaxSize), stride = fields.Ints("stride", [StrideHeight, StrideWidth], 1, MaxSize);
        int[] dilation = fields.Ints("dilation", [DilationHeight, DilationWidth], 1, MaxSize), pad = fields.Ints("pad", [PadTop, PadLeft, PadBottom, PadRight], -MaxSize, MaxSize);
        return new PoolWindow(kernel[0], kernel[1], stride[0], stride[1], dilation[0], dilation[1], pad[0], pad[1], pad[2], pad[3]);
    }

    /// <summary>What is wrong with the windows of a pool from one tensor to another, or null: each keeps at least one pixel.</summary>
    internal string? Error(PlanTensor x, PlanTensor y)
    {
        if (Taps > int.MaxValue || (KernelHeight - 1L) * DilationHeight > int.MaxValue || (KernelWidth - 1L) * DilationWidth > int.MaxValue)
        {
            return "has a window that is too large";
        }

        return Keeps(KernelHeight, DilationHeight, StrideHeight, PadTop, x.Shape[2], y.Shape[2]) && Keeps(KernelWidth, DilationWidth, StrideWidth, PadLeft, x.Shape[3], y.Shape[3])
            ? null : "has windows outside the input";
    }

    private static bool Keeps(long kernel, long dilation, long stride, long pad, long size, long outputs)
        => (kernel - 1) * dilation - pad >= 0 && (outputs - 1) * stride - pad < size;
}
