using YoloGen.Compiler.Graph;
using YoloGen.Onnx;

namespace YoloGen.Fuzz.Tests.Models.Families;

/// <summary>Pooling, reductions and resizing.</summary>
internal static class Windows
{
    public static Value? MaxPool(ModelWriter w)
    {
        if (w.Take(v => v.Rank is 3 or 4 && (v.Type == ElementType.Float32 || (w.Opset >= 12 && v.Type is ElementType.UInt8 or ElementType.Int8))) is not { } x
            || Window.Draw(w, x.Dims[2..], pool: true, dilated: w.Opset >= 10) is not { } window)
        {
            return null;
        }

        return w.Node("MaxPool", [x.Name], x.Type, [.. x.Dims[..2], .. window.Output], x.Range, x.Quantum, window.Attributes);
    }

    public static Value? AveragePool(ModelWriter w)
    {
        if (w.Float(v => v.Rank is 3 or 4) is not { } x || Window.Draw(w, x.Dims[2..], pool: true, dilated: w.Opset >= 19) is not { } window)
        {
            return null;
        }

        return w.Node("AveragePool", [x], x.Type, [.. x.Dims[..2], .. window.Output], x.Range, [.. window.Attributes, .. w.Flip() ? [("count_include_pad", w.Int(0, 1))] : Array.Empty<(string, object)>()]);
    }

    public static Func<ModelWriter, Value?> Global(string op) => w => w.Float(v => v.Rank is 3 or 4) is { } x
        ? w.Node(op, [x], x.Type, [.. x.Dims[..2], .. Enumerable.Repeat(1L, x.Rank - 2)], x.Range) : null;

    public static Func<ModelWriter, Value?> Reduce(string op) => w =>
    {
        bool integers = op is "ReduceMax" or "ReduceMin" or "ReduceSum" or "ReduceProd" or "ReduceL1" or "ReduceSumSquare";
        if (w.Take(v => v.Rank >= 1 && (v.Type == ElementType.Float32 || (integers && v.Type is ElementType.Int32 or ElementType.Int64))) is not { } x)
        {
            return null;
        }

        bool input = w.Opset >= (op == "ReduceSum" ? 13 : 18), keep = w.Flip();
        int[] axes = [.. Enumerable.Range(0, x.Rank).Where(_ => w.Chance(3))];
        if (x.Rank == 4 && w.Chance(3))
        {
            axes = [2, 3];
        }

        long[] named = [.. axes.Select(a => w.Chance(4) && w.Opset >= 11 ? a - x.Rank : (long)a)];
        bool noop = axes.Length == 0 && input && w.Flip();
        int[] reduced = axes.Length > 0 ? axes : noop ? [] : [.. Enumerable.Range(0, x.Rank)];
        long[] dims = [.. Enumerable.Range(0, x.Rank).Where(a => keep || !reduced.Contains(a) || noop).Select(a => reduced.Contains(a) ? 1 : x.Dims[a])];
        var attributes = new List<(string, object)> { ("keepdims", keep ? 1 : 0) };
        if (noop)
        {
            attributes.Add(("noop_with_empty_axes", 1));
        }

        string[] inputs = [x.Name];
        if (input && (axes.Length > 0 || w.Chance(4)))
        {
            inputs = [x.Name, w.Longs(named).Name];
        }
        else if (!input && axes.Length > 0)
        {
            attributes.Add(("axes", named));
        }

        if (op == "ReduceLogSum" && !w.Chance(10))
        {
            inputs[0] = w.Node("Abs", [x], x.Type, x.Dims, x.Range).Name;
        }

        double range = op switch { "ReduceMean" or "ReduceMax" or "ReduceMin" => x.Range, "ReduceProd" => 10, _ => x.Range * Math.Sqrt(Math.Max(1, x.Count)) };
        return w.Node(op, inputs, x.Type, dims, range, null, [.. attributes]);
    };

    public static Func<ModelWriter, Value?> Arg(string op) => w =>
    {
        if (w.Take(v => v.Rank >= 1 && v.Type is ElementType.Float32 or ElementType.Int32) is not { Rank: >= 1 } x)
        {
            return null;
        }

        int axis = w.Int(0, x.Rank - 1);
        bool keep = w.Flip();
        long[] dims = keep ? x.Dims.With(axis, 1) : [.. x.Dims[..axis], .. x.Dims[(axis + 1)..]];
        return w.Node(op, [x], ElementType.Int64, dims, x.Dims[axis], [("axis", w.Opset >= 11 && w.Flip() ? axis - x.Rank : axis), ("keepdims", keep ? 1 : 0), .. w.Opset >= 12 && w.Chance(3) ? [("select_last_index", 1)] : Array.Empty<(string, object)>()]);
    };

    public static Value? Resize(ModelWriter w)
    {
        string mode = w.Opset < 10 ? "" : w.Opset < 11 ? w.Pick("nearest", "linear") : w.Pick("nearest", "nearest", "linear", "cubic");
        if (mode.Length == 0 || w.Take(v => v.Rank is 3 or 4 && v.Count < 800 && (v.Type == ElementType.Float32 || (mode == "nearest" && v.Type is ElementType.UInt8 or ElementType.Int8))) is not { } x
            || (mode == "cubic" && x.Rank != 4))
        {
            return null;
        }

        float[] scales = [.. Enumerable.Range(0, x.Rank).Select(i => i < x.Rank - 2 ? 1f : w.Chance(6) ? 1f : w.Flip() ? w.Pick(2f, 2f, 3f, 4f, 0.5f) : (float)w.Double(0.3, 3.2))];
        bool sizes = w.Opset >= 11 && w.Flip();
        long[] dims = [.. x.Dims.Select((d, i) => sizes && scales[i] != 1 ? w.Int(1, 20) : (long)Math.Floor(d * scales[i]))];
        if (dims.Any(d => d < 1))
        {
            return null;
        }

        if (w.Opset < 11)
        {
            return w.Node("Resize", [x.Name, w.Constant(OnnxModelBuilder.Tensor(w.Name("s"), [x.Rank], scales), ElementType.Float32).Name], x.Type, dims, x.Range, x.Quantum, ("mode", mode));
        }

        string coordinates = w.Pick("half_pixel", "half_pixel", "pytorch_half_pixel", "align_corners", "asymmetric", "asymmetric", w.Opset >= 19 ? "half_pixel_symmetric" : "half_pixel");
        string roi = w.Opset < 13 ? w.Floats(1, 0).Name : "";
        string[] inputs = sizes ? [x.Name, roi, w.Opset < 13 ? w.Floats(1, 0).Name : "", w.Longs(dims).Name] : [x.Name, roi, w.Constant(OnnxModelBuilder.Tensor(w.Name("s"), [x.Rank], scales), ElementType.Float32).Name];
        List<(string, object)> attributes = [("mode", mode), ("coordinate_transformation_mode", coordinates)];
        if (mode == "nearest" && !w.Chance(4))
        {
            attributes.Add(("nearest_mode", w.Pick("floor", "ceil", "round_prefer_floor", "round_prefer_ceil")));
        }

        if (mode == "cubic")
        {
            attributes.Add(("cubic_coeff_a", w.Pick(-0.75f, -0.5f)));
            attributes.Add(("exclude_outside", w.Int(0, 1)));
        }

        return w.Node("Resize", inputs, x.Type, dims, x.Range * (mode == "cubic" ? 1.3 : 1), x.Quantum, [.. attributes]);
    }

    public static Value? Upsample(ModelWriter w)
    {
        if (w.Opset > 9 || w.Float(v => v.Rank == 4 && v.Count < 800) is not { } x)
        {
            return null;
        }

        float[] scales = [1, 1, w.Int(1, 3), w.Int(1, 3)];
        long[] dims = [.. x.Dims.Select((d, i) => d * (long)scales[i])];
        string mode = w.Pick("nearest", "linear");
        return w.Opset < 9
            ? w.Node("Upsample", [x], x.Type, dims, x.Range, ("scales", scales), ("mode", mode))
            : w.Node("Upsample", [x, w.Constant(OnnxModelBuilder.Tensor(w.Name("s"), [4], scales), ElementType.Float32)], x.Type, dims, x.Range, ("mode", mode));
    }
}
