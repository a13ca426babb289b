using System.Linq;

namespace YoloGen.Emit;

internal sealed class BinaryCode() : ElementwiseCode<BinaryLayer>("a function of two elements")
{
    protected override string? Row(LayerScope s, BinaryLayer layer, int[] steps, string y, string[] x, string count)
        => s.View(layer.Y).Type == ElementType.Float32 && layer.HasRowKernel
            ? $"K.BinaryRow<BinaryOps.{layer.Function}>({x[0]}, {steps[0]}, {x[1]}, {steps[1]}, {y}, {count});"
            : null;

    protected override string Value(LayerScope s, BinaryLayer layer, string[] x)
    {
        string a = x[0], b = x[1];
        if (s.View(layer.Y).Type == ElementType.Float32)
        {
            return layer.Function switch
            {
                BinaryKind.Pow => $"Scalar.Pow({a}, {b})",
                BinaryKind.Mod => $"Scalar.Mod({a}, {b})",
                _ => $"Scalar.Binary<BinaryOps.{layer.Function}>({a}, {b})",
            };
        }

        return layer.Function switch
        {
            BinaryKind.Add => $"unchecked({a} + {b})",
            BinaryKind.Sub => $"unchecked({a} - {b})",
            BinaryKind.Mul => $"unchecked({a} * {b})",
            BinaryKind.Div => $"Scalar.Div({a}, {b})",
            BinaryKind.Mod => $"Scalar.Mod({a}, {b})",
            BinaryKind.Pow => $"Scalar.Pow({a}, {b})",
            BinaryKind.Max => $"Math.Max({a}, {b})",
            BinaryKind.Min => $"Math.Min({a}, {b})",
            BinaryKind.And => $"{a} && {b}",
            BinaryKind.Or => $"{a} || {b}",
            BinaryKind.Equal => $"{a} == {b}",
            BinaryKind.Greater => $"{a} > {b}",
            BinaryKind.GreaterOrEqual => $"{a} >= {b}",
            BinaryKind.Less => $"{a} < {b}",
            _ => $"{a} <= {b}",
        };
    }

    /// <summary>A residual Add (or Mul, ...) of two feature maps of one shape, applied to the row of one of them.</summary>
    protected override string Follow(LayerScope s, BinaryLayer layer, RowScope row)
    {
        string a = row.Pointer(s, layer.A), b = row.Pointer(s, layer.B), y = row.Pointer(s, layer.Y);
        PlanTensor[] all = [s.View(layer.A), s.View(layer.B), s.View(layer.Y)];
        string op = $"K.BinaryRow<BinaryOps.{layer.Function}>";
        if (row.WholePixels && all.All(t => t.Strides[3] == t.Shape[1]))
        {
            return $"{op}({a}, 1, {b}, 1, {y}, {row.Width} * {row.Channels});";
        }

        string[] steps = all.Select(t => $" + pixel{LoopNest.Times(t.Strides[3])}").ToArray();
        return row.EachPixel(s, $"{op}({a}{steps[0]}, 1, {b}{steps[1]}, 1, {y}{steps[2]}, {row.Channels});");
    }
}

internal sealed class PReluCode() : ElementwiseCode<PReluLayer>("x where it is not negative, else x times a slope")
{
    protected override string? Row(LayerScope s, PReluLayer layer, int[] steps, string y, string[] x, string count)
        => $"K.BinaryRow<BinaryOps.PRelu>({x[0]}, {steps[0]}, {x[1]}, {steps[1]}, {y}, {count});";

    protected override string Value(LayerScope s, PReluLayer layer, string[] x) => $"Scalar.Binary<BinaryOps.PRelu>({x[0]}, {x[1]})";
}

internal sealed class AffineCode() : ElementwiseCode<AffineLayer>("x * factor + summand")
{
    protected override string? Row(LayerScope s, AffineLayer layer, int[] steps, string y, string[] x, string count)
        => $"K.BinaryRow<BinaryOps.Mul>({x[0]}, {steps[0]}, {x[1]}, {steps[1]}, {y}, {count});\nK.BinaryRow<BinaryOps.Add>({y}, 1, {x[2]}, {steps[2]}, {y}, {count});";

    protected override string Value(LayerScope s, AffineLayer layer, string[] x) => $"Scalar.Binary<BinaryOps.Add>({x[0]} * {x[1]}, {x[2]})";
}
