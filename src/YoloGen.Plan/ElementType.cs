namespace YoloGen.Plans;

/// <summary>
/// Element types of graphs and plans. Float16, bfloat16 and double tensors of the ONNX file become <see cref="Float32"/> on import.
/// </summary>
public enum ElementType
{
    /// <summary>IEEE 754 single precision.</summary>
    Float32,

    /// <summary>8-bit unsigned, usually quantized with a zero point.</summary>
    UInt8,

    /// <summary>8-bit signed, usually quantized. In a plan's arena activations are stored plus 128, as an unsigned byte; weights as they are.</summary>
    Int8,

    /// <summary>32-bit signed: biases, accumulators, shapes.</summary>
    Int32,

    /// <summary>64-bit signed: shapes and indices.</summary>
    Int64,

    /// <summary>One byte, 0 or 1.</summary>
    Bool,
}
