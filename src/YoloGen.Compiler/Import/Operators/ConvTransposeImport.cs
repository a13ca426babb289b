using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;

namespace YoloGen.Compiler.Import.Operators;

/// <summary>ConvTranspose: output_shape, output_padding and auto_pad become explicit padding and the result's shape.</summary>
internal static class ConvTransposeImport
{
    public static void Import(NodeImport n)
    {
        Tensor x = n.Float(0), w = n.Float(1);
        Spatial.Check(n, x);
        long group = n.Attributes.Int("group", 1);
        if (w.Shape.Rank != x.Shape.Rank || w.Shape.Count == 0 || group < 1 || w.Shape[0] != x.Shape[1] || x.Shape[1] % group != 0)
        {
            throw n.BadShape($"{x.Shape[1]} input channels in {group} groups do not fit the weights");
        }

        long channels = w.Shape[1] * group;
        Tensor? bias = n.Has(2) ? n.Float(2) : null;
        ConvShapes.CheckBias(n, bias, n.Shape(channels)[0]);
        Windows windows = Read(n, Spatial.Sizes(x), Windows.KernelOf(n, w.Shape.Dims.AsSpan()));
        var op = new ConvTranspose(windows.ToWindow2D(), (int)group);
        Spatial.Result(n, op, [Spatial.To2D(n, x), Spatial.To2D(n, w), bias], ElementType.Float32, channels, windows.Output);
    }

    private static Windows Read(NodeImport n, ReadOnlySpan<int> spatial, long[] kernel)
    {
        int rank = spatial.Length;
        long[] strides = Windows.List(n, "strides", rank, 1, 1);
        long[] dilations = Windows.List(n, "dilations", rank, 1, 1);
        long[] pads = Windows.List(n, "pads", rank * 2, 0, 0);
        long[] extra = Windows.List(n, "output_padding", rank, 0, 0);
        long[]? wanted = n.Attributes.Ints("output_shape") is { Count: > 0 } ? Windows.List(n, "output_shape", rank, 0, 1) : null;
        string auto = Windows.AutoPad(n);
        var begin = new long[rank];
        var end = new long[rank];
        var output = new long[rank];
        for (int i = 0; i < rank; i++)
        {
            if (extra[i] >= Math.Max(strides[i], dilations[i]) && extra[i] > 0)
            {
                throw n.Attributes.Bad($"output_padding {extra[i]} is not below stride {strides[i]}");
            }

            long full = (strides[i] * (spatial[i] - 1)) + extra[i] + ((kernel[i] - 1) * dilations[i]) + 1;
            if (wanted is null && auto is "NOTSET" or "VALID")
            {
                (begin[i], end[i]) = auto == "VALID" ? (0, 0) : (pads[i], pads[rank + i]);
                output[i] = full - begin[i] - end[i];
            }
            else
            {
                // Without output_shape SAME_* asks for stride times the input, which a kernel below the stride does not reach: nothing is padded then,
                // and the result ends with the last tap (as shape inference and ONNX Runtime have it).
                output[i] = wanted?[i] ?? Math.Min(full, spatial[i] * strides[i]);
                long total = Math.Max(0, full - output[i]);

                // The odd element comes first, except for SAME_UPPER.
                begin[i] = auto == "SAME_UPPER" ? total / 2 : total - (total / 2);
                end[i] = total - begin[i];
            }

            if (output[i] < 1)
            {
                throw n.BadShape($"padding leaves {output[i]} elements of axis {i + 2}");
            }
        }

        return new Windows(kernel, strides, dilations, begin, end, output);
    }
}
