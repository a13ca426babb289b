using YoloGen.Compiler.Graph;
using YoloGen.Onnx;

namespace YoloGen.Fuzz.Tests.Models.Families;

/// <summary>Operators that move data: of every type and rank.</summary>
internal static class Movement
{
    public static Value? Concat(ModelWriter w)
    {
        if (w.Take(v => v.Rank >= 1) is not { } x)
        {
            return null;
        }

        int axis = x.Rank == 4 && w.Flip() ? 1 : w.Int(0, x.Rank - 1);
        List<Value> parts = [x];
        for (int i = w.Int(0, 3); i > 0; i--)
        {
            Value part = w.Take(v => v.Type == x.Type && v.Rank == x.Rank && v != x && Enumerable.Range(0, x.Rank).All(a => a == axis || v.Dims[a] == x.Dims[a]))
                ?? (w.Flip() ? x : x.Type == ElementType.Float32 ? w.Floats(1, x.Dims) : w.Any(x.Type, x.Dims, 0, x.Type == ElementType.Bool ? 1 : 99));
            parts.Insert(w.Int(0, parts.Count), part);
        }

        long size = parts.Sum(p => p.Dims[axis]);
        return size > 200 ? null : w.Node("Concat", [.. parts.Select(p => p.Name)], x.Type, x.Dims.With(axis, size), parts.Max(p => p.Range), x.Quantum,
            ("axis", w.Opset >= 11 && w.Flip() ? axis - x.Rank : axis));
    }

    public static Value? Split(ModelWriter w)
    {
        if (w.Take(v => v.Rank >= 1 && v.Dims.Any(d => d > 1)) is not { } x)
        {
            return null;
        }

        int axis = w.Pick([.. Enumerable.Range(0, x.Rank).Where(a => x.Dims[a] > 1)]);
        long size = x.Dims[axis];
        int parts = w.Int(2, (int)Math.Min(4, size));
        bool even = size % parts == 0 && w.Flip();
        int[] cuts = [.. Enumerable.Range(1, (int)size - 1).OrderBy(_ => w.Random.Next()).Take(parts - 1).Order()];
        long[] sizes = even ? [.. Enumerable.Repeat(size / parts, parts)] : [.. Enumerable.Range(0, parts).Select(i => (long)((i < parts - 1 ? cuts[i] : (int)size) - (i > 0 ? cuts[i - 1] : 0)))];
        string[] names = [.. sizes.Select(_ => w.Name("t"))];
        List<(string, object)> attributes = [("axis", axis)];
        string[] inputs = [x.Name];
        if (w.Opset < 13 && !even)
        {
            attributes.Add(("split", sizes));
        }
        else if (w.Opset >= 13 && !even)
        {
            inputs = [x.Name, w.Longs(sizes).Name];
        }
        else if (w.Opset >= 18)
        {
            attributes.Add(("num_outputs", parts));
        }

        w.Raw("Split", inputs, names, [.. attributes]);
        Value[] results = [.. sizes.Select((s, i) => new Value(names[i], x.Dims.With(axis, s), x.Type, x.Range, x.Quantum))];
        w.Values.AddRange(results);
        return results[0];
    }

    public static Value? Slice(ModelWriter w)
    {
        if (w.Take(v => v.Rank >= 1) is not { } x)
        {
            return null;
        }

        int[] axes = [.. Enumerable.Range(0, x.Rank).Where(a => w.Chance(2))];
        axes = axes.Length == 0 ? [w.Int(0, x.Rank - 1)] : axes;
        long[] starts = new long[axes.Length], ends = new long[axes.Length], steps = new long[axes.Length], dims = [.. x.Dims];
        for (int i = 0; i < axes.Length; i++)
        {
            long size = x.Dims[axes[i]], from = w.Int(0, size - 1), to = w.Int((int)from + 1, size), step = w.Opset >= 10 && w.Chance(3) ? w.Int(2, 3) : 1;
            dims[axes[i]] = (to - from + step - 1) / step;
            (starts[i], ends[i], steps[i]) = (from, to == size && w.Flip() ? long.MaxValue : w.Chance(4) && to < size ? to - size : to, step);
            if (w.Opset >= 10 && w.Chance(5))
            {
                // Backwards from the last one to the first.
                (starts[i], ends[i], steps[i]) = (to - 1, from == 0 ? long.MinValue + 1 : from - 1, -step);
            }
        }

        if (w.Opset < 10)
        {
            return w.Node("Slice", [x.Name], x.Type, dims, x.Range, x.Quantum, ("starts", starts), ("ends", ends), ("axes", Array.ConvertAll(axes, a => (long)a)));
        }

        string[] inputs = [x.Name, w.Longs(starts).Name, w.Longs(ends).Name, w.Longs(Array.ConvertAll(axes, a => w.Chance(4) ? a - x.Rank : (long)a)).Name, .. steps.Any(s => s != 1) || w.Flip() ? [w.Longs(steps).Name] : Array.Empty<string>()];
        return w.Node("Slice", inputs, x.Type, dims, x.Range, x.Quantum);
    }

    public static Value? Transpose(ModelWriter w)
    {
        if (w.Take(v => v.Rank >= 1) is not { } x)
        {
            return null;
        }

        int[] perm = [.. Enumerable.Range(0, x.Rank).Reverse()];
        bool given = !w.Chance(5);
        if (given)
        {
            w.Random.Shuffle(perm);
        }

        if (x.Rank == 4 && given && w.Flip())
        {
            perm = w.Flip() ? [0, 2, 3, 1] : [0, 3, 1, 2];
        }

        return w.Node("Transpose", [x.Name], x.Type, [.. perm.Select(p => x.Dims[p])], x.Range, x.Quantum, given ? [("perm", perm)] : []);
    }

    public static Value? Reshape(ModelWriter w)
    {
        if (w.Take(v => v.Rank >= 1) is not { } x)
        {
            return null;
        }

        long[] dims = Factors(w, x.Count, w.Chance(5) ? w.Int(5, 8) : w.Int(1, 4));
        long[] named = [.. dims];
        if (w.Flip())
        {
            named[w.Int(0, dims.Length - 1)] = -1;
        }

        for (int i = 0; i < dims.Length; i++)
        {
            named[i] = i < x.Rank && x.Dims[i] == dims[i] && w.Flip() ? 0 : named[i];
        }

        return w.Node("Reshape", [x.Name, w.Longs(named).Name], x.Type, dims, x.Range, x.Quantum);
    }

    public static Value? Flatten(ModelWriter w)
    {
        if (w.Take(v => v.Rank >= 1 && (w.Opset >= 9 || v.Type == ElementType.Float32)) is not { } x)
        {
            return null;
        }

        int axis = w.Int(0, x.Rank);
        long rows = x.Dims[..axis].Aggregate(1L, (a, b) => a * b);
        return w.Node("Flatten", [x.Name], x.Type, [rows, x.Count / rows], x.Range, x.Quantum, ("axis", w.Opset >= 11 && axis < x.Rank && w.Flip() ? axis - x.Rank : axis));
    }

    public static Value? Squeeze(ModelWriter w)
    {
        if (w.Take(v => v.Rank >= 1 && v.Dims.Contains(1)) is not { } x)
        {
            return null;
        }

        int[] ones = [.. Enumerable.Range(0, x.Rank).Where(a => x.Dims[a] == 1)];
        bool all = w.Chance(3);
        int[] axes = all ? ones : [w.Pick(ones)];
        long[] dims = [.. Enumerable.Range(0, x.Rank).Where(a => !axes.Contains(a)).Select(a => x.Dims[a])];
        long[] named = [.. axes.Select(a => w.Opset >= 11 && w.Flip() ? a - x.Rank : (long)a)];
        return all ? w.Node("Squeeze", [x.Name], x.Type, dims, x.Range, x.Quantum)
            : w.Opset < 13 ? w.Node("Squeeze", [x.Name], x.Type, dims, x.Range, x.Quantum, ("axes", named))
            : w.Node("Squeeze", [x.Name, w.Longs(named).Name], x.Type, dims, x.Range, x.Quantum);
    }

    public static Value? Unsqueeze(ModelWriter w)
    {
        if (w.Take(v => v.Rank < 7) is not { } x)
        {
            return null;
        }

        int rank = x.Rank + w.Int(1, Math.Min(2, 8 - x.Rank));
        int[] axes = [.. Enumerable.Range(0, rank).OrderBy(_ => w.Random.Next()).Take(rank - x.Rank).Order()];
        var dims = new long[rank];
        for (int i = 0, from = 0; i < rank; i++)
        {
            dims[i] = axes.Contains(i) ? 1 : x.Dims[from++];
        }

        long[] named = [.. axes.Select(a => w.Opset >= 11 && w.Chance(3) ? a - rank : (long)a)];
        return w.Opset < 13 ? w.Node("Unsqueeze", [x.Name], x.Type, dims, x.Range, x.Quantum, ("axes", named))
            : w.Node("Unsqueeze", [x.Name, w.Longs(named).Name], x.Type, dims, x.Range, x.Quantum);
    }

    public static Value? Identity(ModelWriter w) => w.Take(_ => true) is { } x ? w.Node("Identity", [x.Name], x.Type, x.Dims, x.Range, x.Quantum) : null;

    public static Value? Dropout(ModelWriter w) => w.Float() is { } x ? w.Node("Dropout", [x], x.Type, x.Dims, x.Range, w.Opset < 12 && w.Flip() ? [("ratio", 0.3f)] : []) : null;

    public static Value? Cast(ModelWriter w)
    {
        if (w.Take(_ => true) is not { } x)
        {
            return null;
        }

        ElementType to = w.Pick(ElementType.Float32, ElementType.Float32, ElementType.Int32, ElementType.Int64, ElementType.Bool, ElementType.UInt8, ElementType.Int8);

        // Floats that do not fit into a type are undefined there.
        return x.Type == ElementType.Float32 && (w.Special || (x.Range > 100 && to is ElementType.Int8) || (to == ElementType.UInt8) || x.Range > 1e6) ? null
            : w.Node("Cast", [x], to, x.Dims, to == ElementType.Bool ? 1 : x.Range, ("to", (int)Types.Onnx(to)));
    }

    public static Value? CastLike(ModelWriter w)
    {
        if (w.Opset < 15 || w.Special || w.Take(v => v.Range < 100) is not { } x || w.Take(v => v.Type != ElementType.UInt8) is not { } like)
        {
            return null;
        }

        return w.Node("CastLike", [x, like], like.Type, x.Dims, like.Type == ElementType.Bool ? 1 : x.Range);
    }

    public static Value? Expand(ModelWriter w)
    {
        if (w.Opset < 8 || w.Take(v => v.Rank >= 1 && v.Count < 300) is not { } x)
        {
            return null;
        }

        long[] dims = [.. x.Dims.Select(d => d == 1 && w.Flip() ? w.Int(1, 4) : d)];
        dims = x.Rank < 6 && w.Chance(4) ? [w.Int(1, 3), .. dims] : dims;
        long[] named = [.. dims.Select((d, i) => i >= dims.Length - x.Rank && d == x.Dims[i - (dims.Length - x.Rank)] && w.Flip() ? 1 : d)];
        return w.Node("Expand", [x.Name, w.Longs(named).Name], x.Type, dims, x.Range, x.Quantum);
    }

    public static Value? Tile(ModelWriter w)
    {
        if (w.Take(v => v.Rank >= 1 && v.Count < 300) is not { } x)
        {
            return null;
        }

        long[] repeats = [.. x.Dims.Select(_ => (long)w.Pick(1, 1, 1, 2, 3))];
        long[] dims = [.. x.Dims.Zip(repeats, (a, b) => a * b)];
        return dims.Aggregate(1L, (a, b) => a * b) > 3000 ? null : w.Node("Tile", [x.Name, w.Longs(repeats).Name], x.Type, dims, x.Range, x.Quantum);
    }

    public static Value? Gather(ModelWriter w)
    {
        if (w.Take(v => v.Rank is >= 1 and < 8) is not { } x)
        {
            return null;
        }

        int axis = w.Int(0, x.Rank - 1), size = (int)x.Dims[axis];
        long[] shape = w.Pick<long[]>([], [w.Int(1, 5)], [w.Int(1, 5)], [2, w.Int(1, 3)]);
        shape = x.Rank + shape.Length > 9 ? [] : shape;
        int count = Types.Count(shape), first = w.Int(0, size - 1), step = w.Int(-1, 2);
        bool line = w.Flip() && first + (step * (count - 1)) >= 0 && first + (step * (count - 1)) < size;
        int[] indices = [.. Enumerable.Range(0, count).Select(i => line ? first + (step * i) : w.Opset >= 11 ? w.Int(-size, size - 1) : w.Int(0, size - 1))];
        Value index = w.Constant(Types.Tensor(w.Name("i"), w.Pick(ElementType.Int64, ElementType.Int32), shape, indices), ElementType.Int64);
        return w.Node("Gather", [x.Name, index.Name], x.Type, [.. x.Dims[..axis], .. shape, .. x.Dims[(axis + 1)..]], x.Range, x.Quantum, ("axis", w.Opset >= 11 && w.Chance(3) ? axis - x.Rank : axis));
    }

    public static Value? Pad(ModelWriter w)
    {
        if (w.Take(v => v.Rank >= 1 && v.Count < 1500 && (v.Type == ElementType.Float32 || w.Opset >= 13)) is not { } x)
        {
            return null;
        }

        string mode = w.Pick("constant", "constant", "reflect", "edge", w.Opset >= 19 ? "wrap" : "edge");
        var pads = new long[2 * x.Rank];
        for (int a = 0; a < x.Rank; a++)
        {
            if (w.Flip() && (a >= x.Rank - 2 || w.Chance(4)))
            {
                int most = (int)Math.Min(3, mode switch { "reflect" => x.Dims[a] - 1, "wrap" => x.Dims[a], _ => 3 });
                (pads[a], pads[a + x.Rank]) = (w.Int(0, most), w.Int(0, most));
                if (mode == "constant" && w.Chance(8) && x.Dims[a] > 2)
                {
                    (pads[a], pads[a + x.Rank]) = (-1, w.Int(-1, 1));
                }
            }
        }

        long[] dims = [.. x.Dims.Select((d, a) => d + pads[a] + pads[a + x.Rank])];
        if (dims.Any(d => d < 1) || dims.Aggregate(1L, (a, b) => a * b) > 4000)
        {
            return null;
        }

        if (w.Opset < 11)
        {
            return w.Node("Pad", [x.Name], x.Type, dims, x.Range, x.Quantum, [("pads", pads), ("mode", mode), .. w.Flip() ? [("value", 1.5f)] : Array.Empty<(string, object)>()]);
        }

        string fill = mode != "constant" || w.Flip() ? "" : w.Any(x.Type, [], 0, x.Type == ElementType.Bool ? 1 : 7).Name;
        string[] inputs = [x.Name, w.Longs(pads).Name, .. fill.Length > 0 ? [fill] : Array.Empty<string>()];
        return w.Node("Pad", inputs, x.Type, dims, x.Range, fill.Length > 0 ? x.Quantum : x.Quantum, ("mode", mode));
    }

    public static Value? DepthToSpace(ModelWriter w)
    {
        if (w.Float(v => v.Rank == 4 && v.Dims[1] % 4 == 0 && v.Dims[1] > 0) is not { } x)
        {
            return null;
        }

        return w.Node("DepthToSpace", [x.Name], x.Type, [x.Dims[0], x.Dims[1] / 4, x.Dims[2] * 2, x.Dims[3] * 2], x.Range, x.Quantum, [("blocksize", 2), .. w.Opset >= 11 && w.Flip() ? [("mode", w.Pick("DCR", "CRD"))] : Array.Empty<(string, object)>()]);
    }

    public static Value? SpaceToDepth(ModelWriter w)
    {
        if (w.Float(v => v.Rank == 4 && v.Dims[2] % 2 == 0 && v.Dims[3] % 2 == 0) is not { } x)
        {
            return null;
        }

        return w.Node("SpaceToDepth", [x.Name], x.Type, [x.Dims[0], x.Dims[1] * 4, x.Dims[2] / 2, x.Dims[3] / 2], x.Range, x.Quantum, ("blocksize", 2));
    }

    /// <summary>A shape of a number of elements.</summary>
    public static long[] Factors(ModelWriter w, long count, int rank)
    {
        var dims = new long[rank];
        Array.Fill(dims, 1);
        for (long d = 2, n = count; n > 1;)
        {
            if (n % d == 0)
            {
                dims[w.Int(0, rank - 1)] *= d;
                n /= d;
            }
            else
            {
                d = d * d > n ? n : d + 1;
            }
        }

        return dims;
    }
}
