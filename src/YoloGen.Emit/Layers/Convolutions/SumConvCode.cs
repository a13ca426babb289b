using Scriban.Runtime;
using static YoloGen.Emit.LayerScope;

namespace YoloGen.Emit;

internal sealed class SumConvCode()
    : LayerCode<SumConvLayer>("convolution of bytes whose zero points or scales are known at run time only, or whose sums become floats")
{
    protected override string Body(LayerScope s, SumConvLayer layer)
    {
        ConvGeometry g = layer.Geometry(s.Plan);
        PlanTensor y = s.View(layer.Y);
        int outputs = y.Shape[1];
        string sizes = $"{Text(g.Groups)}, {Text(g.GroupOutputs)}, {ConvModel.Window(g)}";
        s.Needs.Packed.Add(new PackedWeights(
            "_packed" + s.Number, $"Packing.ConvBytes<K>({sizes})", $"Packing.Conv<K>(p, {s.FilePointer(layer.Weights)}, {s.FilePointer(layer.Bias)}, null, {sizes})"));
        ScriptObject model = ConvModel.Addresses(s, layer, g, layer.IsPairSafe ? ["Flags = ConvParams.PairSafe"] : []);
        (long addend, long window, long sums, _) = layer.ScratchParts(s.Plan);
        model["addend_bytes"] = addend;
        model["window_bytes"] = window;
        model["all"] = outputs;
        model["to"] = layer.To switch { SumEpilogue.Sums => "sums", SumEpilogue.Requantize => "requantize", SumEpilogue.Float => "float", _ => "quantize" };
        model["sum_stride"] = layer.To == SumEpilogue.Sums ? y.Strides[3] * 4 : outputs * 4L;
        model["output_pixel"] = y.Strides[3] * y.Type.SizeOf();
        bool repeat = layer.RepeatsScale(s.Plan);
        model["scratch"] = s.Scratch();
        model["scales_offset"] = addend + window + sums;
        model["scale"] = repeat ? "scales" : s.Pointer(layer.Scale);
        model["one_scale"] = repeat ? s.Pointer(layer.Scale) : "";
        model["summand"] = s.Pointer(layer.Summand);
        model["runtime_zero"] = PointerOrNothing(s, layer.InputZero);
        model["weight_sums"] = PointerOrNothing(s, layer.WeightSums);
        model["weight_zeros"] = PointerOrNothing(s, layer.WeightZeros);
        model["zero"] = layer.Zero;
        model["out_scale"] = Literal.Float(layer.OutputScale);
        bool contiguous = y.Strides[3] == outputs;
        string row = Text((long)g.Width * outputs);
        model["activate_row"] = Activate(layer, "floats", row);
        model["activate_whole"] = contiguous ? Activate(layer, "floats", row) : "";
        model["activate_pixel"] = contiguous ? "" : Activate(layer, "floats + pixel" + LoopNest.Times(y.Strides[3]), Text(outputs));
        return s.Render("sumconv", model);
    }

    private static string Activate(SumConvLayer layer, string floats, string count)
        => layer.Function is { } function ? $"K.UnaryRow<UnaryOps.{function}>({floats}, {floats}, {count}, {Literal.Float(layer.Alpha)}, {Literal.Float(layer.Beta)});" : "";

    private static string PointerOrNothing(LayerScope s, PlanOperand operand) => operand.IsPresent ? s.Pointer(operand) : "";
}
