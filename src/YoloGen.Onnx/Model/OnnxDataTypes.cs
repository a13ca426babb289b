namespace YoloGen.Onnx;

/// <summary>Facts about <see cref="OnnxDataType"/>.</summary>
public static class OnnxDataTypes
{
    /// <summary>Bits of one element; 0 for text and unknown types, which have no fixed size.</summary>
    public static int BitsOf(this OnnxDataType type) => type switch
    {
        OnnxDataType.UInt2 or OnnxDataType.Int2 => 2,
        OnnxDataType.UInt4 or OnnxDataType.Int4 or OnnxDataType.Float4E2M1 => 4,
        OnnxDataType.UInt8 or OnnxDataType.Int8 or OnnxDataType.Bool or OnnxDataType.Float8E4M3FN or OnnxDataType.Float8E4M3FNUZ
            or OnnxDataType.Float8E5M2 or OnnxDataType.Float8E5M2FNUZ or OnnxDataType.Float8E8M0 => 8,
        OnnxDataType.UInt16 or OnnxDataType.Int16 or OnnxDataType.Float16 or OnnxDataType.BFloat16 => 16,
        OnnxDataType.Float or OnnxDataType.Int32 or OnnxDataType.UInt32 => 32,
        OnnxDataType.Int64 or OnnxDataType.UInt64 or OnnxDataType.Double or OnnxDataType.Complex64 => 64,
        OnnxDataType.Complex128 => 128,
        _ => 0,
    };

    /// <summary>Name as ONNX writes it in messages: float, uint8, int4, float8e4m3fn, ...</summary>
    public static string NameOf(this OnnxDataType type)
        => Enum.IsDefined(type) ? type.ToString().ToLowerInvariant() : $"type {(int)type}";
}
