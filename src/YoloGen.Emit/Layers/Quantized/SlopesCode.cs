using static YoloGen.Emit.LayerScope;

namespace YoloGen.Emit;

internal sealed class SlopesCode() : ElementwiseCode<SlopesLayer>("each byte on the higher of two straight lines: a leaky activation, or another scale")
{
    protected override string Prologue(LayerScope s, SlopesLayer layer) => $"        SlopesParams p = {Parameters(layer)};\n";

    protected override string? Row(LayerScope s, SlopesLayer layer, int[] steps, string y, string[] x, string count)
        => steps[0] == 1 ? $"K.SlopesRow({x[0]}, 0, {y}, 0, 1, {count}, in p);" : null;

    protected override string Value(LayerScope s, SlopesLayer layer, string[] x)
    {
        // Both sides are bytes of the storage domain, so the conversions of signed bytes are undone.
        string index = s.View(layer.X).Type == ElementType.Int8 ? $"(byte)({x[0]} ^ -128)" : x[0];
        return s.View(layer.Y).Type == ElementType.Int8 ? $"(sbyte)(PortableKernels.Slopes({index}, in p) ^ 0x80)" : $"PortableKernels.Slopes({index}, in p)";
    }

    protected override string Follow(LayerScope s, SlopesLayer layer, RowScope row)
    {
        PlanTensor from = s.View(layer.X), to = s.View(layer.Y);
        return $"K.SlopesRow({row.Pointer(s, layer.X)}, {Text(from.Strides[3])}, {row.Pointer(s, layer.Y)}, {Text(to.Strides[3])}, {row.Width}, {row.Channels}, {Parameters(layer)});";
    }

    private static string Parameters(SlopesLayer layer)
        => $"new SlopesParams {{ Zero = {Text(layer.Zero)}, Rise = {Text(layer.Rise)}, Fall = {Text(layer.Fall)}, OutputZero = {Text(layer.OutputZero)}, Shift = {Text(layer.Shift)} }}";
}
