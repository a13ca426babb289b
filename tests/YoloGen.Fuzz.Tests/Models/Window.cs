namespace YoloGen.Fuzz.Tests.Models;

/// <summary>Random kernel, strides, dilations and padding over one or two spatial axes, and the sizes they give.</summary>
internal sealed record Window(long[] Kernel, long[] Output, (string, object)[] Attributes)
{
    /// <summary>Draws one that fits; null if the dice found none.</summary>
    /// <param name="w">Dice.</param>
    /// <param name="spatial">Sizes of the spatial axes.</param>
    /// <param name="pool">Pooling: padding stays below the kernel, and ceil_mode is possible.</param>
    /// <param name="dilated">Whether the operator of this opset has dilations.</param>
    /// <param name="ceils">Whether the operator of this opset has ceil_mode.</param>
    public static Window? Draw(ModelWriter w, long[] spatial, bool pool, bool dilated, bool ceils = true)
    {
        int n = spatial.Length;
        string auto = w.Chance(4) ? w.Pick("VALID", "SAME_UPPER", "SAME_LOWER") : "NOTSET";
        bool ceil = pool && ceils && w.Opset >= 10 && auto == "NOTSET" && w.Chance(3);
        bool dilate = dilated && auto == "NOTSET" && w.Chance(4);
        long[] kernel = new long[n], strides = new long[n], dilations = new long[n], pads = new long[2 * n], output = new long[n];
        bool square = w.Flip();
        for (int i = 0; i < n; i++)
        {
            bool copy = square && i > 0;
            kernel[i] = copy ? kernel[0] : w.Pick(1, 1, 2, 3, 3, 3, 4, 5);
            strides[i] = copy ? strides[0] : w.Pick(1, 1, 1, 2, 2, 3, 4);
            dilations[i] = dilate ? w.Int(1, 3) : 1;
            long reach = (dilations[i] * (kernel[i] - 1)) + 1;
            long most = pool ? Math.Min(kernel[i] - 1, 3) : 3;
            if (auto == "NOTSET" && w.Flip())
            {
                (pads[i], pads[n + i]) = (w.Int(0, (int)most), w.Int(0, (int)most));
            }

            long room = spatial[i] + pads[i] + pads[n + i] - reach;
            if (room < 0 && auto is "NOTSET" or "VALID" && room < 0)
            {
                return null;
            }

            output[i] = auto is "SAME_UPPER" or "SAME_LOWER" ? (spatial[i] + strides[i] - 1) / strides[i]
                : ((room + (ceil ? strides[i] - 1 : 0)) / strides[i]) + 1;
            if (ceil && (output[i] - 1) * strides[i] >= spatial[i] + pads[i])
            {
                output[i]--;
            }

            if (output[i] < 1)
            {
                return null;
            }
        }

        var attributes = new List<(string, object)>();
        if (pool || w.Flip())
        {
            attributes.Add(("kernel_shape", kernel));
        }

        if (strides.Any(s => s != 1) || w.Chance(3))
        {
            attributes.Add(("strides", strides));
        }

        if (dilate)
        {
            attributes.Add(("dilations", dilations));
        }

        if (auto != "NOTSET")
        {
            attributes.Add(("auto_pad", auto));
        }
        else if (pads.Any(p => p != 0) || w.Chance(3))
        {
            attributes.Add(("pads", pads));
        }

        if (ceil)
        {
            attributes.Add(("ceil_mode", 1));
        }

        return new Window(kernel, output, [.. attributes]);
    }
}
