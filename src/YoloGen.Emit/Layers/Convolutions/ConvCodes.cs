using static YoloGen.Emit.LayerScope;

namespace YoloGen.Emit;

internal sealed class QConvCode()
    : LayerCode<QConvLayer>("convolution of bytes: exact 32-bit sums, times the scale of the channel, rounded half to even, plus the zero point, clamped")
{
    protected override string Body(LayerScope s, QConvLayer layer)
    {
        ConvGeometry g = layer.Geometry(s.Plan);
        string window = layer.Schedule.Gathers ? $"1, 1, {Text(g.Outer * g.Depth)}" : ConvModel.Window(g);
        string sizes = $"{Text(g.Groups)}, {Text(g.GroupOutputs)}, {window}";
        s.Needs.Packed.Add(new PackedWeights(
            "_packed" + s.Number, $"Packing.ConvBytes<K>({sizes})",
            $"Packing.Conv<K>(p, {s.FilePointer(layer.Weights)}, {s.FilePointer(layer.Bias)}, {s.FilePointer(layer.Scale)}, {sizes})"));
        if (layer.Schedule.Gathers)
        {
            return s.Render("qconv_gather", ConvModel.Gathered(s, layer, g));
        }

        return TiledConvCode.Choice(s, layer, g) + s.Render("qconv", ConvModel.Rows(s, layer, g, ConvModel.Requantization(layer)));
    }
}

internal sealed class ConvCode() : LayerCode<ConvLayer>("convolution of floats")
{
    protected override string Body(LayerScope s, ConvLayer layer)
    {
        ConvGeometry g = layer.Geometry(s.Plan);
        string sizes = $"{Text(g.Groups)}, {Text(g.GroupOutputs)}, {ConvModel.Window(g)}";
        s.Needs.Packed.Add(new PackedWeights(
            "_packed" + s.Number, $"Packing.FloatConvBytes<K>({sizes})",
            $"Packing.FloatConv<K>(p, {s.FilePointer(layer.Weights)}, {s.FilePointer(layer.Bias)}, {sizes})"));
        return s.Render("conv", ConvModel.Rows(s, layer, g, []));
    }
}

internal sealed class QDepthwiseCode() : LayerCode<QDepthwiseLayer>("as qconv, each channel by itself")
{
    protected override string Body(LayerScope s, QDepthwiseLayer layer)
    {
        ConvGeometry g = layer.Geometry(s.Plan);
        string sizes = $"{Text(g.GroupOutputs)}, {Text(g.Outer)}, {Text(g.Inner)}";
        s.Needs.Packed.Add(new PackedWeights(
            "_packed" + s.Number, $"K.DepthwiseBytes({sizes})",
            $"Packing.Depthwise<K>(p, {s.FilePointer(layer.Weights)}, {s.FilePointer(layer.Bias)}, {s.FilePointer(layer.Scale)}, {sizes})"));
        return s.Render("qdepthwise", ConvModel.Rows(s, layer, g, ConvModel.Requantization(layer)));
    }
}

internal sealed class DepthwiseCode() : LayerCode<DepthwiseLayer>("convolution of floats, each channel by itself")
{
    protected override string Body(LayerScope s, DepthwiseLayer layer)
    {
        ConvGeometry g = layer.Geometry(s.Plan);
        string channels = Text(g.GroupOutputs), taps = Text((long)g.Outer * g.Inner);
        s.Needs.Packed.Add(new PackedWeights(
            "_packed" + s.Number, $"K.FloatDepthwiseBytes({channels}, {taps})",
            $"Packing.FloatDepthwise<K>(p, {s.FilePointer(layer.Weights)}, {s.FilePointer(layer.Bias)}, {channels}, {taps})"));
        return s.Render("depthwise", ConvModel.Rows(s, layer, g, []));
    }
}
