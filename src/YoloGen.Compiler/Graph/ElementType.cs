namespace YoloGen.Compiler.Graph;

/// <summary>
/// Element types of the IR. Float16, bfloat16 and double tensors of the ONNX file become <see cref="Float32"/> on import.
/// </summary>
public enum ElementType
{
    /// <summary>IEEE 754 single precision.</summary>
    Float32,

    /// <summary>8-bit unsigned, usually quantized with a zero point.</summary>
    UInt8,

    /// <summary>8-bit signed, usually quantized.</summary>
    Int8,

    /// <summary>32-bit signed: biases, accumulators, shapes.</summary>
    Int32,

    /// <summary>64-bit signed: shapes and indices.</summary>
    Int64,

    /// <summary>One byte, 0 or 1.</summary>
    Bool,
}
