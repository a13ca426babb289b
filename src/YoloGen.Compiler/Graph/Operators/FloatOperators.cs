namespace YoloGen.Compiler.Graph.Operators;

/// <summary>Convolution. Inputs: X [N,C,H,W], W [M,C/Group,kH,kW], optional B [M]. Output [N,M,oH,oW].</summary>
/// <param name="Window">Kernel, strides, dilations, padding.</param>
/// <param name="Group">Number of groups; C for depthwise.</param>
/// <param name="Activation">Fused activation, applied to each output; null if none.</param>
public sealed record Conv(Window2D Window, int Group, Unary? Activation = null) : Operator;

/// <summary>Transposed convolution. Inputs: X [N,C,H,W], W [C,M/Group,kH,kW], optional B [M]. Output shape is on the tensor.</summary>
public sealed record ConvTranspose(Window2D Window, int Group, Unary? Activation = null) : Operator;

/// <summary>Inference batch normalization. Inputs: X [N,C,...], scale, B, mean, variance, each [C].</summary>
public sealed record BatchNormalization(float Epsilon) : Operator;

/// <summary>Matrix product with numpy broadcasting of leading dimensions. Inputs: A, B.</summary>
public sealed record MatMul : Operator;

/// <summary>alpha * op(A) * op(B) + beta * C. Inputs: A, B, optional C (broadcast to the result).</summary>
public sealed record Gemm(float Alpha, float Beta, bool TransA, bool TransB) : Operator;

/// <summary>An elementwise function. Input: X. Output: same shape and type.</summary>
/// <param name="Kind">Which function.</param>
/// <param name="Alpha">First parameter where the kind has one (Clip: lower limit).</param>
/// <param name="Beta">Second parameter where the kind has one (Clip: upper limit).</param>
public sealed record Unary(UnaryKind Kind, float Alpha = 0, float Beta = 0) : Operator
{
    /// <inheritdoc/>
    public override string Name => Kind.ToString();
}

/// <summary>max(x, 0) + slope * min(x, 0) with a slope that broadcasts. Inputs: X, slope.</summary>
public sealed record PRelu : Operator;

/// <summary>An elementwise function of two tensors with numpy broadcasting. Inputs: A, B. Variadic ONNX operators become chains.</summary>
public sealed record Binary(BinaryKind Kind) : Operator
{
    /// <inheritdoc/>
    public override string Name => Kind.ToString();
}

/// <summary>condition ? a : b with numpy broadcasting. Inputs: condition (Bool), A, B.</summary>
public sealed record Where : Operator;

/// <summary>exp(x - max) / sum along one axis. Input: X. Older opsets' flattening is resolved by Reshapes.</summary>
public sealed record Softmax(int Axis) : Operator;
