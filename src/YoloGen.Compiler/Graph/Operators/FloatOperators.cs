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

/// <summary>Elementwise functions of one tensor.</summary>
public enum UnaryKind
{
    /// <summary>max(x, 0).</summary>
    Relu,

    /// <summary>x for x >= 0, else Alpha * x.</summary>
    LeakyRelu,

    /// <summary>x for x >= 0, else Alpha * (exp(x) - 1).</summary>
    Elu,

    /// <summary>1 / (1 + exp(-x)).</summary>
    Sigmoid,

    /// <summary>clamp(Alpha * x + Beta, 0, 1).</summary>
    HardSigmoid,

    /// <summary>x * clamp(x / 6 + 0.5, 0, 1).</summary>
    HardSwish,

    /// <summary>x * tanh(log(1 + exp(x))).</summary>
    Mish,

    /// <summary>x * sigmoid(x); made by a pass from Mul and Sigmoid.</summary>
    Silu,

    /// <summary>Hyperbolic tangent.</summary>
    Tanh,

    /// <summary>log(1 + exp(x)).</summary>
    Softplus,

    /// <summary>Gauss error function.</summary>
    Erf,

    /// <summary>Square root.</summary>
    Sqrt,

    /// <summary>Exponential.</summary>
    Exp,

    /// <summary>Natural logarithm.</summary>
    Log,

    /// <summary>-x; integers too.</summary>
    Neg,

    /// <summary>|x|; integers too.</summary>
    Abs,

    /// <summary>Largest integer not above x.</summary>
    Floor,

    /// <summary>Smallest integer not below x.</summary>
    Ceil,

    /// <summary>Nearest integer, halves to even.</summary>
    Round,

    /// <summary>1 / x.</summary>
    Reciprocal,

    /// <summary>min(max(x, Alpha), Beta); integers too (limits are exact in float up to 2^24).</summary>
    Clip,

    /// <summary>Logical not of a Bool tensor.</summary>
    Not,
}

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

/// <summary>Elementwise functions of two tensors.</summary>
public enum BinaryKind
{
    /// <summary>a + b.</summary>
    Add,

    /// <summary>a - b.</summary>
    Sub,

    /// <summary>a * b.</summary>
    Mul,

    /// <summary>a / b; integers truncate.</summary>
    Div,

    /// <summary>a to the power b.</summary>
    Pow,

    /// <summary>Smaller of both.</summary>
    Min,

    /// <summary>Larger of both.</summary>
    Max,

    /// <summary>Remainder with the sign of b (ONNX Mod, fmod = 0) for integers.</summary>
    Mod,

    /// <summary>a == b, Bool result.</summary>
    Equal,

    /// <summary>a > b, Bool result.</summary>
    Greater,

    /// <summary>a >= b, Bool result.</summary>
    GreaterOrEqual,

    /// <summary>a &lt; b, Bool result.</summary>
    Less,

    /// <summary>a &lt;= b, Bool result.</summary>
    LessOrEqual,

    /// <summary>Logical and of Bool tensors.</summary>
    And,

    /// <summary>Logical or of Bool tensors.</summary>
    Or,
}

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
