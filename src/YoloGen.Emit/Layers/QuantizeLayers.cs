using Scriban.Runtime;

namespace YoloGen.Emit;

/// <summary>
/// Floats to bytes. Input: x; attributes scale, zero (storage domain). Or inputs x, scale, zero point where they are tensors (of the
/// output's type: stored bytes are storage domain; or i32 in the storage domain).
/// </summary>
internal sealed class QuantizeLayer() : ElementwiseLayer("quantize", 1)
{
    protected override string? CheckTypes(LayerFacts f)
        => f.In(0).Type == PlanType.F32 && f.Out().Type.IsByte() && f.Attributes.Float("scale") > 0 && f.Attributes.Int("zero", -1) is >= 0 and <= 255
            ? null : "has operands or attributes of the wrong type";

    /// <summary>Whether three planes become pixels of three bytes: rows of planes are quantized, then woven.</summary>
    private static bool IsPhoto(PlanTensor x, PlanTensor y)
        => y.Shape.Count == 4 && y.Shape[0] == 1 && y.Shape[1] == 3 && x.Shape.Count == 4 && x.Strides[3] == 1 && y.Strides[1] == 1 && y.Strides[3] >= 3 && x.Shape[3] == y.Shape[3]
            && x.Shape[1] == 3 && x.Shape[2] == y.Shape[2] && y.Shape[3] > 1;

    public override long Scratch(LayerFacts f) => IsPhoto(f.In(0), f.Out()) ? 3L * f.Out().Shape[3] : 0;

    public override string Body(LayerScope s)
    {
        PlanTensor x = s.In(0), y = s.Out();
        if (IsPhoto(x, y))
        {
            var photo = new ScriptObject
            {
                ["x"] = s.InPointer(0),
                ["y"] = s.OutPointer(),
                ["scale"] = FloatText.Literal(s.Attributes.Float("scale")),
                ["zero"] = s.Attributes.Int("zero"),
                ["halo"] = s.FillHalo(),
            };
            photo["scratch"] = s.Needs.Scratch(Scratch(s.Facts));
            photo["height"] = y.Shape[2];
            photo["width"] = y.Shape[3];
            photo["plane"] = x.Strides[1];
            photo["input_row"] = x.Strides[2];
            photo["output_row"] = y.Strides[2];
            photo["output_pixel"] = y.Strides[3];
            return s.Render("quantize_photo", photo);
        }

        return base.Body(s);
    }

    protected override string? Row(LayerScope s, int[] steps, string y, string[] x, string count)
        => steps[0] == 1 ? $"K.QuantizeRow({x[0]}, {y}, {count}, {FloatText.Literal(s.Attributes.Float("scale"))}, {LayerScope.Text(s.Attributes.Int("zero"))});" : null;

    protected override string Value(LayerScope s, string[] x)
        => QuantizeCode.Stored(s, $"Scalar.Quantize({x[0]}, {FloatText.Literal(s.Attributes.Float("scale"))}, {LayerScope.Text(s.Attributes.Int("zero"))})");
}

/// <summary>Floats to bytes with scales and zero points from tensors: per channel, or known at run time. Inputs: x, scale, zero.</summary>
internal sealed class QuantizeByLayer() : ElementwiseLayer("quantize_by", 3)
{
    protected override string? CheckTypes(LayerFacts f)
        => f.In(0).Type == PlanType.F32 && f.In(1).Type == PlanType.F32 && f.Out().Type.IsByte() && f.In(2).Type is PlanType.U8 or PlanType.S8 or PlanType.I32
            ? null : "has operands of the wrong type";

    protected override string Halo(LayerScope s) => s.FillHalo(0, s.In(2).Type.IsByte() && LayerFacts.Count(s.In(2)) == 1 ? "*c" : null);

    protected override string? Row(LayerScope s, int[] steps, string y, string[] x, string count)
        => steps[0] == 1 && steps[1] == 0 && steps[2] == 0 ? $"K.QuantizeRow({x[0]}, {y}, {count}, *({x[1]}), *({x[2]}));" : null;

    protected override string Value(LayerScope s, string[] x)
        => QuantizeCode.Stored(s, $"Scalar.Quantize({x[0]}, {x[1]}, {QuantizeCode.StorageZero(s, x[2])})");
}

/// <summary>Integers to floats: (x - zero) * scale. Input: x; attributes scale, zero (storage domain for bytes).</summary>
internal sealed class DequantizeLayer() : ElementwiseLayer("dequantize", 1)
{
    protected override string? CheckTypes(LayerFacts f)
        => f.In(0).Type is PlanType.U8 or PlanType.S8 or PlanType.I32 && f.Out().Type == PlanType.F32 && f.Attributes.Floats("scale").Length == 1
            ? null : "has operands or attributes of the wrong type";

    protected override string? Row(LayerScope s, int[] steps, string y, string[] x, string count)
        => steps[0] == 1 && s.In(0).Type != PlanType.I32
            ? $"K.DequantizeRow({x[0]}, {y}, {count}, {FloatText.Literal(s.Attributes.Float("scale"))}, {LayerScope.Text(s.Attributes.Int("zero"))});" : null;

    protected override string Value(LayerScope s, string[] x)
        => $"(float)({QuantizeCode.StorageValue(s, x[0])} - {LayerScope.Text(s.Attributes.Int("zero"))}) * {FloatText.Literal(s.Attributes.Float("scale"))}";
}

/// <summary>Integers to floats with scales and zero points from tensors. Inputs: x, scale, zero.</summary>
internal sealed class DequantizeByLayer() : ElementwiseLayer("dequantize_by", 3)
{
    protected override string? CheckTypes(LayerFacts f)
        => f.In(0).Type is PlanType.U8 or PlanType.S8 or PlanType.I32 && f.In(1).Type == PlanType.F32 && f.Out().Type == PlanType.F32
            && f.In(2).Type is PlanType.U8 or PlanType.S8 or PlanType.I32 ? null : "has operands of the wrong type";

    protected override string? Row(LayerScope s, int[] steps, string y, string[] x, string count)
        => steps[0] == 1 && steps[1] == 0 && steps[2] == 0 && s.In(0).Type != PlanType.I32
            ? $"K.DequantizeRow({x[0]}, {y}, {count}, *({x[1]}), *({x[2]}));" : null;

    protected override string Value(LayerScope s, string[] x)
        => $"(float)({QuantizeCode.StorageValue(s, x[0])} - {QuantizeCode.StorageZero(s, x[2])}) * {x[1]}";
}

/// <summary>Scale and zero point that cover all values (DynamicQuantizeLinear). Input: x, contiguous. Outputs: scale f32, zero u8.</summary>
internal sealed class DynamicRangeLayer() : LayerKind("dynrange", 1, 1, 2)
{
    protected override string? CheckMore(LayerFacts f)
        => f.In(0).Type == PlanType.F32 && f.Out(0).Type == PlanType.F32 && f.Out(1).Type == PlanType.U8 && LayerFacts.Count(f.Out(0)) == 1 && LayerFacts.Count(f.Out(1)) == 1
            ? null : "has operands of the wrong type";

    public override string Body(LayerScope s)
    {
        PlanTensor x = s.In(0);
        LoopNest nest = LoopNest.Build(x.Shape, x.Strides);
        string loops = nest.Render((count, offsets) => nest.InnerStride(0) == 1
            ? $"K.MinMaxRow(x{offsets[0]}, {count}, ref low, ref high);"
            : $"for (int k = 0; k < {count}; k++)\n    K.MinMaxRow(x + k{LoopNest.Times(nest.InnerStride(0))}{offsets[0]}, 1, ref low, ref high);");
        return s.Render("dynrange", new Scriban.Runtime.ScriptObject
        {
            ["x"] = s.InPointer(0),
            ["loops"] = loops,
            ["scale"] = s.OutPointer(0),
            ["zero"] = s.OutPointer(1),
        });
    }
}

/// <summary>What the conversions between floats and bytes share.</summary>
internal static class QuantizeCode
{
    /// <summary>A storage byte as the value that <see cref="Scalars.Store"/> expects.</summary>
    public static string Stored(LayerScope s, string storageByte) => s.Out().Type == PlanType.S8 ? $"(sbyte)({storageByte} ^ 0x80)" : storageByte;

    /// <summary>An input's value in the storage domain.</summary>
    public static string StorageValue(LayerScope s, string value) => s.In(0).Type == PlanType.S8 ? $"({value} + 128)" : value;

    /// <summary>A zero point operand in the storage domain.</summary>
    public static string StorageZero(LayerScope s, string value) => s.In(2).Type == PlanType.S8 ? $"({value} + 128)" : value;
}
