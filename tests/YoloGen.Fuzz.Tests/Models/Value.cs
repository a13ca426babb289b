using YoloGen.Compiler.Graph;

namespace YoloGen.Fuzz.Tests.Models;

/// <summary>Scale and zero point of a quantized tensor.</summary>
internal sealed record Quantum(float Scale, int Zero);

/// <summary>A tensor of a model that is being written.</summary>
/// <param name="Name">Name.</param>
/// <param name="Dims">Shape by the rules of the ONNX specification.</param>
/// <param name="Type">Element type.</param>
/// <param name="Range">A guess of the largest magnitude, for scales.</param>
/// <param name="Quantum">Scale and zero point where it is quantized, or where it was dequantized with them.</param>
internal sealed record Value(string Name, long[] Dims, ElementType Type, double Range = 2, Quantum? Quantum = null)
{
    public int Rank => Dims.Length;

    public long Count => Dims.Aggregate(1L, (a, b) => a * b);
}

/// <summary>How a model's numbers are represented.</summary>
internal enum Form
{
    /// <summary>Floats, with integers and booleans where operators make them.</summary>
    Float,

    /// <summary>Floats with QuantizeLinear and DequantizeLinear around operators.</summary>
    Qdq,

    /// <summary>Quantized operators.</summary>
    QOperator,

    /// <summary>Activations quantized with ranges found at run time.</summary>
    Dynamic,
}
