using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;

namespace YoloGen.Compiler.Import.Operators;

/// <summary>Operators that are one elementwise function of one tensor, with the defaults of the ONNX specification.</summary>
internal static class UnaryImport
{
    private static readonly ElementType[] Numbers = [ElementType.Float32, ElementType.Int8, ElementType.Int32, ElementType.Int64];

    public static void Relu(NodeImport n) => Numeric(n, UnaryKind.Relu);

    public static void LeakyRelu(NodeImport n) => Float(n, UnaryKind.LeakyRelu, n.Attributes.Float("alpha", 0.01f));

    public static void Elu(NodeImport n) => Float(n, UnaryKind.Elu, n.Attributes.Float("alpha", 1));

    public static void Sigmoid(NodeImport n) => Float(n, UnaryKind.Sigmoid);

    public static void HardSigmoid(NodeImport n) => Float(n, UnaryKind.HardSigmoid, n.Attributes.Float("alpha", 0.2f), n.Attributes.Float("beta", 0.5f));

    public static void HardSwish(NodeImport n) => Float(n, UnaryKind.HardSwish);

    public static void Mish(NodeImport n) => Float(n, UnaryKind.Mish);

    public static void Tanh(NodeImport n) => Float(n, UnaryKind.Tanh);

    public static void Softplus(NodeImport n) => Float(n, UnaryKind.Softplus);

    public static void Erf(NodeImport n) => Float(n, UnaryKind.Erf);

    public static void Sqrt(NodeImport n) => Float(n, UnaryKind.Sqrt);

    public static void Exp(NodeImport n) => Float(n, UnaryKind.Exp);

    public static void Log(NodeImport n) => Float(n, UnaryKind.Log);

    public static void Neg(NodeImport n) => Numeric(n, UnaryKind.Neg);

    public static void Abs(NodeImport n)
    {
        if (n.In(0).Type == ElementType.UInt8)
        {
            n.Alias(n.In(0));
        }
        else
        {
            Numeric(n, UnaryKind.Abs);
        }
    }

    public static void Floor(NodeImport n) => Float(n, UnaryKind.Floor);

    public static void Ceil(NodeImport n) => Float(n, UnaryKind.Ceil);

    public static void Round(NodeImport n) => Float(n, UnaryKind.Round);

    public static void Reciprocal(NodeImport n) => Float(n, UnaryKind.Reciprocal);

    public static void Sin(NodeImport n) => Float(n, UnaryKind.Sin);

    public static void Cos(NodeImport n) => Float(n, UnaryKind.Cos);

    public static void Tan(NodeImport n) => Float(n, UnaryKind.Tan);

    public static void Atan(NodeImport n) => Float(n, UnaryKind.Atan);

    public static void Not(NodeImport n)
    {
        Tensor x = n.In(0, ElementType.Bool);
        n.Result(new Unary(UnaryKind.Not), [x], ElementType.Bool, x.Shape);
    }

    private static void Float(NodeImport n, UnaryKind kind, float alpha = 0, float beta = 0)
    {
        Tensor x = n.Float(0);
        n.Result(new Unary(kind, alpha, beta), [x], ElementType.Float32, x.Shape);
    }

    private static void Numeric(NodeImport n, UnaryKind kind)
    {
        Tensor x = n.In(0, Numbers);
        n.Result(new Unary(kind), [x], x.Type, x.Shape);
    }
}
