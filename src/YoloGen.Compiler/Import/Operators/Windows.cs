using YoloGen.Compiler.Graph.Operators;

namespace YoloGen.Compiler.Import.Operators;

/// <summary>Kernel, strides, dilations and padding of a convolution or pooling over one or two spatial axes, auto_pad resolved.</summary>
/// <param name="Kernel">Kernel sizes.</param>
/// <param name="Strides">Strides.</param>
/// <param name="Dilations">Dilations.</param>
/// <param name="Begin">Padding before each axis; negative where the first elements are left out.</param>
/// <param name="End">Padding after each axis, or likewise.</param>
/// <param name="Output">Output sizes.</param>
internal sealed record Windows(long[] Kernel, long[] Strides, long[] Dilations, long[] Begin, long[] End, long[] Output)
{
    private const long MaxValue = 1 << 16;

    /// <summary>Reads the attributes of Conv and pooling and computes output sizes (ONNX specification, Conv and AveragePool).</summary>
    public static Windows Read(NodeImport n, ReadOnlySpan<int> spatial, long[] kernel, bool ceil, bool pool = false)
    {
        int rank = spatial.Length;
        long[] strides = List(n, "strides", rank, 1, 1);
        long[] dilations = List(n, "dilations", rank, 1, 1);
        long[] pads = List(n, "pads", rank * 2, 0, 0);
        string auto = AutoPad(n);
        var begin = new long[rank];
        var end = new long[rank];
        var output = new long[rank];
        for (int i = 0; i < rank; i++)
        {
            CheckKernel(n, kernel[i]);
            long reach = (dilations[i] * (kernel[i] - 1)) + 1;
            switch (auto)
            {
                case "NOTSET":
                    begin[i] = pads[i];
                    end[i] = pads[rank + i];
                    break;
                case "SAME_UPPER" or "SAME_LOWER":
                    // Negative where the kernel is smaller than the stride: the windows then leave out pixels at both ends. ONNX Runtime's convolutions
                    // keep one pixel more than the specification's sum, which changes no size, its pools do not; both round the halves towards 0.
                    long padding = (((spatial[i] + strides[i] - 1) / strides[i] - 1) * strides[i]) + reach - spatial[i];
                    padding += padding < 0 && !pool ? 1 : 0;
                    begin[i] = auto == "SAME_UPPER" ? padding / 2 : (padding + 1) / 2;
                    end[i] = padding - begin[i];
                    break;
            }

            long room = spatial[i] + begin[i] + end[i] - reach;
            if (room < 0)
            {
                throw n.BadShape($"the kernel reaches over {reach} elements where the padded input has {room + reach}");
            }

            output[i] = ((room + (ceil ? strides[i] - 1 : 0)) / strides[i]) + 1;

            // A window must start inside the input or its left padding, else it would see nothing.
            if (ceil && (output[i] - 1) * strides[i] >= spatial[i] + begin[i])
            {
                output[i]--;
            }
        }

        return new Windows(kernel, strides, dilations, begin, end, output);
    }

    public static string AutoPad(NodeImport n)
    {
        string auto = n.Attributes.Text("auto_pad", "NOTSET");
        return auto is "NOTSET" or "VALID" or "SAME_UPPER" or "SAME_LOWER" ? auto : throw n.Attributes.Bad($"auto_pad is '{auto}'");
    }

    /// <summary>A list attribute of a given length with values in a sane range.</summary>
    public static long[] List(NodeImport n, string name, int length, long otherwise, long min)
    {
        if (n.Attributes.Ints(name) is not { Count: > 0 } given)
        {
            return [.. Enumerable.Repeat(otherwise, length)];
        }

        return given.Count == length && given.All(v => v >= min && v <= MaxValue)
            ? [.. given]
            : throw n.Attributes.Bad($"attribute '{name}' is [{string.Join(',', given)}], where {length} values from {min} to {MaxValue} are expected");
    }

    /// <summary>The kernel sizes that weights of shape [M, C, k...] have; kernel_shape must agree.</summary>
    public static long[] KernelOf(NodeImport n, ReadOnlySpan<int> weights)
    {
        long[] kernel = [.. weights[2..].ToArray().Select(d => (long)d)];
        return n.Attributes.Ints("kernel_shape") is { Count: > 0 } given && !given.SequenceEqual(kernel)
            ? throw n.BadShape($"kernel_shape is [{string.Join(',', given)}] but the weights have a kernel of [{string.Join(',', kernel)}]")
            : kernel;
    }

    /// <summary>As the IR has it: one spatial axis becomes a row.</summary>
    public Window2D ToWindow2D() => Kernel.Length == 1
        ? new Window2D(1, (int)Kernel[0], 1, (int)Strides[0], 1, (int)Dilations[0], 0, (int)Begin[0], 0, (int)End[0])
        : new Window2D(
            (int)Kernel[0], (int)Kernel[1], (int)Strides[0], (int)Strides[1], (int)Dilations[0], (int)Dilations[1],
            (int)Begin[0], (int)Begin[1], (int)End[0], (int)End[1]);

    private static void CheckKernel(NodeImport n, long kernel)
    {
        if (kernel is < 1 or > MaxValue)
        {
            throw n.BadShape($"a kernel size of {kernel}");
        }
    }
}
