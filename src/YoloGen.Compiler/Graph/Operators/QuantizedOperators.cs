using System.Collections.Immutable;

namespace YoloGen.Compiler.Graph.Operators;

/// <summary>
/// ONNX QuantizeLinear to 8 bits. Inputs: X; or X, scale, zero point when <paramref name="Params"/> is null (known only at run time).
/// Output type is the 8-bit type.
/// </summary>
public sealed record QuantizeLinear(QuantParams? Params) : Operator;

/// <summary>ONNX DequantizeLinear (8-bit or int32 to float). Inputs: X; or X, scale, zero point when <paramref name="Params"/> is null.</summary>
public sealed record DequantizeLinear(QuantParams? Params) : Operator;

/// <summary>ONNX DynamicQuantizeLinear. Input: X. Outputs: Y (UInt8), scale (scalar), zero point (UInt8 scalar).</summary>
public sealed record DynamicQuantizeLinear : Operator;

/// <summary>
/// ONNX ConvInteger, exact int32 sums. Inputs: X (8-bit), W (8-bit), optional X zero point (scalar), optional W zero point (scalar or [M]).
/// </summary>
public sealed record ConvInteger(Window2D Window, int Group) : Operator;

/// <summary>ONNX MatMulInteger, exact int32 sums. Inputs: A, B, optional A zero point, optional B zero point (scalar or per column).</summary>
public sealed record MatMulInteger : Operator;

/// <summary>
/// Quantized convolution (QLinearConv): saturate(round_half_even(float(sum) * fl(fl(sx*sw)/sy)) + zy).
/// Inputs: X (8-bit), W (8-bit constant, [M,C/Group,kH,kW]), optional B (Int32 constant [M]). Output 8-bit.
/// </summary>
/// <param name="Window">Kernel, strides, dilations, padding (padding has the value of X's zero point).</param>
/// <param name="Group">Number of groups.</param>
/// <param name="X">Parameters of the input, per tensor.</param>
/// <param name="W">Parameters of the weights, per tensor or per output channel (axis 0).</param>
/// <param name="Y">Parameters of the output, per tensor.</param>
/// <param name="Table">Fused byte table applied to each output byte (index = the output's bit pattern as a byte); null if none.
/// With a table, <paramref name="Y"/> describes the value before the table.</param>
public sealed record QConv(Window2D Window, int Group, QuantParams X, QuantParams W, QuantParams Y, ImmutableArray<byte>? Table = null) : Operator;

/// <summary>
/// Transposed convolution of bytes with the sums and the requantization of <see cref="QConv"/>; ONNX Runtime runs it in float.
/// Inputs: X (8-bit), W (Int8 constant without zero point, [C,M/Group,kH,kW]), optional B (Int32 constant [M]). Output 8-bit.
/// </summary>
/// <param name="Window">Kernel, strides, dilations, padding; every output has a tap.</param>
/// <param name="Group">Number of groups.</param>
/// <param name="X">Parameters of the input, per tensor.</param>
/// <param name="W">Parameters of the weights, per tensor or, in one group, per output channel (axis 1).</param>
/// <param name="Y">Parameters of the output, per tensor.</param>
public sealed record QConvTranspose(Window2D Window, int Group, QuantParams X, QuantParams W, QuantParams Y) : Operator;

/// <summary>
/// Quantized convolution whose epilogue is in float: dequantize(sum), activation, quantize. Defined in docs/arithmetic.md; ONNX Runtime runs it in float.
/// Inputs as <see cref="QConv"/>; output 8-bit with <paramref name="Y"/>, or Float32 when <paramref name="Y"/> is null.
/// </summary>
public sealed record QConvFloat(Window2D Window, int Group, QuantParams X, QuantParams W, QuantParams? Y, Unary? Activation) : Operator;

/// <summary>Quantized matrix product (QLinearMatMul, QGemm). Inputs: A, B (8-bit; B may be constant), optional bias (Int32 constant, per column).</summary>
public sealed record QMatMul(QuantParams A, QuantParams B, QuantParams Y) : Operator;

/// <summary>com.microsoft QLinearAdd, or an Add between Dequantize and Quantize, with broadcasting. Inputs: A, B.</summary>
public sealed record QAdd(QuantParams A, QuantParams B, QuantParams Y) : Operator
{
    /// <summary>Constants that give the bytes of the float operators which this addition stands for; null for QLinearAdd, whose parameters say all.</summary>
    internal QAddFactors? Factors { get; init; }
}

/// <summary>com.microsoft QLinearMul with broadcasting. Inputs: A, B.</summary>
public sealed record QMul(QuantParams A, QuantParams B, QuantParams Y) : Operator;

/// <summary>com.microsoft QLinearConcat: each input is requantized to Y. Inputs: at least one.</summary>
public sealed record QConcat(int Axis, ImmutableArray<QuantParams> X, QuantParams Y) : Operator;

/// <summary>com.microsoft QLinearAveragePool over [N,C,H,W].</summary>
public sealed record QAveragePool(Window2D Window, bool CountIncludePad, QuantParams X, QuantParams Y) : Operator;

/// <summary>com.microsoft QLinearGlobalAveragePool over [N,C,H,W] to [N,C,1,1].</summary>
public sealed record QGlobalAveragePool(QuantParams X, QuantParams Y) : Operator
{
    /// <summary>Whether it stands for a mean between Dequantize and Quantize that ONNX Runtime computes in floats: a mean that lies between two bytes may go either way there.</summary>
    internal bool IsOfFloats { get; init; }
}

/// <summary>com.microsoft QLinearSoftmax along one axis.</summary>
public sealed record QSoftmax(int Axis, QuantParams X, QuantParams Y) : Operator;

/// <summary>
/// Any elementwise 8-bit to 8-bit function as a table of 256: QLinearSigmoid, QLinearLeakyRelu, requantization, chains of these.
/// Input: X (8-bit). The table's index and value are bit patterns of the bytes.
/// </summary>
/// <param name="Table">256 entries.</param>
/// <param name="Source">What it came from, for reports: "LeakyRelu", "Sigmoid", "Requantize", ...</param>
public sealed record Lookup(ImmutableArray<byte> Table, string Source) : Operator;
