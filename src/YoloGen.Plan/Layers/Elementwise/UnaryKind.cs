namespace YoloGen.Plans;

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

    /// <summary>Sine.</summary>
    Sin,

    /// <summary>Cosine.</summary>
    Cos,

    /// <summary>Tangent.</summary>
    Tan,

    /// <summary>Angle whose tangent is x.</summary>
    Atan,
}
