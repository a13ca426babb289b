using System;
using Scriban.Runtime;
using static YoloGen.Emit.LayerScope;

namespace YoloGen.Emit;

internal sealed class MaxPoolCode() : LayerCode<MaxPoolLayer>("largest value of a window")
{
    protected override string Body(LayerScope s, MaxPoolLayer layer)
        => PoolModel.Render(s, layer, s.View(layer.X).Type == ElementType.Float32 ? "K.FloatMaxPoolRow(" : "K.MaxPoolRow(", includes: false, "");
}

internal sealed class AveragePoolCode() : LayerCode<AveragePoolLayer>("mean of a window of floats")
{
    protected override string Body(LayerScope s, AveragePoolLayer layer) => PoolModel.Render(s, layer, "K.FloatAveragePoolRow(", layer.IncludesPadding, "");
}

internal sealed class QAveragePoolCode() : LayerCode<QAveragePoolLayer>("mean of a window of bytes, in floats, as bytes of another scale")
{
    protected override string Body(LayerScope s, QAveragePoolLayer layer)
        => PoolModel.Render(
            s, layer, "K.AveragePoolRow(", includes: false,
            $", InputScale = {Literal.Float(layer.InputScale)}, InputZero = {Text(layer.InputZero)}, OutputScale = {Literal.Float(layer.OutputScale)}, "
            + $"OutputZero = {Text(layer.OutputZero)}, Shift = {Text(layer.Shift)}" + (layer.IncludesPadding ? $", Area = {Text(layer.Window.Taps)}" : "")
            + (layer.SumFactor(s.Plan) is { } factor ? $", Factor = {Literal.Float(factor)}" : ""));
}

/// <summary>What the pools share.</summary>
internal static class PoolModel
{
    /// <param name="s">The layer's scope.</param>
    /// <param name="layer">The layer.</param>
    /// <param name="call">The kernel's call up to its arguments.</param>
    /// <param name="includes">Whether padding counts, and the windows that reach over the padded input (ceil mode) have a divisor of their own.</param>
    /// <param name="more">Further fields of <c>PoolParams</c>.</param>
    public static string Render(LayerScope s, PoolLayer layer, string call, bool includes, string more)
    {
        PlanTensor x = s.View(layer.X), y = s.View(layer.Y);
        PoolWindow w = layer.Window;
        int size = x.Type.SizeOf(), ySize = y.Type.SizeOf();
        long room = (long)x.Shape[3] + w.PadRight + w.PadLeft - 1 - ((w.KernelWidth - 1L) * w.DilationWidth);
        return s.Render("pool", new ScriptObject
        {
            ["x"] = $"_arena{Plus(x.Offset)}",
            ["y"] = $"_arena{Plus(y.Offset)}",
            ["call"] = call,
            ["cast"] = x.Type == ElementType.Float32 ? "(float*)" : "",
            ["rows"] = y.Shape[2],
            ["width"] = y.Shape[3],
            ["whole"] = includes ? Math.Min(y.Shape[3], room < 0 ? 0 : (room / w.StrideWidth) + 1) : y.Shape[3],
            ["channels"] = x.Shape[1],
            ["batch"] = x.Shape[0],
            ["input_batch"] = x.Strides[0] * size,
            ["output_batch"] = y.Strides[0] * ySize,
            ["input_row"] = x.Strides[2] * size,
            ["output_row"] = y.Strides[2] * ySize,
            ["output_pixel"] = y.Strides[3] * ySize,
            ["input_pixel"] = x.Strides[3] * size,
            ["input_height"] = x.Shape[2],
            ["input_width"] = x.Shape[3],
            ["kernel_h"] = w.KernelHeight,
            ["kernel_w"] = w.KernelWidth,
            ["stride_h"] = w.StrideHeight,
            ["stride_w"] = w.StrideWidth,
            ["dilation_h"] = w.DilationHeight,
            ["dilation_w"] = w.DilationWidth,
            ["pad_top"] = w.PadTop,
            ["pad_left"] = w.PadLeft,
            ["padded_bottom"] = x.Shape[2] + w.PadBottom,
            ["padded_right"] = x.Shape[3] + w.PadRight,
            ["include"] = includes,
            ["more"] = more,
            ["halo"] = s.FillHalo(layer.Y),
        });
    }
}
