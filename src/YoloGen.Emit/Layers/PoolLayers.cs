using System;
using System.Linq;
using Scriban.Runtime;

namespace YoloGen.Emit;

/// <summary>
/// Pooling over windows clipped to the input. Input: x. Attributes: kernel, stride, dilation, pad (top, left, bottom, right); for averages
/// include (1 counts padding); for quantized averages input_scale, input_zero, output_scale, output_zero (model's domain), shift.
/// </summary>
internal sealed class PoolLayer(string name, string kind) : LayerKind(name, 1, 1)
{
    protected override string? CheckMore(LayerFacts f)
    {
        PlanTensor x = f.In(0), y = f.Out();
        int[] k = f.Attributes.Ints("kernel"), s = f.Attributes.Ints("stride"), d = f.Attributes.Ints("dilation"), p = f.Attributes.Ints("pad");
        if (!f.IsTensor(0) || x.Shape.Count != 4 || y.Shape.Count != 4 || k.Length != 2 || s.Length != 2 || d.Length != 2 || p.Length != 4
            || k.Concat(s).Concat(d).Any(v => v < 1 || v > 65535) || p.Any(v => v < -65535 || v > 65535))
        {
            return "has no valid kernel, stride, dilation or pad";
        }

        bool type = kind == "quantized" ? x.Type.IsByte() && y.Type.IsByte()
            : x.Type == y.Type && (x.Type == PlanType.F32 || (kind == "max" && x.Type.IsByte()));
        if (!type || x.Shape[0] != y.Shape[0] || x.Shape[1] != y.Shape[1] || x.Shape.Concat(y.Shape).Any(v => v == 0) || !Unit(x) || !Unit(y))
        {
            return "has operands that do not fit together";
        }

        if ((long)k[0] * k[1] > int.MaxValue || Enumerable.Range(0, 2).Any(a => ((long)k[a] - 1) * d[a] > int.MaxValue))
        {
            return "has a window that is too large";
        }

        // Each window keeps at least one pixel.
        bool inside = Enumerable.Range(0, 2).All(a =>
            (k[a] - 1L) * d[a] - p[a] >= 0 && ((long)y.Shape[2 + a] - 1) * s[a] - p[a] < x.Shape[2 + a]);
        return inside ? null : "has windows outside the input";
    }

    public override string Body(LayerScope s)
    {
        PlanTensor x = s.In(0), y = s.Out();
        int[] k = s.Attributes.Ints("kernel"), stride = s.Attributes.Ints("stride"), d = s.Attributes.Ints("dilation"), pad = s.Attributes.Ints("pad");
        int size = x.Type.SizeOf(), ySize = y.Type.SizeOf();
        bool average = kind != "max", padding = s.Attributes.Int("include") == 1, include = padding && kind != "quantized";
        string more = kind == "quantized"
            ? $", InputScale = {FloatText.Literal(s.Attributes.Float("input_scale"))}, InputZero = {LayerScope.Text(s.Attributes.Int("input_zero"))}, "
                + $"OutputScale = {FloatText.Literal(s.Attributes.Float("output_scale"))}, OutputZero = {LayerScope.Text(s.Attributes.Int("output_zero"))}, Shift = {LayerScope.Text(s.Attributes.Int("shift"))}"
                + (padding ? $", Area = {LayerScope.Text(k[0] * k[1])}" : "")
            : "";

        // Where padding counts, windows that reach over the padded input (ceil mode) have a divisor of their own.
        long room = (long)x.Shape[3] + pad[3] + pad[1] - 1 - ((k[1] - 1L) * d[1]);
        long whole = include ? Math.Min(y.Shape[3], room < 0 ? 0 : (room / stride[1]) + 1) : y.Shape[3];

        return s.Render("pool", new ScriptObject
        {
            ["x"] = $"_arena{LayerScope.Plus(x.Offset)}",
            ["y"] = $"_arena{LayerScope.Plus(y.Offset)}",
            ["call"] = kind == "quantized" ? "K.AveragePoolRow(" : x.Type != PlanType.F32 ? "K.MaxPoolRow(" : average ? "K.FloatAveragePoolRow(" : "K.FloatMaxPoolRow(",
            ["cast"] = x.Type == PlanType.F32 ? "(float*)" : "",
            ["rows"] = y.Shape[2],
            ["width"] = y.Shape[3],
            ["whole"] = whole,
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
            ["kernel_h"] = k[0],
            ["kernel_w"] = k[1],
            ["stride_h"] = stride[0],
            ["stride_w"] = stride[1],
            ["dilation_h"] = d[0],
            ["dilation_w"] = d[1],
            ["pad_top"] = pad[0],
            ["pad_left"] = pad[1],
            ["padded_bottom"] = x.Shape[2] + pad[2],
            ["padded_right"] = x.Shape[3] + pad[3],
            ["include"] = include,
            ["more"] = more,
            ["halo"] = s.FillHalo(),
        });
    }

    private static bool Unit(PlanTensor t) => (t.Shape[1] == 1 || t.Strides[1] == 1) && t.Strides[2] >= 0 && t.Strides[3] >= 0;
}

/// <summary>Mean of all pixels of each channel, quantized. Input: x. Attributes: input_zero (storage), scale, zero (storage).</summary>
internal sealed class QGlobalPoolLayer() : LayerKind("qglobalpool", 1, 1)
{
    protected override string? CheckMore(LayerFacts f)
    {
        PlanTensor x = f.In(0), y = f.Out();
        bool fits = x.Shape.Count == 4 && y.Shape.Count == 4 && x.Type.IsByte() && y.Type.IsByte() && x.Shape[0] == y.Shape[0] && x.Shape[1] == y.Shape[1]
            && y.Shape[2] == 1 && y.Shape[3] == 1 && x.Shape.All(d => d > 0) && (x.Shape[1] == 1 || (x.Strides[1] == 1 && y.Strides[1] == 1))
            && (long)x.Shape[2] * x.Shape[3] * 255 < int.MaxValue && f.Attributes.Floats("scale").Length == 1;
        return fits ? null : "has operands that do not fit together";
    }

    public override long Scratch(LayerFacts f) => 64 * 8;

    public override string Body(LayerScope s)
    {
        PlanTensor x = s.In(0), y = s.Out();
        return s.Render("qglobalpool", new ScriptObject
        {
            ["x"] = s.InPointer(0),
            ["y"] = s.OutPointer(),
            ["scratch"] = s.Needs.Scratch(Scratch(s.Facts)),
            ["channels"] = x.Shape[1],
            ["batch"] = x.Shape[0],
            ["input_batch"] = x.Strides[0],
            ["output_batch"] = y.Strides[0],
            ["height"] = x.Shape[2],
            ["width"] = x.Shape[3],
            ["row"] = x.Strides[2],
            ["pixel"] = x.Strides[3],
            ["start"] = -(long)s.Attributes.Int("input_zero") * x.Shape[2] * x.Shape[3],
            ["scale"] = FloatText.Literal(s.Attributes.Float("scale")),
            ["zero"] = s.Attributes.Int("zero"),
            ["halo"] = s.FillHalo(),
        });
    }
}
