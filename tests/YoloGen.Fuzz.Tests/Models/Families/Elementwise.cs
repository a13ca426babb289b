using YoloGen.Compiler.Graph;

namespace YoloGen.Fuzz.Tests.Models.Families;

/// <summary>Functions of one tensor, element by element.</summary>
internal static class Elementwise
{
    private static readonly ElementType[] Numbers = [ElementType.Float32, ElementType.Int8, ElementType.Int32, ElementType.Int64];

    /// <summary>A function of floats without attributes, or with random ones.</summary>
    /// <param name="op">Operator.</param>
    /// <param name="since">First opset that has it.</param>
    /// <param name="attributes">Names of float attributes.</param>
    public static Func<ModelWriter, Value?> Function(string op, int since = 7, params string[] attributes) => w =>
    {
        if (w.Opset < since || w.Float() is not { } x)
        {
            return null;
        }

        // Mostly where the function is defined, sometimes as it comes.
        if (op is "Sqrt" or "Log" or "Reciprocal" && !w.Chance(12))
        {
            x = w.Node("Abs", [x], ElementType.Float32, x.Dims, x.Range);
            x = op == "Sqrt" ? x : w.Node("Add", [x, w.Scalar(0.1f)], ElementType.Float32, x.Dims, x.Range + 0.1);
        }

        double range = op switch { "Exp" => Math.Exp(Math.Min(x.Range, 20)), "Reciprocal" => 10, "Sigmoid" or "Tanh" or "Erf" or "HardSigmoid" or "Softsign" or "Sign" or "Sin" or "Cos" => 1, _ => x.Range + 1 };
        return w.Node(op, [x], ElementType.Float32, x.Dims, range, [.. attributes.Where(_ => w.Flip()).Select(a => (a, (object)(float)w.Double(0.1, 1.5)))]);
    };

    /// <summary>A function that has small values only between -1 and 1, or from 1 on: mostly of such, sometimes as it comes.</summary>
    public static Func<ModelWriter, Value?> Angle(string op, int since = 7) => w =>
    {
        if (w.Opset < since || w.Float() is not { } x)
        {
            return null;
        }

        if (!w.Chance(12))
        {
            x = w.Node("Tanh", [x], ElementType.Float32, x.Dims, 1);
            x = w.Node("Mul", [x, w.Scalar(0.9f)], ElementType.Float32, x.Dims, 0.9);
            x = op == "Acosh" ? w.Node("Add", [x, w.Scalar(2.5f)], ElementType.Float32, x.Dims, 3.4) : x;
        }

        return w.Node(op, [x], ElementType.Float32, x.Dims, 3);
    };

    /// <summary>A function of numbers: Relu, Neg, Abs. Relu takes integers from opset 14 on.</summary>
    public static Func<ModelWriter, Value?> Numeric(string op) => w => w.Take(v => Numbers.Contains(v.Type) && (op != "Relu" || v.Type == ElementType.Float32 || w.Opset >= 14)) is { } x
        ? w.Node(op, [x], x.Type, x.Dims, x.Range) : null;

    public static Value? Gelu(ModelWriter w) => w.Opset < 20 || w.Float() is not { } x ? null
        : w.Node("Gelu", [x], ElementType.Float32, x.Dims, x.Range, w.Flip() ? [("approximate", w.Pick("none", "tanh"))] : []);

    public static Value? PRelu(ModelWriter w)
    {
        if (w.Float() is not { } x)
        {
            return null;
        }

        long[] slope = w.Chance(3) || x.Rank < 2 ? [1] : [x.Dims[1], .. Enumerable.Repeat(1L, x.Rank - 2)];
        return w.Node("PRelu", [x, w.Floats(0.5, slope)], ElementType.Float32, x.Dims, x.Range);
    }

    public static Value? Clip(ModelWriter w)
    {
        ElementType[] types = w.Opset >= 12 ? [ElementType.Float32, ElementType.Int8, ElementType.UInt8, ElementType.Int32, ElementType.Int64] : [ElementType.Float32];
        if (w.Take(v => types.Contains(v.Type)) is not { } x)
        {
            return null;
        }

        if (w.Opset < 11)
        {
            return w.Node("Clip", [x], x.Type, x.Dims, x.Range, [.. w.Flip() ? [("min", -0.7f)] : Array.Empty<(string, object)>(), .. w.Flip() ? [("max", 1.1f)] : Array.Empty<(string, object)>()]);
        }

        string low = w.Chance(3) ? "" : Limit(w, x, 0), high = w.Chance(3) ? "" : Limit(w, x, 1);
        return w.Node("Clip", high.Length > 0 ? [x.Name, low, high] : low.Length > 0 ? [x.Name, low] : [x.Name], x.Type, x.Dims, x.Range, null);
    }

    public static Value Clip6(ModelWriter w, Value x) => w.Opset < 11
        ? w.Node("Clip", [x], ElementType.Float32, x.Dims, x.Range, ("min", 0f), ("max", 6f))
        : w.Node("Clip", [x, w.Constant(Types.Tensor(w.Name("c"), ElementType.Float32, [], [0]), ElementType.Float32), w.Constant(Types.Tensor(w.Name("c"), ElementType.Float32, [], [6]), ElementType.Float32)], ElementType.Float32, x.Dims, x.Range);

    /// <summary>x * sigmoid(x), as exporters write SiLU.</summary>
    public static Value Silu(ModelWriter w, Value x)
    {
        Value gate = w.Node("Sigmoid", [x], ElementType.Float32, x.Dims, 1);
        w.Forget(gate);
        return w.Node("Mul", w.Flip() ? [x, gate] : [gate, x], ElementType.Float32, x.Dims, x.Range);
    }

    public static Value? Silu(ModelWriter w) => w.Float() is { } x ? Silu(w, x) : null;

    public static Value? Not(ModelWriter w) => Binaries.Truth(w) is { } x ? w.Node("Not", [x], x.Type, x.Dims, 1) : null;

    public static Func<ModelWriter, Value?> Softmax(string op) => w => w.Float(v => v.Rank >= 1) is not { } x ? null
        : w.Node(op, [x], ElementType.Float32, x.Dims, op == "Softmax" ? 1 : x.Range + 3, w.Chance(4) ? [] : [("axis", w.Int(w.Opset >= 11 ? -x.Rank : 0, x.Rank - 1))]);

    private static string Limit(ModelWriter w, Value x, int side)
    {
        // Some limits are computed.
        if (w.Chance(6) && w.Take(v => v.Type == x.Type && v.Rank == 0) is { } scalar)
        {
            return scalar.Name;
        }

        return x.Type == ElementType.Float32 ? w.Constant(YoloGen.Onnx.OnnxModelBuilder.Tensor(w.Name("c"), [], [(float)w.Double(side - 1.2, side)]), x.Type).Name
            : w.Any(x.Type, [], side == 0 && x.Type != ElementType.UInt8 ? -20 : 3, side == 0 ? 5 : 40).Name;
    }
}
