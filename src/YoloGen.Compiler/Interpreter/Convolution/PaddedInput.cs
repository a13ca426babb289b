using YoloGen.Compiler.Graph;

namespace YoloGen.Compiler.Interpreter;

/// <summary>One image [C,H,W] with zeros around it, as large as the windows of all outputs reach.</summary>
internal sealed class PaddedInput<T>
    where T : struct
{
    private readonly T[] _values;

    /// <param name="values">All images, [N,C,H,W].</param>
    /// <param name="shape">Their shape.</param>
    /// <param name="image">Which image.</param>
    /// <param name="top">Rows above; negative drops rows.</param>
    /// <param name="left">Columns on the left; negative drops columns.</param>
    /// <param name="height">Rows altogether.</param>
    /// <param name="width">Columns altogether.</param>
    public PaddedInput(T[] values, Shape shape, int image, int top, int left, int height, int width)
    {
        int channels = shape[1], h = shape[2], w = shape[3];
        (Height, Width) = (height, width);
        _values = new T[checked(channels * height * width)];
        int first = Math.Max(0, -left), end = Math.Min(w, width - left);
        for (int c = 0; c < channels && end > first; c++)
        {
            for (int row = Math.Max(0, -top); row < Math.Min(h, height - top); row++)
            {
                values.AsSpan((((image * channels) + c) * h * w) + (row * w) + first, end - first)
                    .CopyTo(_values.AsSpan((((c * height) + row + top) * width) + left + first));
            }
        }
    }

    public int Height { get; }

    public int Width { get; }

    /// <summary>A row from one of its columns on.</summary>
    public ReadOnlySpan<T> Row(int channel, int row, int column) => _values.AsSpan((((channel * Height) + row) * Width) + column, Width - column);

    /// <summary>A channel from one of its elements on.</summary>
    public ReadOnlySpan<T> Run(int channel, int row, int column)
        => _values.AsSpan((((channel * Height) + row) * Width) + column, ((Height - row) * Width) - column);
}
