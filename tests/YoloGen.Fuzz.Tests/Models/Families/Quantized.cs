using YoloGen.Compiler.Graph;
using YoloGen.Onnx;

namespace YoloGen.Fuzz.Tests.Models.Families;

/// <summary>Quantized operators, and the way between floats and bytes.</summary>
internal static class Quantized
{
    private static bool Bytes(Value v) => v.Quantum is not null && v.Type is ElementType.UInt8 or ElementType.Int8;

    /// <summary>A tensor through QuantizeLinear and back, as quantizers put it behind every operator.</summary>
    public static Value Pair(ModelWriter w, Value x)
    {
        ElementType type = w.Random.Next(3) == 0 ? ElementType.Int8 : ElementType.UInt8;
        (string[] p, Quantum q) = Parameters(w, x.Range, type);
        string bytes = w.Name("q");
        string domain = w.Chance(20) ? "com.microsoft:" : "";
        w.Raw(domain + "QuantizeLinear", [x.Name, .. p], [bytes]);
        Value y = w.Node(domain + "DequantizeLinear", [bytes, .. p], ElementType.Float32, x.Dims, x.Range, q);

        // Readers of the float value itself stay possible.
        if (!w.Chance(6))
        {
            w.Forget(x);
        }

        return y;
    }

    public static Value? QuantizeLinear(ModelWriter w)
    {
        if (w.Float() is not { } x)
        {
            return null;
        }

        ElementType type = w.Pick(ElementType.UInt8, ElementType.Int8);
        if (w.Opset >= 13 && x.Rank >= 2 && w.Chance(8))
        {
            int axis = w.Int(0, x.Rank - 1), n = (int)x.Dims[axis];
            Value scales = w.Floats(0.01, 0.05, [n]), zeros = w.Any(type, [n], type == ElementType.UInt8 ? 100 : -20, type == ElementType.UInt8 ? 150 : 20);
            return w.Node("QuantizeLinear", [x.Name, scales.Name, zeros.Name], type, x.Dims, 100, null, ("axis", axis));
        }

        (string[] p, Quantum q) = Parameters(w, x.Range, type);
        return w.Node((w.Chance(5) ? "com.microsoft:" : "") + "QuantizeLinear", [x.Name, .. p], type, x.Dims, x.Range, q);
    }

    public static Value? DequantizeLinear(ModelWriter w)
    {
        if (w.Take(Bytes) is not { } x)
        {
            return null;
        }

        if (w.Opset >= 13 && x.Rank >= 2 && w.Chance(8))
        {
            int axis = w.Int(0, x.Rank - 1), n = (int)x.Dims[axis];
            return w.Node("DequantizeLinear", [x.Name, w.Floats(0.01, 0.05, [n]).Name, w.Any(x.Type, [n], 0, 100).Name], ElementType.Float32, x.Dims, 3, null, ("axis", w.Flip() ? axis - x.Rank : axis));
        }

        (string[] p, Quantum q) = Parameters(w, x.Quantum!, x.Type);
        return w.Node((w.Chance(5) ? "com.microsoft:" : "") + "DequantizeLinear", [x.Name, .. p], ElementType.Float32, x.Dims, x.Range, q);
    }

    public static Value? QLinearConv(ModelWriter w)
    {
        if (w.Take(v => Bytes(v) && v.Rank is 3 or 4) is not { } x || !Bytes(x) || Window.Draw(w, x.Dims[2..], pool: false, dilated: true) is not { } window)
        {
            return null;
        }

        (long group, long outputs) = Products.Groups(w, x.Dims[1]);
        long inputs = x.Dims[1] / group;
        ElementType type = x.Type == ElementType.Int8 || w.Flip() ? ElementType.Int8 : ElementType.UInt8;
        bool perChannel = w.Flip();
        double reach = Math.Sqrt(inputs * window.Kernel.Aggregate(1L, (a, b) => a * b));
        float scale = (float)(0.02 / reach);
        (string[] from, _) = Parameters(w, x.Quantum!, x.Type);
        (string[] to, Quantum q) = Parameters(w, x.Range * 1.5, x.Type);
        Value weights = WeightBytes(w, type, [outputs, inputs, .. window.Kernel]);
        Value scales = perChannel ? w.Floats(scale * 0.5, scale, [outputs]) : w.Floats(scale, scale, []);

        // ONNX Runtime takes one zero point of the weights, repeated or not.
        int zero = type == ElementType.UInt8 ? w.Int(118, 138) : w.Chance(4) ? w.Int(-5, 5) : 0;
        Value zeros = w.Any(type, perChannel ? [outputs] : [], zero, zero);
        string[] operands = [x.Name, .. from, weights.Name, scales.Name, zeros.Name, .. to, .. w.Flip() ? [w.Any(ElementType.Int32, [outputs], -2000, 2000).Name] : Array.Empty<string>()];
        return w.Node((w.Chance(6) && x.Rank == 4 ? "com.microsoft:" : "") + "QLinearConv", operands, x.Type, [x.Dims[0], outputs, .. window.Output], x.Range * 1.5, q, [.. window.Attributes, .. Products.Group(w, group)]);
    }

    public static Value? QLinearMatMul(ModelWriter w)
    {
        if (w.Take(v => Bytes(v) && v.Rank >= 2) is not { } a)
        {
            return null;
        }

        long k = a.Dims[^1], n = w.Int(1, 20);
        ElementType type = a.Type == ElementType.Int8 || w.Flip() ? ElementType.Int8 : ElementType.UInt8;
        float scale = (float)(0.02 / Math.Sqrt(k));
        bool perColumn = w.Flip();
        (string[] from, _) = Parameters(w, a.Quantum!, a.Type);
        (string[] to, Quantum q) = Parameters(w, a.Range * 1.5, a.Type);
        Value weights = WeightBytes(w, type, [k, n]), scales = w.Floats(scale * 0.5, scale, perColumn ? [n] : []), zeros = WeightZeros(w, type, perColumn ? [n] : []);
        return w.Node("QLinearMatMul", [a.Name, .. from, weights.Name, scales.Name, zeros.Name, .. to], a.Type, [.. a.Dims[..^1], n], a.Range * 1.5, q);
    }

    public static Value? QGemm(ModelWriter w)
    {
        if (w.Take(v => Bytes(v) && v.Rank == 2) is not { } a)
        {
            return null;
        }

        bool transA = w.Chance(4), transB = w.Flip(), perColumn = w.Flip();
        long m = transA ? a.Dims[1] : a.Dims[0], k = transA ? a.Dims[0] : a.Dims[1], n = w.Int(1, 20);
        ElementType type = a.Type == ElementType.Int8 || w.Flip() ? ElementType.Int8 : ElementType.UInt8;
        float scale = (float)(0.02 / Math.Sqrt(k));
        (string[] from, _) = Parameters(w, a.Quantum!, a.Type);
        (string[] to, Quantum q) = Parameters(w, a.Range * 1.5, a.Type);
        Value weights = WeightBytes(w, type, transB ? [n, k] : [k, n]), scales = w.Floats(scale * 0.5, scale, perColumn ? [n] : []), zeros = WeightZeros(w, type, perColumn ? [n] : []);
        string bias = w.Flip() ? w.Any(ElementType.Int32, [n], -2000, 2000).Name : "";
        return w.Node("com.microsoft:QGemm", [a.Name, .. from, weights.Name, scales.Name, zeros.Name, bias, .. to], a.Type, [m, n], a.Range * 1.5, q, ("transA", transA ? 1 : 0), ("transB", transB ? 1 : 0));
    }

    public static Func<ModelWriter, Value?> Binary(string op) => w =>
    {
        if (w.Take(Bytes) is not { } a)
        {
            return null;
        }

        Value? b = w.Take(v => Bytes(v) && v.Type == a.Type && v != a && Types.Broadcast(v.Dims, a.Dims) is not null);
        if (b is null || w.Chance(3))
        {
            long[] dims = w.Pick<long[]>([], [.. a.Dims.Select(d => w.Flip() ? 1 : d)], a.Rank > 2 ? [a.Dims[1], .. Enumerable.Repeat(1L, a.Rank - 2)] : a.Dims);
            b = w.Any(a.Type, dims, a.Type == ElementType.UInt8 ? 0 : -128, a.Type == ElementType.UInt8 ? 255 : 127) with { Quantum = new Quantum(0.02f, a.Type == ElementType.UInt8 ? 120 : 3), Range = 2 };
        }

        if (w.Flip())
        {
            (a, b) = (b, a);
        }

        double range = op == "QLinearAdd" ? a.Range + b.Range : a.Range * b.Range;
        (string[] to, Quantum q) = Parameters(w, range, a.Type);
        return w.Node("com.microsoft:" + op, [a.Name, .. Parameters(w, a.Quantum!, a.Type).Names, b.Name, .. Parameters(w, b.Quantum!, b.Type).Names, .. to], a.Type, Types.Broadcast(a.Dims, b.Dims)!, range, q);
    };

    public static Value? QLinearConcat(ModelWriter w)
    {
        if (w.Take(v => Bytes(v) && v.Rank >= 1) is not { } x)
        {
            return null;
        }

        int axis = w.Int(0, x.Rank - 1);
        List<Value> parts = [x];
        for (int i = w.Int(1, 2); i > 0; i--)
        {
            parts.Add(w.Take(v => Bytes(v) && v.Type == x.Type && v.Rank == x.Rank && Enumerable.Range(0, x.Rank).All(a => a == axis || v.Dims[a] == x.Dims[a])) ?? x);
        }

        double range = parts.Max(p => p.Range);
        (string[] to, Quantum q) = w.Chance(3) ? Parameters(w, x.Quantum!, x.Type) : Parameters(w, range, x.Type);
        return parts.Sum(p => p.Dims[axis]) > 200 ? null : w.Node("com.microsoft:QLinearConcat", [.. to, .. parts.SelectMany(p => (string[])[p.Name, .. Parameters(w, p.Quantum!, p.Type).Names])], x.Type,
            x.Dims.With(axis, parts.Sum(p => p.Dims[axis])), range, q, ("axis", axis));
    }

    /// <summary>QLinearSigmoid and QLinearLeakyRelu.</summary>
    public static Func<ModelWriter, Value?> Table(string op) => w =>
    {
        if (w.Take(Bytes) is not { } x)
        {
            return null;
        }

        double range = op == "QLinearSigmoid" ? 1 : x.Range;
        (string[] to, Quantum q) = Parameters(w, range, x.Type);
        return w.Node("com.microsoft:" + op, [x.Name, .. Parameters(w, x.Quantum!, x.Type).Names, .. to], x.Type, x.Dims, range, q, op == "QLinearLeakyRelu" ? [("alpha", (float)w.Double(0, 0.5))] : []);
    };

    /// <summary>Over rows of at least 4: in shorter ones a product overflows inside ONNX Runtime.</summary>
    public static Value? QLinearSoftmax(ModelWriter w)
    {
        if (w.Take(v => Bytes(v) && v.Rank >= 1 && v.Dims.Any(d => d >= 4)) is not { } x)
        {
            return null;
        }

        int axis = w.Pick([.. Enumerable.Range(0, x.Rank).Where(a => x.Dims[a] >= 4)]);
        Quantum q = new(1f / 256, x.Type == ElementType.UInt8 ? 0 : -128);
        return w.Node("com.microsoft:QLinearSoftmax", [x.Name, .. Parameters(w, x.Quantum!, x.Type).Names, .. Parameters(w, q, x.Type).Names], x.Type, x.Dims, 1, q, ("axis", axis), ("opset", w.Flip() ? 13 : 12));
    }

    public static Value? QLinearAveragePool(ModelWriter w)
    {
        if (w.Take(v => Bytes(v) && v.Rank == 4) is not { } x || Window.Draw(w, x.Dims[2..], pool: true, dilated: false) is not { } window)
        {
            return null;
        }

        (string[] to, Quantum q) = Parameters(w, x.Range, x.Type);
        return w.Node("com.microsoft:QLinearAveragePool", [x.Name, .. Parameters(w, x.Quantum!, x.Type).Names, .. to], x.Type, [.. x.Dims[..2], .. window.Output], x.Range, q, [.. window.Attributes, ("count_include_pad", w.Int(0, 1))]);
    }

    public static Value? QLinearGlobalAveragePool(ModelWriter w)
    {
        if (w.Take(v => Bytes(v) && v.Rank == 4) is not { } x)
        {
            return null;
        }

        (string[] to, Quantum q) = Parameters(w, x.Range, x.Type);
        return w.Node("com.microsoft:QLinearGlobalAveragePool", [x.Name, .. Parameters(w, x.Quantum!, x.Type).Names, .. to], x.Type, [.. x.Dims[..2], 1, 1], x.Range, q, ("channels_last", 0));
    }

    /// <summary>Weights of the whole range of their type.</summary>
    public static Value WeightBytes(ModelWriter w, ElementType type, long[] dims)
        => type == ElementType.UInt8 ? w.Any(type, dims, 0, 255) : w.Any(type, dims, -128, 127);

    public static Value WeightZeros(ModelWriter w, ElementType type, long[] dims)
        => type == ElementType.UInt8 ? w.Any(type, dims, 118, 138) : w.Chance(3) ? w.Any(type, dims, -5, 5) : w.Any(type, dims, 0, 0);

    /// <summary>Parameters for a range of values: mostly of both signs, sometimes from 0 on.</summary>
    private static (string[] Names, Quantum Quantum) Parameters(ModelWriter w, double range, ElementType type)
    {
        int least = type == ElementType.UInt8 ? 0 : -128;
        bool positive = w.Chance(4);
        float scale = (float)(Math.Max(range, 1e-3) * w.Double(0.6, 1.2) / (positive ? 255 : 127));
        return Parameters(w, new Quantum(scale, positive ? least : least + 128 + w.Int(-20, 20)), type);
    }

    private static (string[] Names, Quantum Quantum) Parameters(ModelWriter w, Quantum q, ElementType type)
        => ([w.Constant(OnnxModelBuilder.Tensor(w.Name("s"), [], [q.Scale]), ElementType.Float32).Name, w.Any(type, [], q.Zero, q.Zero).Name], q);
}
