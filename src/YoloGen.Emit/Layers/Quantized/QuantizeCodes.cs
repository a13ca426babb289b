using Scriban.Runtime;
using static YoloGen.Emit.LayerScope;

namespace YoloGen.Emit;

internal sealed class QuantizeCode() : ElementwiseCode<QuantizeLayer>("floats to bytes: x / scale, rounded half to even, plus the zero point, clamped")
{
    protected override string Body(LayerScope s, QuantizeLayer layer)
    {
        if (!layer.IsPhoto(s.Plan))
        {
            return base.Body(s, layer);
        }

        PlanTensor x = s.View(layer.X), y = s.View(layer.Y);
        return s.Render("quantize_photo", new ScriptObject
        {
            ["x"] = s.Pointer(layer.X),
            ["y"] = s.Pointer(layer.Y),
            ["scale"] = Literal.Float(layer.Scale),
            ["zero"] = layer.Zero,
            ["halo"] = s.FillHalo(layer.Y),
            ["scratch"] = s.Scratch(),
            ["height"] = y.Shape[2],
            ["width"] = y.Shape[3],
            ["plane"] = x.Strides[1],
            ["input_row"] = x.Strides[2],
            ["output_row"] = y.Strides[2],
            ["output_pixel"] = y.Strides[3],
        });
    }

    protected override string? Row(LayerScope s, QuantizeLayer layer, int[] steps, string y, string[] x, string count)
        => steps[0] == 1 ? $"K.QuantizeRow({x[0]}, {y}, {count}, {Literal.Float(layer.Scale)}, {Text(layer.Zero)});" : null;

    protected override string Value(LayerScope s, QuantizeLayer layer, string[] x)
        => StorageBytes.Stored(s.View(layer.Y), $"Scalar.Quantize({x[0]}, {Literal.Float(layer.Scale)}, {Text(layer.Zero)})");
}

internal sealed class QuantizeByCode() : ElementwiseCode<QuantizeByLayer>("floats to bytes, by scales and zero points that are tensors")
{
    protected override string Halo(LayerScope s, QuantizeByLayer layer)
        => s.FillHalo(layer.Y, s.View(layer.Zero).Type.SizeOf() == 1 && s.View(layer.Zero).Count() == 1 ? "*c" : null);

    protected override string? Row(LayerScope s, QuantizeByLayer layer, int[] steps, string y, string[] x, string count)
        => steps[0] == 1 && steps[1] == 0 && steps[2] == 0 ? $"K.QuantizeRow({x[0]}, {y}, {count}, *({x[1]}), *({x[2]}));" : null;

    protected override string Value(LayerScope s, QuantizeByLayer layer, string[] x)
        => StorageBytes.Stored(s.View(layer.Y), $"Scalar.Quantize({x[0]}, {x[1]}, {StorageBytes.Value(s.View(layer.Zero), x[2])})");
}

internal sealed class DequantizeCode() : ElementwiseCode<DequantizeLayer>("integers to floats: (x - zero point) * scale")
{
    protected override string? Row(LayerScope s, DequantizeLayer layer, int[] steps, string y, string[] x, string count)
        => steps[0] == 1 && s.View(layer.X).Type != ElementType.Int32 ? $"K.DequantizeRow({x[0]}, {y}, {count}, {Literal.Float(layer.Scale)}, {Text(layer.Zero)});" : null;

    protected override string Value(LayerScope s, DequantizeLayer layer, string[] x)
        => $"(float)({StorageBytes.Value(s.View(layer.X), x[0])} - {Text(layer.Zero)}) * {Literal.Float(layer.Scale)}";
}

internal sealed class DequantizeByCode() : ElementwiseCode<DequantizeByLayer>("integers to floats, by scales and zero points that are tensors")
{
    protected override string? Row(LayerScope s, DequantizeByLayer layer, int[] steps, string y, string[] x, string count)
        => steps[0] == 1 && steps[1] == 0 && steps[2] == 0 && s.View(layer.X).Type != ElementType.Int32 ? $"K.DequantizeRow({x[0]}, {y}, {count}, *({x[1]}), *({x[2]}));" : null;

    protected override string Value(LayerScope s, DequantizeByLayer layer, string[] x)
        => $"(float)({StorageBytes.Value(s.View(layer.X), x[0])} - {StorageBytes.Value(s.View(layer.Zero), x[2])}) * {x[1]}";
}

/// <summary>Bytes in the storage domain, where signed ones are stored plus 128.</summary>
internal static class StorageBytes
{
    /// <summary>A storage byte as the value that <see cref="Scalars.Store"/> expects.</summary>
    public static string Stored(PlanTensor y, string storageByte) => y.Type == ElementType.Int8 ? $"(sbyte)({storageByte} ^ 0x80)" : storageByte;

    /// <summary>A value of the model's domain in the storage domain.</summary>
    public static string Value(PlanTensor x, string value) => x.Type == ElementType.Int8 ? $"({value} + 128)" : value;
}
