using System;
using System.Collections.Generic;
using System.Linq;
using Scriban.Runtime;
using static YoloGen.Emit.LayerScope;

namespace YoloGen.Emit;

/// <summary>The variables of the convolutions' templates.</summary>
internal static class ConvModel
{
    /// <summary>The arguments "outer, inner, depth".</summary>
    public static string Window(ConvGeometry g) => $"{Text(g.Outer)}, {Text(g.Inner)}, {Text(g.Depth)}";

    /// <summary>Constants of the requantization, as fields of <c>ConvParams</c>.</summary>
    public static string[] Requantization(QuantizedConvolutionLayer layer)
        => [$"OutputZero = {Text(layer.Zero)}", $"Min = {Text(layer.Min)}", $"Max = {Text(layer.Max)}", .. layer.IsPairSafe ? new[] { "Flags = ConvParams.PairSafe" } : []];

    /// <summary>Addresses.</summary>
    public static ScriptObject Addresses(LayerScope s, ConvolutionLayer layer, ConvGeometry g, IEnumerable<string> moreParams)
    {
        string[] fields =
        [
            $"PixelStep = {Text(g.PixelStep)}", $"Outer = {Text(g.Outer)}", $"OuterStride = {Text(g.OuterStride)}", $"Inner = {Text(g.Inner)}",
            $"InnerStride = {Text(g.InnerStride)}", $"Depth = {Text(g.Depth)}", $"OutputPixelStride = {Text(g.OutputPixelStride)}", .. moreParams,
        ];
        return new ScriptObject
        {
            ["number"] = s.Number,
            ["params"] = string.Join(", ", fields),
            ["window"] = Window(g),
            ["groups"] = g.Groups,
            ["group_inputs"] = g.GroupInputs,
            ["outputs"] = g.GroupOutputs,
            ["rows"] = g.Rows,
            ["width"] = g.Width,
            ["merged_pixels"] = g.MergedPixels,
            ["input_row"] = g.InputRow,
            ["output_row"] = g.OutputRow,
            ["input_offset"] = Plus(g.InputOffset),
            ["output_offset"] = Plus(g.OutputOffset),
            ["batch"] = g.Batch,
            ["input_batch"] = g.InputBatch,
            ["output_batch"] = g.OutputBatch,
            ["halo"] = s.FillHalo(layer.Y),
        };
    }

    /// <summary>Addresses, loops, and what follows on each row.</summary>
    /// <param name="s">The layer's scope.</param>
    /// <param name="layer">The layer.</param>
    /// <param name="g">Its addresses.</param>
    /// <param name="moreParams">Further fields of <c>ConvParams</c>.</param>
    public static ScriptObject Rows(LayerScope s, ScheduledConvolutionLayer layer, ConvGeometry g, IEnumerable<string> moreParams)
    {
        ScriptObject model = Addresses(s, layer, g, moreParams);
        bool merged = g.MergedPixels > 0, units = layer.Schedule.Split == WorkSplit.Panels;
        string width = merged ? "width" : Text(g.Width);
        RowScope row = units
            ? new RowScope("row", merged ? g.Width : 0, width, "c", "count", WholePixels: false)
            : new RowScope("row", merged ? g.Width : 0, width, "", Text(s.View(layer.Y).Shape[1]), WholePixels: true);

        model["units"] = units;
        model["row_width"] = width;
        model["block"] = layer.Schedule.Block;
        model["span"] = layer.Schedule.Span >= g.Width ? 0 : layer.Schedule.Span;
        model["pixel_step"] = g.PixelStep;
        model["output_pixel"] = g.OutputPixelStride;

        model["halo"] = Halos(s, layer);
        model["then"] = Then(s, row, units ? "            " : "                ");
        return model;
    }

    /// <summary>As <see cref="Rows"/>, with windows that are copied side by side.</summary>
    public static ScriptObject Gathered(LayerScope s, QConvLayer layer, ConvGeometry g)
    {
        ScriptObject model = Rows(s, layer, g, []);
        string[] fields =
        [
            $"PixelStep = {Text(QConvLayer.GatheredStep(g))}", "Outer = 1", "Inner = 1", $"Depth = {Text(g.Outer * g.Depth)}", $"OutputPixelStride = {Text(g.OutputPixelStride)}",
            .. Requantization(layer),
        ];
        model["params"] = string.Join(", ", fields);
        model["window"] = $"1, 1, {Text(g.Outer * g.Depth)}";
        model["gather"] = $"{Text(g.PixelStep)}, {Text(g.Outer)}, {Text(g.OuterStride)}, {Text(g.Depth)}";
        model["step"] = QConvLayer.GatheredStep(g);
        model["scratch"] = s.Scratch();
        return model;
    }

    /// <summary>Fills the borders: operations that follow write feature maps of their own, with borders of their own.</summary>
    public static string Halos(LayerScope s, ScheduledConvolutionLayer layer)
        => string.Concat(layer.Then.SelectMany(t => t.Outputs.Select(o => s.Of(t).FillHalo(o))).Prepend(s.FillHalo(layer.Y)).Distinct());

    /// <summary>The statements of the layers that follow each row.</summary>
    public static string Then(LayerScope s, RowScope row, string indent)
        => string.Concat(s.Layer.Then.Select(then =>
        {
            string statement = LayerCodes.Of(then).Follow(s.Of(then), row);
            return string.Concat(statement.Split('\n').Select(line => indent + line + "\n"));
        }));
}
