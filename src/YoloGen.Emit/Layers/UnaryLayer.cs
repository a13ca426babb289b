using System;
using System.Linq;

namespace YoloGen.Emit;

/// <summary>An elementwise function. Input: x. Attributes: op, alpha, beta.</summary>
internal sealed class UnaryLayer() : ElementwiseLayer("unary", 1)
{
    private static readonly string[] FloatOps =
    [
        "Relu", "LeakyRelu", "Elu", "Sigmoid", "HardSigmoid", "HardSwish", "Mish", "Silu", "Tanh", "Softplus", "Erf", "Sqrt", "Exp", "Log", "Neg", "Abs",
        "Floor", "Ceil", "Round", "Reciprocal", "Clip", "Linear",
    ];

    /// <summary>Whether the support code has a function of floats of this name.</summary>
    public static bool IsFloatFunction(string op) => FloatOps.Contains(op);

    public override bool CanFollow => true;

    protected override string? CheckTypes(LayerFacts f)
    {
        string op = f.Attributes.Word("op");
        PlanType type = f.Out().Type;
        bool ok = f.In(0).Type == type && type switch
        {
            PlanType.F32 => FloatOps.Contains(op),
            PlanType.Bool => op == "Not",
            _ => op is "Neg" or "Abs" or "Relu" or "Clip" or "Floor" or "Ceil" or "Round",
        };
        return ok ? null : "has a function that its type does not have";
    }

    protected override string? CheckFollow(LayerFacts facts)
        => facts.Out().Type == PlanType.F32 ? base.CheckFollow(facts) : "follows a row of integers, for which it has no kernel";

    protected override string? Row(LayerScope s, int[] steps, string y, string[] x, string count)
        => s.Out().Type == PlanType.F32 && steps[0] == 1 ? $"K.UnaryRow<{Op(s)}>({x[0]}, {y}, {count}, {Parameters(s)});" : null;

    protected override string Value(LayerScope s, string[] x)
    {
        PlanType type = s.Out().Type;
        if (type == PlanType.F32)
        {
            return $"Scalar.Unary<{Op(s)}>({x[0]}, {Parameters(s)})";
        }

        return s.Attributes.Word("op") switch
        {
            "Not" => $"!{x[0]}",
            "Neg" => $"unchecked(0 - {x[0]})",
            "Abs" => type == PlanType.U8 ? x[0] : $"{x[0]} < 0 ? unchecked(0 - {x[0]}) : {x[0]}",
            "Relu" => $"Math.Max({x[0]}, ({type.Public()})0)",
            "Clip" => $"Math.Min(Math.Max({x[0]}, {Limit(type, s.Attributes.Float("alpha"))}), {Limit(type, s.Attributes.Float("beta"))})",
            _ => x[0],
        };
    }

    public override string Follow(LayerScope s, RowScope row)
    {
        string x = row.Pointer(s, s.Layer.Inputs[0]), y = row.Pointer(s, PlanOperand.Tensor(s.Layer.Outputs[0]));
        PlanTensor from = s.In(0), to = s.Out();
        if (row.WholePixels && from.Strides[3] == from.Shape[1] && to.Strides[3] == to.Shape[1])
        {
            return $"K.UnaryRow<{Op(s)}>({x}, {y}, {row.Width} * {row.Channels}, {Parameters(s)});";
        }

        return $"for (int pixel = 0; pixel < {row.Width}; pixel++)\n"
            + $"    K.UnaryRow<{Op(s)}>({x} + pixel{LoopNest.Times(from.Strides[3])}, {y} + pixel{LoopNest.Times(to.Strides[3])}, {row.Channels}, {Parameters(s)});";
    }

    private static string Op(LayerScope s) => "UnaryOps." + s.Attributes.Word("op");

    private static string Parameters(LayerScope s)
        => $"{FloatText.Literal(s.Attributes.Float("alpha"))}, {FloatText.Literal(s.Attributes.Float("beta"))}";

    /// <summary>A limit as a constant of an integer type; beyond its range it becomes the range's end.</summary>
    private static string Limit(PlanType type, float value)
    {
        (double low, double high, string name) = type switch
        {
            PlanType.U8 => (0d, 255d, "byte"),
            PlanType.S8 => (-128d, 127d, "sbyte"),
            PlanType.I32 => (int.MinValue, (double)int.MaxValue, "int"),
            _ => (long.MinValue, (double)long.MaxValue, "long"),
        };
        if (float.IsNaN(value))
        {
            return $"({name})0";
        }

        return value <= low ? $"{name}.MinValue" : value >= high ? $"{name}.MaxValue" : $"({name})({LayerScope.Text((long)value)})";
    }
}
