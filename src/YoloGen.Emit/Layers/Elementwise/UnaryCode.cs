using static YoloGen.Emit.LayerScope;

namespace YoloGen.Emit;

internal sealed class UnaryCode() : ElementwiseCode<UnaryLayer>("a function of each element")
{
    protected override string? Row(LayerScope s, UnaryLayer layer, int[] steps, string y, string[] x, string count)
        => s.View(layer.Y).Type == ElementType.Float32 && steps[0] == 1 ? $"K.UnaryRow<{Op(layer)}>({x[0]}, {y}, {count}, {Parameters(layer)});" : null;

    protected override string Value(LayerScope s, UnaryLayer layer, string[] x)
    {
        ElementType type = s.View(layer.Y).Type;
        if (type == ElementType.Float32)
        {
            return $"Scalar.Unary<{Op(layer)}>({x[0]}, {Parameters(layer)})";
        }

        return layer.Function switch
        {
            UnaryKind.Not => $"!{x[0]}",
            UnaryKind.Neg => $"unchecked(0 - {x[0]})",
            UnaryKind.Abs => type == ElementType.UInt8 ? x[0] : $"{x[0]} < 0 ? unchecked(0 - {x[0]}) : {x[0]}",
            UnaryKind.Relu => $"Math.Max({x[0]}, ({type.Public()})0)",
            UnaryKind.Clip => $"Math.Min(Math.Max({x[0]}, {Limit(type, layer.Alpha)}), {Limit(type, layer.Beta)})",
            _ => x[0],
        };
    }

    protected override string Follow(LayerScope s, UnaryLayer layer, RowScope row)
    {
        string x = row.Pointer(s, layer.X), y = row.Pointer(s, layer.Y);
        PlanTensor from = s.View(layer.X), to = s.View(layer.Y);
        if (row.WholePixels && from.Strides[3] == from.Shape[1] && to.Strides[3] == to.Shape[1])
        {
            return $"K.UnaryRow<{Op(layer)}>({x}, {y}, {row.Width} * {row.Channels}, {Parameters(layer)});";
        }

        return row.EachPixel(
            s, $"K.UnaryRow<{Op(layer)}>({x} + pixel{LoopNest.Times(from.Strides[3])}, {y} + pixel{LoopNest.Times(to.Strides[3])}, {row.Channels}, {Parameters(layer)});");
    }

    private static string Op(UnaryLayer layer) => "UnaryOps." + layer.Function;

    private static string Parameters(UnaryLayer layer) => $"{Literal.Float(layer.Alpha)}, {Literal.Float(layer.Beta)}";

    /// <summary>A limit as a constant of an integer type; beyond its range it becomes the range's end.</summary>
    private static string Limit(ElementType type, float value)
    {
        (double low, double high, string name) = type switch
        {
            ElementType.UInt8 => (0d, 255d, "byte"),
            ElementType.Int8 => (-128d, 127d, "sbyte"),
            ElementType.Int32 => (int.MinValue, (double)int.MaxValue, "int"),
            _ => (long.MinValue, (double)long.MaxValue, "long"),
        };
        if (float.IsNaN(value))
        {
            return $"({name})0";
        }

        return value <= low ? $"{name}.MinValue" : value >= high ? $"{name}.MaxValue" : $"({name})({Text((long)value)})";
    }
}
