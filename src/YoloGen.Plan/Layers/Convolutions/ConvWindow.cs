namespace YoloGen.Plans;

/// <summary>Which pixels the output of a convolution is made of; the border around the input is part of the input's tensor.</summary>
/// <param name="KernelHeight">Rows of the kernel.</param>
/// <param name="KernelWidth">Columns of the kernel.</param>
/// <param name="StrideHeight">Input rows between output rows.</param>
/// <param name="StrideWidth">Input pixels between output pixels.</param>
/// <param name="DilationHeight">Input rows between kernel rows.</param>
/// <param name="DilationWidth">Input pixels between kernel columns.</param>
/// <param name="PadTop">Rows that the first window begins above the input; may be negative.</param>
/// <param name="PadLeft">Pixels that the first window begins before the input; may be negative.</param>
public readonly record struct ConvWindow(
    int KernelHeight, int KernelWidth, int StrideHeight, int StrideWidth, int DilationHeight, int DilationWidth, int PadTop, int PadLeft)
{
    /// <summary>Largest kernel, stride, dilation and padding.</summary>
    internal const int MaxSize = 65535;

    /// <summary>One pixel for each.</summary>
    public static ConvWindow Point => new(1, 1, 1, 1, 1, 1, 0, 0);

    /// <summary>Pixels of the kernel.</summary>
    public long Taps => (long)KernelHeight * KernelWidth;

    /// <summary>The window as the fields kernel, stride, dilation and pad.</summary>
    public ConvWindow Visit(LayerFields fields)
    {
        int[] kernel = fields.Ints("kernel", [KernelHeight, KernelWidth], 1, MaxSize), stride = fields.Ints("stride", [StrideHeight, StrideWidth], 1, MaxSize);
        int[] dilation = fields.Ints("dilation", [DilationHeight, DilationWidth], 1, MaxSize), pad = fields.Ints("pad", [PadTop, PadLeft], -MaxSize, MaxSize);
        return new ConvWindow(kernel[0], kernel[1], stride[0], stride[1], dilation[0], dilation[1], pad[0], pad[1]);
    }
}
