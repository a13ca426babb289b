using YoloGen.Compiler.Graph;

namespace YoloGen.Fuzz.Tests.Models.Families;

/// <summary>Convolutions, matrix products and BatchNormalization of floats.</summary>
internal static class Products
{
    public static Value? Conv(ModelWriter w)
    {
        if (w.Float(v => v.Rank is 3 or 4) is not { } x || Window.Draw(w, x.Dims[2..], pool: false, dilated: true) is not { } window)
        {
            return null;
        }

        (long group, long outputs) = Groups(w, x.Dims[1]);
        long inputs = x.Dims[1] / group;
        (Value weights, float[] scales) = Weights.Of(w, 1.5 / Math.Sqrt(inputs * window.Kernel.Aggregate(1L, (a, b) => a * b)), 0, [outputs, inputs, .. window.Kernel]);
        Value[] operands = w.Chance(3) ? [x, weights] : [x, weights, Weights.Bias(w, x, scales, outputs)];
        Value y = w.Node("Conv", operands, ElementType.Float32, [x.Dims[0], outputs, .. window.Output], x.Range * 1.2, [.. window.Attributes, .. Group(w, group)]);
        return w.Chance(3) ? Activated(w, y) : y;
    }

    public static Value? ConvTranspose(ModelWriter w)
    {
        if (w.Float(v => v.Rank is 3 or 4 && v.Count < 1000) is not { } x)
        {
            return null;
        }

        int n = x.Rank - 2;
        (long group, long outputs) = Groups(w, x.Dims[1]);
        long[] kernel = new long[n], strides = new long[n], dilations = new long[n], pads = new long[2 * n], extra = new long[n], output = new long[n];
        string auto = w.Chance(5) ? w.Pick("VALID", "SAME_UPPER", "SAME_LOWER") : "NOTSET";
        bool dilate = auto == "NOTSET" && w.Chance(4), explicitShape = auto == "NOTSET" && w.Chance(6);
        for (int i = 0; i < n; i++)
        {
            (kernel[i], strides[i], dilations[i]) = (w.Int(1, 4), w.Int(1, 4), dilate ? w.Int(1, 3) : 1);
            if (auto == "NOTSET" && !explicitShape && w.Flip())
            {
                (pads[i], pads[n + i]) = (w.Int(0, 2), w.Int(0, 2));
            }

            extra[i] = w.Chance(3) ? w.Int(0, (int)strides[i] - 1) : 0;
            long full = (strides[i] * (x.Dims[i + 2] - 1)) + extra[i] + ((kernel[i] - 1) * dilations[i]) + 1;
            output[i] = auto is "SAME_UPPER" or "SAME_LOWER" ? Math.Min(full, x.Dims[i + 2] * strides[i]) : explicitShape ? Math.Max(1, full - w.Int(0, 2)) : full - pads[i] - pads[n + i];
            if (output[i] < 1)
            {
                return null;
            }
        }

        (Value weights, _) = Weights.Of(w, 1.5 / Math.Sqrt(x.Dims[1] / group * kernel.Aggregate(1L, (a, b) => a * b)), 1, [x.Dims[1], outputs / group, .. kernel]);
        Value[] operands = w.Flip() ? [x, weights] : [x, weights, w.Floats(0.5, outputs)];
        (string, object)[] attributes =
        [
            ("strides", strides), .. Group(w, group), .. dilate ? [("dilations", dilations)] : Array.Empty<(string, object)>(),
            .. extra.Any(e => e != 0) ? [("output_padding", extra)] : Array.Empty<(string, object)>(),
            .. explicitShape ? [("output_shape", output)] : auto != "NOTSET" ? [("auto_pad", auto)] : new (string, object)[] { ("pads", pads) },
        ];
        return w.Node("ConvTranspose", operands, ElementType.Float32, [x.Dims[0], outputs, .. output], x.Range * 1.5, attributes);
    }

    public static Value? BatchNormalization(ModelWriter w)
    {
        if (w.Float(v => v.Rank >= 2) is not { } x)
        {
            return null;
        }

        long c = x.Dims[1];
        Value[] operands = [x, w.Floats(1, c), w.Floats(1, c), w.Floats(1, c), w.Floats(0.1, 1.5, [c])];
        return w.Node("BatchNormalization", operands, ElementType.Float32, x.Dims, x.Range * 3, w.Flip() ? [("epsilon", 0.01f)] : []);
    }

    public static Value? MatMul(ModelWriter w)
    {
        if (w.Float(v => v.Rank >= 1) is not { } a)
        {
            return null;
        }

        long k = a.Dims[^1];

        // Two computed operands where they fit, else weights, on either side.
        if (w.Float(v => v.Rank >= 2 && v.Dims[^2] == k && v != a && Types.Broadcast(v.Dims[..^2], a.Rank > 1 ? a.Dims[..^2] : []) is not null) is { } b && w.Flip() && a.Rank > 1)
        {
            return w.Node("MatMul", [a, b], ElementType.Float32, [.. Types.Broadcast(a.Dims[..^2], b.Dims[..^2])!, a.Dims[^2], b.Dims[^1]], a.Range * b.Range * Math.Sqrt(k));
        }

        if (a.Rank >= 2 && w.Chance(4))
        {
            (Value left, _) = Weights.Of(w, 1.5 / Math.Sqrt(a.Dims[^2]), 0, w.Int(1, 6), a.Dims[^2]);
            return w.Node("MatMul", [left, a], ElementType.Float32, [.. a.Dims[..^2], left.Dims[0], a.Dims[^1]], a.Range * 1.2);
        }

        if (w.Chance(6))
        {
            Value vector = w.Floats(1.5 / Math.Sqrt(k), k);
            return w.Node("MatMul", [a, vector], ElementType.Float32, a.Dims[..^1], a.Range * 1.2);
        }

        long[] batch = a.Rank > 2 && w.Chance(4) ? a.Dims[..^2] : [];
        (Value weights, _) = Weights.Of(w, 1.5 / Math.Sqrt(k), batch.Length + 1, [.. batch, k, w.Int(1, 20)]);
        Value y = w.Node("MatMul", [a, weights], ElementType.Float32, [.. a.Dims[..^1], weights.Dims[^1]], a.Range * 1.2);
        return w.Flip() ? y : w.Node("Add", w.Flip() ? [y, w.Floats(0.5, y.Dims[^1])] : [w.Floats(0.5, y.Dims[^1]), y], ElementType.Float32, y.Dims, y.Range + 0.5);
    }

    public static Value? Gemm(ModelWriter w)
    {
        if (w.Float(v => v.Rank == 2) is not { } a)
        {
            return null;
        }

        bool transA = w.Chance(4), transB = w.Flip();
        long m = transA ? a.Dims[1] : a.Dims[0], k = transA ? a.Dims[0] : a.Dims[1], n = w.Int(1, 20);
        (Value b, float[] scales) = Weights.Of(w, 1.5 / Math.Sqrt(k), transB ? 0 : 1, transB ? [n, k] : [k, n]);
        Value? c = w.Int(0, 3) switch
        {
            0 when w.Opset >= 11 => null,
            1 => Weights.Bias(w, a, scales, n),
            2 => w.Floats(0.5, m, 1),
            _ => w.Floats(0.5, 1, n),
        };
        (string, object)[] attributes =
        [
            .. transA ? [("transA", 1)] : Array.Empty<(string, object)>(), .. transB ? [("transB", 1)] : Array.Empty<(string, object)>(),
            .. w.Chance(3) ? [("alpha", 0.5f)] : Array.Empty<(string, object)>(), .. w.Chance(3) ? [("beta", 1.5f)] : Array.Empty<(string, object)>(),
        ];
        return w.Node("Gemm", c is null ? [a, b] : [a, b, c], ElementType.Float32, [m, n], a.Range * 1.3, attributes);
    }

    /// <summary>Groups that divide the channels, and a number of output channels.</summary>
    public static (long Group, long Outputs) Groups(ModelWriter w, long channels)
    {
        if (w.Chance(4))
        {
            return (channels, channels * w.Pick(1, 1, 1, 2));
        }

        long group = channels % 2 == 0 && w.Chance(4) ? 2 : 1;
        return (group, w.Int(1, w.Chance(4) ? 20 : 6) * group);
    }

    public static (string, object)[] Group(ModelWriter w, long group) => group > 1 || w.Flip() ? [("group", group)] : [];

    private static Value Activated(ModelWriter w, Value y)
    {
        w.Forget(y);
        switch (w.Int(0, 4))
        {
            case 0: return w.Node("Relu", [y], ElementType.Float32, y.Dims, y.Range);
            case 1: return w.Node("LeakyRelu", [y], ElementType.Float32, y.Dims, y.Range, ("alpha", 0.1f));
            case 2: return Elementwise.Clip6(w, y);
            case 3: return Elementwise.Silu(w, y);
            default: return w.Node("Sigmoid", [y], ElementType.Float32, y.Dims, 1);
        }
    }
}
