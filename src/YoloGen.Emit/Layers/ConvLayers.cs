using System;
using System.Collections.Generic;
using System.Linq;
using Scriban.Runtime;

namespace YoloGen.Emit;

/// <summary>Integer convolution. Inputs: x, weights s8 [O,H,W,I], bias i32 [O] with the zero point folded in, scale f32 [O]. Attributes: zero, min, max, safe.</summary>
internal sealed class QConvLayer() : LayerKind("qconv", 4, 4)
{
    public override bool CanLead => true;

    protected override string? CheckMore(LayerFacts f)
        => ConvGeometry.Check(f, PlanType.U8, PlanType.S8, PlanType.U8, depthwise: false) ?? ConvCode.CheckQuantized(f);

    public override string Body(LayerScope s)
    {
        ConvGeometry g = ConvGeometry.Of(s.Facts, depthwise: false, mayMerge: true);
        string sizes = $"{LayerScope.Text(g.Groups)}, {LayerScope.Text(g.GroupOutputs)}, {g.Window}";
        s.Needs.Packed.Add(new PackedWeights(
            "_packed" + s.Number, $"Packing.ConvBytes<K>({sizes})",
            $"Packing.Conv<K>(p, {s.FilePointer(1)}, {s.FilePointer(2)}, {s.FilePointer(3)}, {sizes})"));
        bool units = g.Groups == 1 && g.Batch == 1 && g.Rows < 48;
        return s.Render("qconv", ConvCode.Model(s, g, units, ConvCode.QuantizedParams(s)));
    }
}

/// <summary>Float convolution. Inputs: x, weights f32 [O,H,W,I], optional bias f32 [O].</summary>
internal sealed class ConvLayer() : LayerKind("conv", 3, 3)
{
    protected override int Required => 2;

    public override bool CanLead => true;

    protected override string? CheckMore(LayerFacts f)
        => ConvGeometry.Check(f, PlanType.F32, PlanType.F32, PlanType.F32, depthwise: false)
            ?? (f.IsWeight(2, PlanType.F32, f.Out().Shape[1]) ? null : "has a bias that does not fit");

    public override string Body(LayerScope s)
    {
        ConvGeometry g = ConvGeometry.Of(s.Facts, depthwise: false, mayMerge: true);
        string sizes = $"{LayerScope.Text(g.Groups)}, {LayerScope.Text(g.GroupOutputs)}, {g.Window}";
        s.Needs.Packed.Add(new PackedWeights(
            "_packed" + s.Number, $"Packing.FloatConvBytes<K>({sizes})", $"Packing.FloatConv<K>(p, {s.FilePointer(1)}, {s.FilePointer(2)}, {sizes})"));
        bool units = g.Groups == 1 && g.Batch == 1 && g.Rows < 48 && s.Layer.Then.Count == 0;
        return s.Render("conv", ConvCode.Model(s, g, units, []));
    }
}

/// <summary>Integer depthwise convolution, operands as <see cref="QConvLayer"/> with one input channel for each output.</summary>
internal sealed class QDepthwiseLayer() : LayerKind("qdepthwise", 4, 4)
{
    public override bool CanLead => true;

    protected override string? CheckMore(LayerFacts f)
        => ConvGeometry.Check(f, PlanType.U8, PlanType.S8, PlanType.U8, depthwise: true) ?? ConvCode.CheckQuantized(f);

    public override string Body(LayerScope s)
    {
        ConvGeometry g = ConvGeometry.Of(s.Facts, depthwise: true, mayMerge: false);
        string sizes = $"{LayerScope.Text(g.GroupOutputs)}, {LayerScope.Text(g.Outer)}, {LayerScope.Text(g.Inner)}";
        s.Needs.Packed.Add(new PackedWeights(
            "_packed" + s.Number, $"K.DepthwiseBytes({sizes})",
            $"Packing.Depthwise<K>(p, {s.FilePointer(1)}, {s.FilePointer(2)}, {s.FilePointer(3)}, {sizes})"));
        return s.Render("qdepthwise", ConvCode.Model(s, g, units: false, ConvCode.QuantizedParams(s)));
    }
}

/// <summary>Float depthwise convolution. Inputs: x, weights f32 [C,H,W,1], optional bias.</summary>
internal sealed class DepthwiseLayer() : LayerKind("depthwise", 3, 3)
{
    protected override int Required => 2;

    public override bool CanLead => true;

    protected override string? CheckMore(LayerFacts f)
        => ConvGeometry.Check(f, PlanType.F32, PlanType.F32, PlanType.F32, depthwise: true)
            ?? (f.IsWeight(2, PlanType.F32, f.Out().Shape[1]) ? null : "has a bias that does not fit");

    public override string Body(LayerScope s)
    {
        ConvGeometry g = ConvGeometry.Of(s.Facts, depthwise: true, mayMerge: false);
        string channels = LayerScope.Text(g.GroupOutputs), taps = LayerScope.Text((long)g.Outer * g.Inner);
        s.Needs.Packed.Add(new PackedWeights(
            "_packed" + s.Number, $"K.FloatDepthwiseBytes({channels}, {taps})",
            $"Packing.FloatDepthwise<K>(p, {s.FilePointer(1)}, {s.FilePointer(2)}, {channels}, {taps})"));
        return s.Render("depthwise", ConvCode.Model(s, g, units: false, []));
    }
}

/// <summary>What the convolution layers share.</summary>
internal static class ConvCode
{
    public static string? CheckQuantized(LayerFacts f)
    {
        long outputs = f.Out().Shape[1];
        int zero = f.Attributes.Int("zero", -1), min = f.Attributes.Int("min", -1), max = f.Attributes.Int("max", -1);
        bool fits = f.Has(1) && f.Has(2) && f.Has(3) && f.IsWeight(2, PlanType.I32, outputs) && f.IsWeight(3, PlanType.F32, outputs)
            && zero is >= 0 and <= 255 && min is >= 0 and <= 255 && max is >= 0 and <= 255;
        return fits ? null : "has no valid bias, scale, zero, min or max";
    }

    public static string[] QuantizedParams(LayerScope s)
        =>
        [
            $"OutputZero = {LayerScope.Text(s.Attributes.Int("zero"))}", $"Min = {LayerScope.Text(s.Attributes.Int("min"))}", $"Max = {LayerScope.Text(s.Attributes.Int("max"))}",
            .. s.Attributes.Int("safe") == 1 ? new[] { "Flags = ConvParams.PairSafe" } : [],
        ];

    public static ScriptObject Model(LayerScope s, ConvGeometry g, bool units, IEnumerable<string> moreParams)
    {
        ScriptObject model = g.Model(s, moreParams);
        PlanTensor x = s.In(0);
        bool merged = g.MergedPixels > 0;
        string width = merged ? "width" : LayerScope.Text(g.Width);
        RowScope row = units
            ? new RowScope("row", merged ? g.Width : 0, width, "c", "count", WholePixels: false)
            : new RowScope("row", merged ? g.Width : 0, width, "", LayerScope.Text(s.Out().Shape[1]), WholePixels: true);

        // Rows that share a panel of weights while their input stays in the second-level cache.
        long inputRow = Math.Max(1, (long)x.Shape[1] * x.Type.SizeOf() * (merged ? g.Width : (long)x.Shape[3] * s.Attributes.Ints("stride")[0]));
        model["units"] = units;
        model["row_width"] = width;
        model["block"] = Math.Max(1, Math.Min(g.Rows, 65536 / inputRow));

        // Operations that follow write feature maps of their own, with borders of their own.
        model["halo"] = string.Concat(s.Layer.Then.Select(t => new LayerScope(s.Plan, t, s.Number, s.Needs).FillHalo()).Prepend(s.FillHalo()).Distinct());
        model["then"] = Then(s, row, units ? "            " : merged || g.Rows > 0 ? "                " : "");
        return model;
    }

    /// <summary>The statements of the layers that follow each row.</summary>
    public static string Then(LayerScope s, RowScope row, string indent)
        => string.Concat(s.Layer.Then.Select(then =>
        {
            var scope = new LayerScope(s.Plan, then, s.Number, s.Needs);
            string statement = LayerTable.Find(then.Kind)!.Follow(scope, row);
            return string.Concat(statement.Split('\n').Select(line => indent + line + "\n"));
        }));
}
