using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;

namespace YoloGen.Compiler.Import.Operators;

/// <summary>Rare elementwise operators, written with those that the IR has (the function bodies of the ONNX specification).</summary>
internal static class ComposedImport
{
    /// <summary>max(0, x) + min(0, alpha * (exp(x / alpha) - 1)).</summary>
    public static void Celu(NodeImport n)
    {
        Tensor x = n.Float(0);
        float alpha = n.Attributes.Float("alpha", 1);

        // The parts apart: x / alpha may overflow where x does not.
        Tensor positive = n.Add(new Unary(UnaryKind.Relu), [x], ElementType.Float32, x.Shape);
        Tensor negative = n.Add(new Unary(UnaryKind.Clip, float.NegativeInfinity, 0), [x], ElementType.Float32, x.Shape);
        Tensor elu = n.Add(new Unary(UnaryKind.Elu, 1), [Binary(n, BinaryKind.Div, negative, alpha)], ElementType.Float32, x.Shape);
        Finish(n, BinaryKind.Add, positive, Binary(n, BinaryKind.Mul, elu, alpha));
    }

    /// <summary>gamma * Elu(x, alpha).</summary>
    public static void Selu(NodeImport n)
    {
        Tensor x = n.Float(0);
        float alpha = n.Attributes.Float("alpha", 1.67326319217681884765625f), gamma = n.Attributes.Float("gamma", 1.05070102214813232421875f);
        Finish(n, BinaryKind.Mul, n.Add(new Unary(UnaryKind.Elu, alpha), [x], ElementType.Float32, x.Shape), n.Scalar(gamma));
    }

    /// <summary>x where x is above alpha, else 0.</summary>
    public static void ThresholdedRelu(NodeImport n)
    {
        Tensor x = n.Float(0);
        Tensor above = n.Add(new Binary(BinaryKind.Greater), [x, n.Scalar(n.Attributes.Float("alpha", 1))], ElementType.Bool, x.Shape);
        n.Result(new Where(), [above, x, n.Scalar(0)], ElementType.Float32, x.Shape);
    }

    /// <summary>x * sigmoid(alpha * x).</summary>
    public static void Swish(NodeImport n)
    {
        Tensor x = n.Float(0);
        float alpha = n.Attributes.Float("alpha", 1);
        Tensor scaled = alpha == 1 ? x : Binary(n, BinaryKind.Mul, x, alpha);
        Finish(n, BinaryKind.Mul, x, n.Add(new Unary(UnaryKind.Sigmoid), [scaled], ElementType.Float32, x.Shape));
    }

    /// <summary>x * (1 + erf(x / sqrt(2))) / 2, or its approximation by tanh.</summary>
    public static void Gelu(NodeImport n)
    {
        Tensor x = n.Float(0);
        string approximate = n.Attributes.Text("approximate", "none");
        Tensor inner = approximate switch
        {
            "none" => n.Add(new Unary(UnaryKind.Erf), [Binary(n, BinaryKind.Mul, x, (float)Math.Sqrt(0.5))], ElementType.Float32, x.Shape),
            "tanh" => n.Add(new Unary(UnaryKind.Tanh), [TanhArgument(n, x)], ElementType.Float32, x.Shape),
            _ => throw n.Attributes.Bad($"approximate is '{approximate}'"),
        };
        Finish(n, BinaryKind.Mul, Binary(n, BinaryKind.Mul, x, 0.5f), Binary(n, BinaryKind.Add, inner, 1));
    }

    /// <summary>x / (1 + |x|).</summary>
    public static void Softsign(NodeImport n)
    {
        Tensor x = n.Float(0);
        Tensor magnitude = n.Add(new Unary(UnaryKind.Abs), [x], ElementType.Float32, x.Shape);
        Finish(n, BinaryKind.Div, x, Binary(n, BinaryKind.Add, magnitude, 1));
    }

    /// <summary>(x > 0) - (x &lt; 0), and x itself where it is a NaN.</summary>
    public static void Sign(NodeImport n)
    {
        Tensor x = n.Float(0);
        Tensor positive = Compare(n, BinaryKind.Greater, x), negative = Compare(n, BinaryKind.Less, x);
        Tensor sign = n.Add(new Binary(BinaryKind.Sub), [positive, negative], ElementType.Float32, x.Shape);
        Tensor number = n.Add(new Binary(BinaryKind.Equal), [x, x], ElementType.Bool, x.Shape);
        n.Result(new Where(), [number, sign, x], ElementType.Float32, x.Shape);
    }

    private static Tensor TanhArgument(NodeImport n, Tensor x)
    {
        Tensor square = n.Add(new Binary(BinaryKind.Mul), [x, x], ElementType.Float32, x.Shape);
        Tensor cube = n.Add(new Binary(BinaryKind.Mul), [square, x], ElementType.Float32, x.Shape);
        Tensor sum = n.Add(new Binary(BinaryKind.Add), [x, Binary(n, BinaryKind.Mul, cube, 0.044715f)], ElementType.Float32, x.Shape);
        return Binary(n, BinaryKind.Mul, sum, (float)Math.Sqrt(2 / Math.PI));
    }

    private static Tensor Compare(NodeImport n, BinaryKind kind, Tensor x)
    {
        Tensor truth = n.Add(new Binary(kind), [x, n.Scalar(0)], ElementType.Bool, x.Shape);
        return n.Add(new Cast(), [truth], ElementType.Float32, x.Shape);
    }

    private static Tensor Binary(NodeImport n, BinaryKind kind, Tensor x, float value)
        => n.Add(new Binary(kind), [x, n.Scalar(value)], ElementType.Float32, x.Shape);

    private static void Finish(NodeImport n, BinaryKind kind, Tensor a, Tensor b)
        => n.Result(new Binary(kind), [a, b], ElementType.Float32, a.Shape);
}
