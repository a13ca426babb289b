using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;

namespace YoloGen.Verification.Checks;

/// <summary>
/// By how much ONNX Runtime's float operators are off absolutely, whatever the size of the result. A share of a tensor's largest magnitude alone
/// would blame the class where the whole tensor is tiny: the sigmoid of -17 is 4.14e-8, ONNX Runtime says 8.9e-8.
/// The errors follow from the roundings of ONNX Runtime 1.31.1 on x86-64, and are held by tests at single points.
/// </summary>
internal static class AbsoluteFloor
{
    /// <summary>Half a unit in the last place of 1.</summary>
    private const double Half = 1.0 / (1 << 24);

    /// <summary>Error of its sigmoid, one half plus a quotient of polynomials: roundings at the size of one half.</summary>
    private const double Sigmoid = 2e-7;

    /// <summary>Error of functions near 1 from which 1 is subtracted, or to which it is added: two roundings.</summary>
    private const double NearOne = 2.5e-7;

    /// <summary>The allowed absolute difference of an operator's result.</summary>
    /// <param name="node">The operator.</param>
    /// <param name="inputs">Its inputs' values.</param>
    public static double Of(Node node, IReadOnlyList<TensorData?> inputs) => node.Op switch
    {
        Unary op => Of(op, Largest(inputs[0])),
        Conv op => Sum(node, inputs) + Fused(op.Activation),
        ConvTranspose op => Sum(node, inputs) + Fused(op.Activation),
        MatMul or Gemm => Sum(node, inputs),
        _ => 0,
    };

    private static double Of(Unary op, double largest) => op.Kind switch
    {
        UnaryKind.Sigmoid => Sigmoid,
        UnaryKind.Silu => Sigmoid * Math.Max(1, largest),
        UnaryKind.Tanh or UnaryKind.Erf or UnaryKind.HardSigmoid or UnaryKind.Softplus or UnaryKind.Log => NearOne,
        UnaryKind.Elu => NearOne * Math.Max(1, Math.Abs(op.Alpha)),
        UnaryKind.Mish or UnaryKind.HardSwish => NearOne * Math.Max(1, largest),
        _ => 0,
    };

    // What enters a fused activation is not at hand; beyond 18 these functions are flat or the identity.
    private static double Fused(Unary? activation) => activation is null ? 0 : Of(activation, 18);

    /// <summary>Sums whose terms cancel: each of n terms may be rounded once, and roundings of different signs meet.</summary>
    private static double Sum(Node node, IReadOnlyList<TensorData?> inputs)
    {
        Shape weights = inputs[1]!.Shape;
        double terms = node.Op is MatMul or Gemm ? inputs[0]!.Shape.Dims[^1] : (double)weights.Count / Math.Max(1, weights[0]);
        return 4 * Half * Math.Sqrt(terms) * Largest(inputs[0]) * Largest(inputs[1]);
    }

    /// <summary>Largest finite magnitude of a tensor of floats; 0 for another.</summary>
    public static double Largest(TensorData? data)
        => data is { Type: ElementType.Float32 } ? data.Floats.Where(float.IsFinite).Select(v => Math.Abs((double)v)).DefaultIfEmpty().Max() : 0;
}
