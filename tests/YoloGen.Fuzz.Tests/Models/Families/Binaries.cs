using YoloGen.Compiler.Graph;

namespace YoloGen.Fuzz.Tests.Models.Families;

/// <summary>Functions of several tensors with numpy broadcasting.</summary>
internal static class Binaries
{
    private static readonly ElementType[] Wide = [ElementType.Float32, ElementType.Int32, ElementType.Int64];
    private static readonly ElementType[] Numbers = [.. Wide, ElementType.UInt8, ElementType.Int8];

    /// <summary>Add, Sub, Mul, Div and comparisons.</summary>
    public static Func<ModelWriter, Value?> Of(string op) => w =>
    {
        bool compares = op is "Equal" or "Greater" or "GreaterOrEqual" or "Less" or "LessOrEqual", logical = op is "And" or "Or" or "Xor";
        if (op is "GreaterOrEqual" or "LessOrEqual" && w.Opset < 12)
        {
            return null;
        }

        // Which types ONNX Runtime has a kernel for depends on the opset: floats always.
        ElementType[] types = logical ? [ElementType.Bool]
            : op == "Equal" && w.Opset < 11 ? [ElementType.Int32, ElementType.Int64, ElementType.Bool]
            : op == "Equal" ? [.. Wide, ElementType.Bool]
            : compares && w.Opset < 9 ? [ElementType.Float32]
            : op is "Add" or "Sub" or "Mul" or "Div" && w.Opset >= 14 ? Numbers : Wide;
        if ((logical ? Truth(w) : w.Take(v => types.Contains(v.Type))) is not { } a)
        {
            return null;
        }

        Value b = Partner(w, a, op == "Div" ? 1 : a.Type == ElementType.UInt8 ? 0 : -6, a.Type == ElementType.Bool ? 1 : 9);
        if (op == "Div" && w.Values.Contains(b) && !(b.Type == ElementType.Float32 && w.Chance(8)))
        {
            return null;
        }

        bool swap = op != "Div" && w.Flip();
        long[] dims = Types.Broadcast(a.Dims, b.Dims)!;
        double range = op switch { "Mul" => a.Range * b.Range, "Div" => a.Range * 2, _ => a.Range + b.Range };
        return w.Node(op, swap ? [b, a] : [a, b], compares || logical ? ElementType.Bool : a.Type, dims, range);
    };

    public static Value? Pow(ModelWriter w)
    {
        if (w.Take(v => v.Type == ElementType.Float32 || (w.Opset >= 12 && v.Type is ElementType.Int32 or ElementType.Int64)) is not { } x)
        {
            return null;
        }

        if (x.Type == ElementType.Float32 && w.Flip())
        {
            Value magnitude = w.Node("Abs", [x], x.Type, x.Dims, x.Range);
            return w.Node("Pow", [magnitude, w.Floats(0, 2.5, Dims(w, x))], x.Type, x.Dims, x.Range * x.Range);
        }

        return w.Node("Pow", [x, w.Any(w.Opset >= 12 ? w.Pick(x.Type, ElementType.Int32, ElementType.Int64) : x.Type, w.Flip() ? [] : Dims(w, x), x.Type == ElementType.Float32 && w.Chance(3) ? -2 : 0, 3)], x.Type, x.Dims, x.Range * x.Range * x.Range);
    }

    public static Value? Mod(ModelWriter w)
    {
        if (w.Opset < 10 || (w.Take(v => v.Type is ElementType.Int32 or ElementType.Int64 or ElementType.UInt8 or ElementType.Int8) ?? Rounded(w)) is not { } x)
        {
            return null;
        }

        bool negative = x.Type != ElementType.UInt8 && w.Chance(3);
        return w.Node("Mod", [x, w.Any(x.Type, w.Flip() ? [] : Dims(w, x), negative ? -7 : 1, negative ? -1 : 9)], x.Type, x.Dims, 9);
    }

    /// <summary>Min, Max, Sum, Mean.</summary>
    public static Func<ModelWriter, Value?> Variadic(string op) => w =>
    {
        ElementType[] types = op is "Min" or "Max" && w.Opset >= 12 ? Wide : [ElementType.Float32];
        if (w.Take(v => types.Contains(v.Type)) is not { } x)
        {
            return null;
        }

        List<Value> operands = [x];
        long[] dims = x.Dims;
        for (int i = w.Int(0, 2); i > 0; i--)
        {
            Value next = Partner(w, operands[^1] with { Dims = dims }, -3, 5);
            dims = Types.Broadcast(dims, next.Dims)!;
            operands.Insert(w.Int(0, operands.Count), next);
        }

        return w.Node(op, [.. operands], x.Type, dims, operands.Sum(o => o.Range));
    };

    public static Value? Where(ModelWriter w)
    {
        if (w.Opset < 9 || Truth(w) is not { } condition
            || w.Take(v => v.Type is ElementType.Float32 or ElementType.Int64 or ElementType.Int32 or ElementType.UInt8 && Types.Broadcast(v.Dims, condition.Dims) is not null) is not { } x)
        {
            return null;
        }

        long[] dims = Types.Broadcast(x.Dims, condition.Dims)!;
        Value y = Partner(w, x with { Dims = dims }, 0, 9);
        dims = Types.Broadcast(dims, y.Dims)!;
        return w.Node("Where", w.Flip() ? [condition, x, y] : [condition, y, x], x.Type, dims, Math.Max(x.Range, y.Range));
    }

    /// <summary>A boolean tensor: one that is there, or a comparison.</summary>
    public static Value? Truth(ModelWriter w) => w.Take(v => v.Type == ElementType.Bool)
        ?? (w.Float() is { } x ? w.Node("Greater", [x, w.Floats(1, Dims(w, x))], ElementType.Bool, x.Dims, 1) : null);

    /// <summary>Integers from floats.</summary>
    private static Value? Rounded(ModelWriter w) => w.Special || w.Float(v => v.Range < 1000) is not { } x ? null
        : w.Node("Cast", [x], ElementType.Int32, x.Dims, x.Range, ("to", (int)Types.Onnx(ElementType.Int32)));

    /// <summary>A second operand: computed where one fits, else a constant of a broadcast shape.</summary>
    private static Value Partner(ModelWriter w, Value a, int least, int most)
    {
        if (w.Chance(3) is false && w.Take(v => v.Type == a.Type && v != a && v.Count <= 4000 && Types.Broadcast(v.Dims, a.Dims) is { } d && d.Aggregate(1L, (x, y) => x * y) <= 6000) is { } other)
        {
            return other;
        }

        long[] dims = Dims(w, a);
        return a.Type == ElementType.Float32 ? least > 0 ? w.Floats(0.3, 2, dims) : w.Floats(2, dims) : w.Any(a.Type, dims, least, most);
    }

    /// <summary>The shape of something that broadcasts to a tensor without making it larger.</summary>
    private static long[] Dims(ModelWriter w, Value a)
    {
        switch (w.Int(0, 4))
        {
            case 0: return [];
            case 1 when a.Rank >= 3: return [a.Dims[1], .. Enumerable.Repeat(1L, a.Rank - 2)];
            case 2 when a.Rank >= 1: return [a.Dims[^1]];
            case 3: return [.. a.Dims.Select(d => w.Flip() ? d : 1)];
            default: return a.Dims;
        }
    }
}
