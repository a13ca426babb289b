using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;

namespace YoloGen.Compiler.Interpreter;

/// <summary>Which input elements lie under the window of each output of a pooling over [N,C,H,W].</summary>
internal sealed class PoolWindows(Window2D window, Shape input, Shape output)
{
    private readonly int[] _pixels = new int[window.KernelH * window.KernelW];

    /// <summary>Indices of the input elements of output <paramref name="index"/> in the order row, column, without padding; valid until the next call.</summary>
    public ReadOnlySpan<int> Pixels(int index) => Pixels(index, out _);

    /// <summary>Likewise, with the number of elements of each row.</summary>
    public ReadOnlySpan<int> Pixels(int index, out int columns)
    {
        (int top, int left) = Corner(index);
        columns = 0;
        int plane = index / (output[2] * output[3]) * input[2] * input[3], count = 0;
        for (int r = 0; r < window.KernelH; r++)
        {
            int row = top + (r * window.DilationH), first = count;
            for (int c = 0; c < window.KernelW && row >= 0 && row < input[2]; c++)
            {
                int column = left + (c * window.DilationW);
                if (column >= 0 && column < input[3])
                {
                    _pixels[count++] = plane + (row * input[3]) + column;
                }
            }

            columns = Math.Max(columns, count - first);
        }

        return _pixels.AsSpan(0, count);
    }

    /// <summary>The divisor of a mean: the elements inside the input or, with <paramref name="padding"/>, inside the padded input.</summary>
    public int Count(int index, bool padding)
    {
        if (!padding)
        {
            return Pixels(index).Length;
        }

        (int top, int left) = Corner(index);
        return Inside(top, window.KernelH, window.DilationH, input[2] + window.PadBottom)
            * Inside(left, window.KernelW, window.DilationW, input[3] + window.PadRight);
    }

    private (int Top, int Left) Corner(int index)
        => ((index / output[3] % output[2] * window.StrideH) - window.PadTop, (index % output[3] * window.StrideW) - window.PadLeft);

    private static int Inside(int start, int kernel, int dilation, int end) => Math.Min(kernel, (end - start + dilation - 1) / dilation);
}
