using System;
using System.Collections.Generic;
using System.Linq;
using Scriban.Runtime;

namespace YoloGen.Emit;

/// <summary>
/// Integer convolution whose sums need more than one multiplication: zero points known at run time, weights with zero points, an epilogue in
/// float, or sums as they are. Inputs: x; weights s8 [O,H,W,I]; bias i32 [O]; scale f32 [O] or -; zero point of x (a tensor) or -;
/// sums of weights minus their zero points i32 [O] or - (together with the zero point); zero points of weights i32 [O] or -;
/// summand f32 with one value for each channel, weight or tensor, only with the epilogue float. The scale may be a tensor too, also one value for all.
/// Attributes: kernel, stride, dilation, pad, group; to (sums, requantize, float, quantize); for requantize zero;
/// for quantize out_scale, zero; for float and quantize optionally op, alpha, beta.
/// </summary>
internal sealed class SumConvLayer() : LayerKind("sumconv", 7, 8)
{
    protected override int Required => 3;

    protected override string? CheckMore(LayerFacts f)
    {
        string to = f.Attributes.Word("to");
        PlanType output = to switch { "sums" => PlanType.I32, "float" => PlanType.F32, _ => PlanType.U8 };
        if (to is not ("sums" or "requantize" or "float" or "quantize"))
        {
            return "has no valid epilogue";
        }

        if (f.Attributes.Has("op") && !UnaryLayer.IsFloatFunction(f.Attributes.Word("op")))
        {
            return "has an unknown function in its epilogue";
        }

        if (ConvGeometry.Check(f, PlanType.U8, PlanType.S8, output, depthwise: false) is { } error)
        {
            return error;
        }

        long outputs = f.Out().Shape[1];
        bool fits = f.Has(2) && f.IsWeight(2, PlanType.I32, outputs) && IsPerChannel(f, 3, outputs, mayBeScalar: to == "float")
            && IsPerChannel(f, 7, outputs, mayBeScalar: false) && (to == "float" || !f.Has(7)) && (to == "sums" || f.Has(3))
            && (!f.Has(4) || (f.In(4).Type.IsByte() && LayerFacts.Count(f.In(4)) == 1)) && f.Has(4) == f.Has(5)
            && f.IsWeight(5, PlanType.I32, outputs) && f.IsWeight(6, PlanType.I32, outputs)
            && f.Attributes.Int("zero", 0) is >= 0 and <= 255 && (to != "quantize" || f.Attributes.Float("out_scale") > 0);
        return fits ? null : "has no valid bias, scale or zero points";
    }

    /// <summary>Whether an operand is absent, or floats without gaps, one for each channel or one for all.</summary>
    private static bool IsPerChannel(LayerFacts f, int index, long outputs, bool mayBeScalar)
    {
        if (!f.Has(index))
        {
            return true;
        }

        PlanTensor t = f.In(index);
        long count = LayerFacts.Count(t);
        long[] dense = LoopNest.RowMajor(t.Shape);
        return t.Type == PlanType.F32 && (count == outputs || (mayBeScalar && count == 1)) && t.Shape.Select((d, i) => d == 1 || t.Strides[i] == dense[i]).All(ok => ok);
    }

    public override long Scratch(LayerFacts f)
    {
        (long addend, long window, long sums, long scales) = Parts(f);
        return addend + window + sums + scales;
    }

    /// <summary>Bytes of what lies in the scratch memory, one after the other: addends, sums of windows, sums of a row, one scale for each channel.</summary>
    private static (long Addend, long Window, long Sums, long Scales) Parts(LayerFacts f)
    {
        PlanTensor y = f.Out();
        long outputs = y.Shape[1], width = y.Shape[3];
        bool repeat = f.Has(3) && outputs > 1 && LayerFacts.Count(f.In(3)) == 1;
        return (Round(outputs * 4), Round(width * 4), f.Attributes.Word("to") == "sums" ? 0 : Round(width * outputs * 4), repeat ? Round(outputs * 4) : 0);
    }

    public override string Body(LayerScope s)
    {
        ConvGeometry g = ConvGeometry.Of(s.Facts, depthwise: false, mayMerge: false);
        PlanTensor y = s.Out();
        string to = s.Attributes.Word("to");
        int outputs = y.Shape[1];
        string sizes = $"{LayerScope.Text(g.Groups)}, {LayerScope.Text(g.GroupOutputs)}, {g.Window}";
        s.Needs.Packed.Add(new PackedWeights(
            "_packed" + s.Number, $"Packing.ConvBytes<K>({sizes})", $"Packing.Conv<K>(p, {s.FilePointer(1)}, {s.FilePointer(2)}, null, {sizes})"));
        ScriptObject model = g.Model(s, s.Attributes.Int("safe") == 1 ? ["Flags = ConvParams.PairSafe"] : []);
        bool direct = to == "sums";
        (long addend, long window, long sums, _) = Parts(s.Facts);
        model["addend_bytes"] = addend;
        model["window_bytes"] = window;
        model["all"] = outputs;
        model["to"] = to;
        model["sum_stride"] = direct ? y.Strides[3] * 4 : outputs * 4L;
        model["output_pixel"] = y.Strides[3] * y.Type.SizeOf();
        bool repeat = s.Has(3) && outputs > 1 && LayerFacts.Count(s.In(3)) == 1;
        model["scratch"] = s.Needs.Scratch(Scratch(s.Facts));
        model["scales_offset"] = addend + window + sums;
        model["scale"] = repeat ? "scales" : s.Has(3) ? s.InPointer(3) : "null";
        model["one_scale"] = repeat ? s.InPointer(3) : "";
        model["summand"] = s.InPointerOrNull(7);
        bool contiguous = y.Strides[3] == outputs;
        model["runtime_zero"] = s.Has(4) ? s.InPointer(4) : "";
        model["weight_sums"] = s.Has(5) ? s.InPointer(5) : "";
        model["weight_zeros"] = s.Has(6) ? s.InPointer(6) : "";
        model["zero"] = s.Attributes.Int("zero");
        model["out_scale"] = FloatText.Literal(s.Attributes.Float("out_scale"));
        string call = s.Attributes.Has("op")
            ? $"K.UnaryRow<UnaryOps.{s.Attributes.Word("op")}>({{0}}, {{0}}, {{1}}, {FloatText.Literal(s.Attributes.Float("alpha"))}, {FloatText.Literal(s.Attributes.Float("beta"))});" : "";
        model["activate_row"] = call.Replace("{0}", "floats").Replace("{1}", LayerScope.Text((long)g.Width * outputs));
        model["activate_whole"] = contiguous ? call.Replace("{0}", "floats").Replace("{1}", LayerScope.Text((long)g.Width * outputs)) : "";
        model["activate_pixel"] = contiguous ? "" : call.Replace("{0}", "floats + pixel" + LoopNest.Times(y.Strides[3])).Replace("{1}", LayerScope.Text(outputs));
        return s.Render("sumconv", model);
    }

    private static long Round(long bytes) => (bytes + 63) / 64 * 64;
}
