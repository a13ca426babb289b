using static YoloGen.Emit.LayerScope;

namespace YoloGen.Emit;

internal sealed class LookupCode() : ElementwiseCode<LookupLayer>("each byte through a table of 256: an activation, or another scale")
{
    protected override string Prologue(LayerScope s, LookupLayer layer) => $"        byte* table = {s.Pointer(layer.Table)};\n";

    protected override string? Row(LayerScope s, LookupLayer layer, int[] steps, string y, string[] x, string count)
        => steps[0] == 1 ? $"K.LookupRow({x[0]}, 0, {y}, 0, 1, {count}, table);" : null;

    protected override string Value(LayerScope s, LookupLayer layer, string[] x)
    {
        // The table is of storage bytes, so the conversions of signed bytes are undone.
        string index = s.View(layer.X).Type == ElementType.Int8 ? $"(byte)({x[0]} ^ -128)" : x[0];
        return s.View(layer.Y).Type == ElementType.Int8 ? $"(sbyte)(table[{index}] ^ 0x80)" : $"table[{index}]";
    }

    protected override string Follow(LayerScope s, LookupLayer layer, RowScope row)
    {
        PlanTensor from = s.View(layer.X), to = s.View(layer.Y);
        return $"K.LookupRow({row.Pointer(s, layer.X)}, {Text(from.Strides[3])}, {row.Pointer(s, layer.Y)}, "
            + $"{Text(to.Strides[3])}, {row.Width}, {row.Channels}, {s.Pointer(layer.Table)});";
    }
}
