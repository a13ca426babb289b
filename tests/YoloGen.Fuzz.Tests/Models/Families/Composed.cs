using YoloGen.Compiler.Graph;
using YoloGen.Onnx;

namespace YoloGen.Fuzz.Tests.Models.Families;

/// <summary>Operators that the importer makes of others: gathers by element, norms of windows, samplers, sums over labels, losses.</summary>
internal static class Composed
{
    /// <summary>By indices of the file, or by the places of the largest elements along the same axis.</summary>
    public static Value? GatherElements(ModelWriter w)
    {
        if (w.Opset < 11 || w.Float(v => v.Rank >= 1) is not { } x)
        {
            return null;
        }

        int axis = w.Int(0, x.Rank - 1), size = (int)x.Dims[axis];
        long[] dims = w.Flip() ? x.Dims.With(axis, 1) : [.. x.Dims.Select((d, i) => (long)w.Int(1, i == axis ? d + 2 : d))];
        Value indices = w.Flip() && dims[axis] == 1 && dims.SequenceEqual(x.Dims.With(axis, 1))
            ? w.Node("ArgMax", [x], ElementType.Int64, dims, size, ("axis", axis))
            : w.Any(w.Pick(ElementType.Int64, ElementType.Int32), dims, -size, size - 1);
        return w.Node("GatherElements", [x.Name, indices.Name], x.Type, dims, x.Range, x.Quantum, ("axis", w.Flip() ? axis - x.Rank : axis));
    }

    public static Value? GatherNd(ModelWriter w)
    {
        if (w.Opset < 12 || w.Float(v => v.Rank is >= 2 and <= 5) is not { } x)
        {
            return null;
        }

        int batch = w.Chance(3) ? 1 : 0, depth = w.Int(1, x.Rank - batch), rows = w.Int(1, 4);
        long[] outer = batch == 1 ? [x.Dims[0], rows] : [rows];
        int least = (int)x.Dims.Skip(batch).Take(depth).Min();
        Value indices = w.Any(ElementType.Int64, [.. outer, depth], -least, least - 1);
        return w.Node("GatherND", [x.Name, indices.Name], x.Type, [.. outer, .. x.Dims[(batch + depth)..]], x.Range, x.Quantum, batch == 1 ? [("batch_dims", 1)] : []);
    }

    public static Func<ModelWriter, Value?> Cumulate(string op, int since) => w =>
    {
        if (w.Opset < since || w.Take(v => v.Rank >= 1 && v.Type is ElementType.Float32 or ElementType.Int32 && v.Range < 1e3) is not { Rank: >= 1 } x)
        {
            return null;
        }

        int axis = w.Int(0, x.Rank - 1);
        Value which = w.Constant(OnnxModelBuilder.Tensor(w.Name("i"), [], [w.Flip() ? axis - x.Rank : (long)axis]), ElementType.Int64);
        return w.Node(op, [x, which], x.Type, x.Dims, x.Range * x.Dims[axis], ("exclusive", w.Int(0, 1)), ("reverse", w.Int(0, 1)));
    };

    /// <summary>The values, or the places where all values differ: of equal ones ONNX Runtime's choice is its own.</summary>
    public static Value? TopK(ModelWriter w)
    {
        if (w.Float(v => v.Rank >= 1) is not { } x)
        {
            return null;
        }

        int axis = w.Int(0, x.Rank - 1);
        long k = w.Int(1, x.Dims[axis]);
        string[] names = [w.Name("t"), w.Name("t")];
        List<(string, object)> attributes = [("axis", w.Flip() ? axis - x.Rank : axis)];
        if (w.Opset < 10)
        {
            attributes.Add(("k", k));
        }
        else if (w.Opset >= 11)
        {
            attributes.Add(("largest", w.Int(0, 1)));
        }

        w.Raw("TopK", w.Opset < 10 ? [x.Name] : [x.Name, w.Longs(k).Name], names, [.. attributes]);
        return w.Add(new Value(names[0], x.Dims.With(axis, k), x.Type, x.Range, x.Quantum));
    }

    public static Value? ScatterElements(ModelWriter w) => w.Opset < 11 ? null : ScatterElements(w, "ScatterElements");

    public static Value? Scatter(ModelWriter w) => w.Opset is < 9 or > 10 ? null : ScatterElements(w, "Scatter");

    public static Value? ScatterNd(ModelWriter w)
    {
        if (w.Opset < 11 || w.Float(v => v.Rank is >= 1 and <= 4 && v.Count < 800) is not { } x)
        {
            return null;
        }

        int depth = w.Int(1, x.Rank), size = Types.Count(x.Dims[..depth]), count = w.Int(1, Math.Min(size, 4));
        string reduction = Reduction(w);
        int[] places = [.. Enumerable.Range(0, size).OrderBy(_ => w.Random.Next()).Take(count)];
        int[] indices = [.. places.SelectMany(p => Enumerable.Range(0, depth).Select(d => p / Types.Count(x.Dims[(d + 1)..depth]) % (int)x.Dims[d] - (w.Chance(4) ? (int)x.Dims[d] : 0)))];
        Value where = w.Constant(Types.Tensor(w.Name("i"), ElementType.Int64, [count, depth], indices), ElementType.Int64);
        return w.Node("ScatterND", [x, where, w.Floats(1, [count, .. x.Dims[depth..]])], x.Type, x.Dims, x.Range + 1, reduction == "none" ? [] : [("reduction", reduction)]);
    }

    /// <summary>Updates of places that differ: in which order equal ones come the specification leaves open.</summary>
    private static Value? ScatterElements(ModelWriter w, string op)
    {
        if (w.Float(v => v.Rank >= 1 && v.Count < 800) is not { } x)
        {
            return null;
        }

        int axis = w.Int(0, x.Rank - 1), size = (int)x.Dims[axis];
        long[] dims = [.. x.Dims.Select(d => (long)w.Int(1, d))];
        int[] order = [.. Enumerable.Range(0, size).OrderBy(_ => w.Random.Next())];
        int inner = Types.Count(dims[(axis + 1)..]);
        int[] indices = [.. Enumerable.Range(0, Types.Count(dims)).Select(i => order[i / inner % (int)dims[axis]])];
        Value where = w.Constant(Types.Tensor(w.Name("i"), w.Pick(ElementType.Int64, ElementType.Int32), dims, indices), ElementType.Int64);
        string reduction = op == "Scatter" ? "none" : Reduction(w);
        return w.Node(op, [x, where, w.Floats(1, dims)], x.Type, x.Dims, x.Range + 1, [("axis", axis), .. reduction == "none" ? Array.Empty<(string, object)>() : [("reduction", reduction)]]);
    }

    private static string Reduction(ModelWriter w) => w.Opset < 16 ? "none" : w.Opset < 18 ? w.Pick("none", "add", "mul") : w.Pick("none", "none", "add", "mul", "max", "min");

    public static Value? LpPool(ModelWriter w)
        => w.Float(v => v.Rank is 3 or 4) is not { } x || Window.Draw(w, x.Dims[2..], pool: true, dilated: w.Opset >= 18, ceils: w.Opset >= 18) is not { } window ? null
            : w.Node("LpPool", [x], x.Type, [.. x.Dims[..2], .. window.Output], x.Range * 4, [.. window.Attributes, .. P(w)]);

    /// <summary>ONNX Runtime has it up to opset 21.</summary>
    public static Value? GlobalLpPool(ModelWriter w)
        => w.Opset < 22 && w.Float(v => v.Rank is 3 or 4) is { } x ? w.Node("GlobalLpPool", [x], x.Type, [.. x.Dims[..2], .. Enumerable.Repeat(1L, x.Rank - 2)], x.Range * 4, P(w)) : null;

    /// <summary>Of finite values: ONNX Runtime takes the channel that leaves the window from its sum, which an infinity makes no number for all channels behind.</summary>
    public static Value? LocalResponse(ModelWriter w)
        => !w.Special && w.Float(v => v.Rank == 4) is { } x ? w.Node("LRN", [x], x.Type, x.Dims, x.Range, ("size", w.Pick(1, 3, 5)), ("alpha", 0.2f), ("bias", w.Flip() ? 2f : 1f)) : null;

    /// <summary>Of values that differ: ONNX Runtime takes the variance from a difference of two sums, whose root is no number where rounding makes it negative.</summary>
    public static Value? MeanVariance(ModelWriter w)
        => w.Opset >= 9 && w.Float(v => v.Rank == 4 && v.Dims[0] * v.Dims[2] * v.Dims[3] > 1 && v.Range < 20) is { } x
            ? w.Node("MeanVarianceNormalization", [w.Node("Add", [x, w.Floats(x.Range, x.Dims)], x.Type, x.Dims, x.Range * 2)], x.Type, x.Dims, 4) : null;

    public static Value? Einsum(ModelWriter w)
    {
        if (w.Opset < 12 || w.Float(v => v.Rank is 2 or 3 or 4) is not { } a)
        {
            return null;
        }

        string labels = "abcd"[..a.Rank], last = labels[^1..];
        long width = w.Int(1, 5);
        if (a.Rank > 2 && w.Flip())
        {
            // As in attention: all but the last two labels are batches.
            Value keys = w.Floats(1, [.. a.Dims[..^2], width, a.Dims[^1]]);
            return w.Node("Einsum", [a, keys], a.Type, [.. a.Dims[..^1], width], a.Range * a.Dims[^1], ("equation", $"{labels},{labels[..^2]}z{last}->{labels[..^1]}z"));
        }

        return w.Flip()
            ? w.Node("Einsum", [a, w.Floats(1, a.Dims[^1], width)], a.Type, [width, .. a.Dims[..^1]], a.Range * a.Dims[^1], ("equation", $"{labels}, {last}z -> z{labels[..^1]}"))
            : w.Node("Einsum", [a], a.Type, [.. a.Dims[1..].Reverse()], a.Range * a.Dims[0], ("equation", $"{labels}->{string.Concat(labels[1..].Reverse())}"));
    }

    public static Value? RotaryEmbedding(ModelWriter w)
    {
        if (w.Opset < 23 || w.Float(v => v.Rank == 4 && v.Dims[3] % 2 == 0 && v.Dims[2] < 30) is not { } x)
        {
            return null;
        }

        long pairs = x.Dims[3] / 2;
        Value positions = w.Any(ElementType.Int64, [x.Dims[0], x.Dims[2]], 0, 5);
        return w.Node("RotaryEmbedding", [x, w.Floats(1, x.Dims[2] + 6, pairs), w.Floats(1, x.Dims[2] + 6, pairs), positions], x.Type, x.Dims, x.Range * 2, ("interleaved", w.Int(0, 1)));
    }

    public static Value? GridSample(ModelWriter w)
    {
        if (w.Opset < 16 || w.Float(v => v.Rank == 4) is not { } x)
        {
            return null;
        }

        long height = w.Int(1, 5), width = w.Int(1, 5);
        bool renamed = w.Opset >= 20;
        string mode = w.Pick(renamed ? "linear" : "bilinear", renamed ? "cubic" : "bicubic", "nearest");
        return w.Node("GridSample", [x, w.Floats(1.3, x.Dims[0], height, width, 2)], x.Type, [x.Dims[0], x.Dims[1], height, width], x.Range * 1.5,
            ("mode", mode), ("padding_mode", w.Pick("zeros", "border", "reflection")), ("align_corners", w.Int(0, 1)));
    }

    public static Value? AffineGrid(ModelWriter w)
    {
        if (w.Opset < 20 || w.Float(v => v.Count is >= 6 and < 800) is not { } x)
        {
            return null;
        }

        Value six = w.Node("Slice", [w.Node("Reshape", [x, w.Longs(x.Count)], x.Type, [x.Count], x.Range).Name, w.Longs(0).Name, w.Longs(6).Name], x.Type, [6], x.Range, null);
        long height = w.Int(2, 5), width = w.Int(2, 5);
        return w.Node("AffineGrid", [w.Node("Reshape", [six, w.Longs(1, 2, 3)], x.Type, [1, 2, 3], x.Range), w.Longs(1, 3, height, width)], x.Type, [1, height, width, 2], x.Range * 3, ("align_corners", w.Int(0, 1)));
    }

    public static Value? CenterCropPad(ModelWriter w)
    {
        if (w.Opset < 18 || w.Float(v => v.Rank >= 1 && v.Count < 800) is not { } x)
        {
            return null;
        }

        int axis = w.Int(0, x.Rank - 1);
        long size = w.Int(1, x.Dims[axis] + 4);
        return w.Node("CenterCropPad", [x, w.Longs(size)], x.Type, x.Dims.With(axis, size), x.Range, ("axes", new long[] { axis }));
    }

    public static Value? EyeLike(ModelWriter w)
        => w.Opset >= 9 && w.Float(v => v.Rank == 2) is { } x ? w.Node("EyeLike", [x], x.Type, x.Dims, 1, ("k", w.Int(-2, 2))) : null;

    /// <summary>A loss for each place, of the places of the largest elements.</summary>
    public static Func<ModelWriter, Value?> Loss(string op) => w =>
    {
        if (w.Opset < 13 || w.Float(v => v.Rank is >= 2 and <= 4) is not { } x)
        {
            return null;
        }

        long[] dims = [x.Dims[0], .. x.Dims[2..]];
        Value target = w.Flip() ? w.Any(ElementType.Int64, dims, 0, (int)x.Dims[1] - 1) : w.Node("ArgMax", [x], ElementType.Int64, dims, x.Dims[1], ("axis", 1), ("keepdims", 0));
        string reduction = w.Pick("none", "sum", "mean");
        return w.Node(op, w.Flip() ? [x, target] : [x, target, w.Floats(0.1, 1, [x.Dims[1]])], x.Type, reduction == "none" ? dims : [], x.Range * 4, [("reduction", reduction), .. w.Flip() ? [("ignore_index", 1)] : Array.Empty<(string, object)>()]);
    };

    private static (string, object)[] P(ModelWriter w) => w.Pick<(string, object)[]>([], [("p", 1)], [("p", 2)], [("p", 3)]);
}
