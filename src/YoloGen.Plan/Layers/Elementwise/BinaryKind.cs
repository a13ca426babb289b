namespace YoloGen.Plans;

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
