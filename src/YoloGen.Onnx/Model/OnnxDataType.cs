namespace YoloGen.Onnx;

/// <summary>TensorProto.DataType, with the numbers of the ONNX specification.</summary>
public enum OnnxDataType
{
    /// <summary>Not set.</summary>
    Undefined = 0,

    /// <summary>32-bit float.</summary>
    Float = 1,

    /// <summary>8-bit unsigned.</summary>
    UInt8 = 2,

    /// <summary>8-bit signed.</summary>
    Int8 = 3,

    /// <summary>16-bit unsigned.</summary>
    UInt16 = 4,

    /// <summary>16-bit signed.</summary>
    Int16 = 5,

    /// <summary>32-bit signed.</summary>
    Int32 = 6,

    /// <summary>64-bit signed.</summary>
    Int64 = 7,

    /// <summary>Text.</summary>
    String = 8,

    /// <summary>One byte, 0 or 1.</summary>
    Bool = 9,

    /// <summary>IEEE half precision.</summary>
    Float16 = 10,

    /// <summary>64-bit float.</summary>
    Double = 11,

    /// <summary>32-bit unsigned.</summary>
    UInt32 = 12,

    /// <summary>64-bit unsigned.</summary>
    UInt64 = 13,

    /// <summary>Two 32-bit floats.</summary>
    Complex64 = 14,

    /// <summary>Two 64-bit floats.</summary>
    Complex128 = 15,

    /// <summary>The upper half of a 32-bit float.</summary>
    BFloat16 = 16,

    /// <summary>8-bit float, 4 exponent bits, finite only.</summary>
    Float8E4M3FN = 17,

    /// <summary>8-bit float, 4 exponent bits, finite only, no negative zero.</summary>
    Float8E4M3FNUZ = 18,

    /// <summary>8-bit float, 5 exponent bits.</summary>
    Float8E5M2 = 19,

    /// <summary>8-bit float, 5 exponent bits, finite only, no negative zero.</summary>
    Float8E5M2FNUZ = 20,

    /// <summary>4-bit unsigned, two in a byte.</summary>
    UInt4 = 21,

    /// <summary>4-bit signed, two in a byte.</summary>
    Int4 = 22,

    /// <summary>4-bit float, two in a byte.</summary>
    Float4E2M1 = 23,

    /// <summary>8-bit exponent.</summary>
    Float8E8M0 = 24,

    /// <summary>2-bit unsigned, four in a byte.</summary>
    UInt2 = 25,

    /// <summary>2-bit signed, four in a byte.</summary>
    Int2 = 26,
}
