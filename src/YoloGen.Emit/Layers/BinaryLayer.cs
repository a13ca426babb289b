using System.Linq;

namespace YoloGen.Emit;

/// <summary>An elementwise function of two tensors. Inputs: a, b. Attribute: op.</summary>
internal sealed class BinaryLayer() : ElementwiseLayer("binary", 2)
{
    private static readonly string[] RowOps = ["Add", "Sub", "Mul", "Div", "Max", "Min", "PRelu"];
    private static readonly string[] Comparisons = ["Equal", "Greater", "GreaterOrEqual", "Less", "LessOrEqual"];

    public override bool CanFollow => true;

    protected override string? CheckTypes(LayerFacts f)
    {
        string op = f.Attributes.Word("op");
        PlanType type = f.In(0).Type;
        if (type != f.In(1).Type)
        {
            return "has inputs of different types";
        }

        bool ok = Comparisons.Contains(op) ? f.Out().Type == PlanType.Bool && (type != PlanType.Bool || op == "Equal")
            : op is "And" or "Or" ? type == PlanType.Bool && f.Out().Type == type
            : f.Out().Type == type && type != PlanType.Bool && (RowOps.Contains(op) || op is "Mod" or "Pow") && (op != "PRelu" || type == PlanType.F32);
        return ok ? null : "has a function that its type does not have";
    }

    protected override string? CheckFollow(LayerFacts facts)
        => facts.Out().Type == PlanType.F32 && RowOps.Contains(facts.Attributes.Word("op")) ? base.CheckFollow(facts) : "follows a row with a function that has no kernel";

    protected override string? Row(LayerScope s, int[] steps, string y, string[] x, string count)
    {
        string op = s.Attributes.Word("op");
        return s.Out().Type == PlanType.F32 && RowOps.Contains(op)
            ? $"K.BinaryRow<BinaryOps.{op}>({x[0]}, {steps[0]}, {x[1]}, {steps[1]}, {y}, {count});"
            : null;
    }

    protected override string Value(LayerScope s, string[] x)
    {
        string a = x[0], b = x[1], op = s.Attributes.Word("op");
        if (s.Out().Type == PlanType.F32)
        {
            return op switch
            {
                "Pow" => $"Scalar.Pow({a}, {b})",
                "Mod" => $"Scalar.Mod({a}, {b})",
                _ => $"Scalar.Binary<BinaryOps.{op}>({a}, {b})",
            };
        }

        return op switch
        {
            "Add" => $"unchecked({a} + {b})",
            "Sub" => $"unchecked({a} - {b})",
            "Mul" => $"unchecked({a} * {b})",
            "Div" => $"Scalar.Div({a}, {b})",
            "Mod" => $"Scalar.Mod({a}, {b})",
            "Pow" => $"Scalar.Pow({a}, {b})",
            "Max" => $"Math.Max({a}, {b})",
            "Min" => $"Math.Min({a}, {b})",
            "And" => $"{a} && {b}",
            "Or" => $"{a} || {b}",
            "Equal" => $"{a} == {b}",
            "Greater" => $"{a} > {b}",
            "GreaterOrEqual" => $"{a} >= {b}",
            "Less" => $"{a} < {b}",
            _ => $"{a} <= {b}",
        };
    }

    /// <summary>A residual Add (or Mul, ...) of two feature maps of one shape, applied to the row of one of them.</summary>
    public override string Follow(LayerScope s, RowScope row)
    {
        string a = row.Pointer(s, s.Layer.Inputs[0]), b = row.Pointer(s, s.Layer.Inputs[1]), y = row.Pointer(s, PlanOperand.Tensor(s.Layer.Outputs[0]));
        PlanTensor[] all = [s.In(0), s.In(1), s.Out()];
        string op = $"K.BinaryRow<BinaryOps.{s.Attributes.Word("op")}>";
        if (row.WholePixels && all.All(t => t.Strides[3] == t.Shape[1]))
        {
            return $"{op}({a}, 1, {b}, 1, {y}, {row.Width} * {row.Channels});";
        }

        string[] steps = all.Select(t => $" + pixel{LoopNest.Times(t.Strides[3])}").ToArray();
        return $"for (int pixel = 0; pixel < {row.Width}; pixel++)\n    {op}({a}{steps[0]}, 1, {b}{steps[1]}, 1, {y}{steps[2]}, {row.Channels});";
    }
}
