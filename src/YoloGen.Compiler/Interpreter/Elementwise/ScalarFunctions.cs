using YoloGen.Compiler.Graph.Operators;
using YoloGen.Generated;

namespace YoloGen.Compiler.Interpreter;

/// <summary>
/// The scalar definition of each elementwise float function: the support code's, one float at a time. Vectors of any width give the same bits.
/// </summary>
internal static class ScalarFunctions
{
    /// <summary>The function of <paramref name="op"/>, its parameters bound.</summary>
    public static Func<float, float> Of(Unary op) => op.Kind switch
    {
        UnaryKind.Relu => Bind<UnaryOps.Relu>(op),
        UnaryKind.LeakyRelu => Bind<UnaryOps.LeakyRelu>(op),
        UnaryKind.Elu => Bind<UnaryOps.Elu>(op),
        UnaryKind.Sigmoid => Bind<UnaryOps.Sigmoid>(op),
        UnaryKind.HardSigmoid => Bind<UnaryOps.HardSigmoid>(op),
        UnaryKind.HardSwish => Bind<UnaryOps.HardSwish>(op),
        UnaryKind.Mish => Bind<UnaryOps.Mish>(op),
        UnaryKind.Silu => Bind<UnaryOps.Silu>(op),
        UnaryKind.Tanh => Bind<UnaryOps.Tanh>(op),
        UnaryKind.Softplus => Bind<UnaryOps.Softplus>(op),
        UnaryKind.Erf => Bind<UnaryOps.Erf>(op),
        UnaryKind.Sqrt => Bind<UnaryOps.Sqrt>(op),
        UnaryKind.Exp => Bind<UnaryOps.Exp>(op),
        UnaryKind.Log => Bind<UnaryOps.Log>(op),
        UnaryKind.Neg => Bind<UnaryOps.Neg>(op),
        UnaryKind.Abs => Bind<UnaryOps.Abs>(op),
        UnaryKind.Floor => Bind<UnaryOps.Floor>(op),
        UnaryKind.Ceil => Bind<UnaryOps.Ceil>(op),
        UnaryKind.Round => Bind<UnaryOps.Round>(op),
        UnaryKind.Reciprocal => Bind<UnaryOps.Reciprocal>(op),
        UnaryKind.Clip => Bind<UnaryOps.Clip>(op),
        UnaryKind.Sin => Bind<UnaryOps.Sin>(op),
        UnaryKind.Cos => Bind<UnaryOps.Cos>(op),
        UnaryKind.Tan => Bind<UnaryOps.Tan>(op),
        UnaryKind.Atan => Bind<UnaryOps.Atan>(op),
        _ => throw new ArgumentOutOfRangeException(nameof(op), op.Kind, "not a float function"),
    };

    /// <summary>A function of two floats.</summary>
    public static Func<float, float, float> Of(BinaryKind kind) => kind switch
    {
        BinaryKind.Add => Scalar.Binary<BinaryOps.Add>,
        BinaryKind.Sub => Scalar.Binary<BinaryOps.Sub>,
        BinaryKind.Mul => Scalar.Binary<BinaryOps.Mul>,
        BinaryKind.Div => Scalar.Binary<BinaryOps.Div>,
        BinaryKind.Min => Scalar.Binary<BinaryOps.Min>,
        BinaryKind.Max => Scalar.Binary<BinaryOps.Max>,
        BinaryKind.Pow => Scalar.Pow,
        BinaryKind.Mod => Scalar.Mod,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "not a float function"),
    };

    private static Func<float, float> Bind<TOp>(Unary op)
        where TOp : struct, IUnaryOp
    {
        float alpha = op.Alpha, beta = op.Beta;
        return x => Scalar.Unary<TOp>(x, alpha, beta);
    }
}
