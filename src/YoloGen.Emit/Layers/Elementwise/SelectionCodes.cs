namespace YoloGen.Emit;

internal sealed class WhereCode() : ElementwiseCode<WhereLayer>("one of two elements, by a condition")
{
    protected override string? Row(LayerScope s, WhereLayer layer, int[] steps, string y, string[] x, string count) => null;

    protected override string Value(LayerScope s, WhereLayer layer, string[] x) => $"{x[0]} ? {x[1]} : {x[2]}";
}

internal sealed class CastCode() : ElementwiseCode<CastLayer>("another element type")
{
    protected override string? Row(LayerScope s, CastLayer layer, int[] steps, string y, string[] x, string count) => null;

    protected override string Value(LayerScope s, CastLayer layer, string[] x)
    {
        ElementType from = s.View(layer.X).Type, to = s.View(layer.Y).Type;
        if (from == to)
        {
            return x[0];
        }

        string integer = from switch
        {
            ElementType.Float32 => $"Scalar.ToInt64({x[0]})",
            ElementType.Bool => $"({x[0]} ? 1 : 0)",
            _ => x[0],
        };
        return to switch
        {
            ElementType.Float32 => $"(float)({integer})",
            ElementType.Bool => $"{x[0]} != 0",
            _ => $"unchecked(({to.Public()})({integer}))",
        };
    }
}
