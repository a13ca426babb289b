using YoloGen.Compiler.Graph;
using YoloGen.Onnx;

namespace YoloGen.Fuzz.Tests.Models.Families;

/// <summary>Operators that the importer takes apart: normalizations, attention, and small functions.</summary>
internal static class Normalizations
{
    public static Value? Instance(ModelWriter w) => w.Float(v => v.Rank >= 3 && Spread(v, 2)) is not { } x ? null
        : w.Node("InstanceNormalization", [Differing(w, x), w.Floats(1.2, x.Dims[1]), w.Floats(0.5, x.Dims[1])], ElementType.Float32, x.Dims, 4, Epsilon(w));

    public static Value? Group(ModelWriter w)
    {
        if (w.Opset < 21 || w.Float(v => v.Rank >= 3 && Spread(v, 2)) is not { } x)
        {
            return null;
        }

        long channels = x.Dims[1], groups = channels % 2 == 0 ? w.Pick(1, 2, channels) : w.Pick(1, channels);
        return w.Node("GroupNormalization", [Differing(w, x), w.Floats(1.2, channels), w.Floats(0.5, channels)], ElementType.Float32, x.Dims, 4, [.. Epsilon(w), ("num_groups", groups)]);
    }

    public static Value? Layer(ModelWriter w) => OverLastAxes(w, "LayerNormalization", 17, w.Flip());

    public static Value? Rms(ModelWriter w) => OverLastAxes(w, "RMSNormalization", 23, bias: false);

    /// <summary>Of values away from 0, where a norm is.</summary>
    public static Value? Lp(ModelWriter w)
    {
        if (w.Float(v => v.Rank >= 1) is not { } x)
        {
            return null;
        }

        Value magnitude = w.Node("Abs", [x], ElementType.Float32, x.Dims, x.Range);
        Value positive = w.Node("Add", [magnitude, w.Scalar(0.1f)], ElementType.Float32, x.Dims, x.Range + 0.1);
        return w.Node("LpNormalization", [positive], ElementType.Float32, positive.Dims, 1, ("axis", w.Int(0, x.Rank - 1)), ("p", w.Int(1, 2)));
    }

    public static Value? Attention(ModelWriter w)
    {
        if (w.Opset < 23 || w.Float(v => v.Rank == 4 && v.Range < 20) is not { } q)
        {
            return null;
        }

        long keys = w.Int(1, 6), width = w.Int(1, 6);
        Value k = w.Floats(0.5, q.Dims[0], q.Dims[1], keys, q.Dims[3]), v = w.Floats(1, q.Dims[0], q.Dims[1], keys, width);
        return w.Node("Attention", [q, k, v], ElementType.Float32, [q.Dims[0], q.Dims[1], q.Dims[2], width], 1, w.Flip() ? [("scale", 0.3f)] : []);
    }

    public static Value? Shrink(ModelWriter w) => w.Opset < 9 || w.Float() is not { } x ? null
        : w.Node("Shrink", [x], ElementType.Float32, x.Dims, x.Range + 1, ("lambd", (float)w.Double(0.1, 1)), ("bias", (float)w.Double(-0.5, 0.5)));

    public static Value? Hardmax(ModelWriter w) => w.Opset < 13 || w.Float(v => v.Rank >= 1) is not { } x ? null
        : w.Node("Hardmax", [x], ElementType.Float32, x.Dims, 1, ("axis", w.Int(-x.Rank, x.Rank - 1)));

    public static Value? Trilu(ModelWriter w) => w.Opset < 14 || w.Float(v => v.Rank >= 2) is not { } x ? null
        : w.Node("Trilu", w.Flip() ? [x] : [x, w.Any(ElementType.Int64, [], -3, 3)], ElementType.Float32, x.Dims, x.Range, ("upper", w.Int(0, 1)));

    public static Func<ModelWriter, Value?> Is(string op, int since) => w => w.Opset < since || w.Float() is not { } x ? null : w.Node(op, [x], ElementType.Bool, x.Dims, 1);

    public static Value? OneHot(ModelWriter w)
    {
        if (w.Opset < 11 || w.Take(v => v.Type == ElementType.Int64 && v.Rank is 1 or 2) is not { } indices)
        {
            return null;
        }

        long depth = w.Int(1, 6);
        Value levels = w.Constant(OnnxModelBuilder.Tensor(w.Name("w"), [2], [0.25f, 1.5f]), ElementType.Float32);
        return w.Node("OneHot", [indices, w.Constant(OnnxModelBuilder.Tensor(w.Name("i"), [], [depth]), ElementType.Int64), levels], ElementType.Float32, [.. indices.Dims, depth], 2);
    }

    private static Value? OverLastAxes(ModelWriter w, string op, int since, bool bias)
    {
        if (w.Opset < since || w.Float(v => v.Rank >= 1 && v.Dims[^1] > 1) is not { } x)
        {
            return null;
        }

        int axis = w.Int(0, x.Rank - 1);
        x = bias || op == "LayerNormalization" ? Differing(w, x) : x;
        Value scale = w.Floats(1.2, x.Dims[axis..]);
        return w.Node(op, bias ? [x, scale, w.Floats(0.5, x.Dims[axis..])] : [x, scale], ElementType.Float32, x.Dims, 4, [.. Epsilon(w), ("axis", axis - (w.Flip() ? x.Rank : 0))]);
    }

    /// <summary>Whether there is something to normalize: over one value alone the variance is 0, and the result is noise.</summary>
    private static bool Spread(Value v, int from) => v.Dims.Skip(from).Aggregate(1L, (a, b) => a * b) > 1;

    /// <summary>Equal values less their mean are the mean's rounding, which differs from engine to engine: some of each value's size is added.</summary>
    private static Value Differing(ModelWriter w, Value x) => w.Node("Add", [x, w.Floats(Math.Max(0.1, Math.Min(x.Range, 1e3)), x.Dims)], x.Type, x.Dims, x.Range * 2);

    private static (string, object)[] Epsilon(ModelWriter w) => w.Flip() ? [("epsilon", 0.01f)] : [];
}
