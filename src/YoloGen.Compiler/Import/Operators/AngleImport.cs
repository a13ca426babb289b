using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;

namespace YoloGen.Compiler.Import.Operators;

/// <summary>Inverse and hyperbolic relatives of the sine, made of Atan, Exp and Log in forms that lose nothing near 0 and 1.</summary>
internal static class AngleImport
{
    /// <summary>atan(x / sqrt((1 - x) (1 + x))).</summary>
    public static void Asin(NodeImport n)
    {
        Tensor x = n.Float(0);
        Tensor other = n.Of(UnaryKind.Sqrt, n.Times(n.Minus(n.Scalar(1), x), n.Plus(n.Scalar(1), x)));
        n.Result(new Unary(UnaryKind.Atan), [n.Over(x, other)], ElementType.Float32, x.Shape);
    }

    /// <summary>2 atan(sqrt((1 - x) / (1 + x))).</summary>
    public static void Acos(NodeImport n)
    {
        Tensor x = n.Float(0);
        Tensor half = n.Of(UnaryKind.Atan, n.Of(UnaryKind.Sqrt, n.Over(n.Minus(n.Scalar(1), x), n.Plus(n.Scalar(1), x))));
        n.Result(new Binary(BinaryKind.Add), [half, half], ElementType.Float32, x.Shape);
    }

    /// <summary>(e^x + e^-x) / 2, e^x as a square, which overflows no sooner than the result.</summary>
    public static void Cosh(NodeImport n)
    {
        (Tensor rising, Tensor falling) = Halves(n, n.Float(0));
        n.Result(new Binary(BinaryKind.Add), [rising, falling], ElementType.Float32, rising.Shape);
    }

    /// <summary>(e^x - e^-x) / 2 with the sign of x; below 1 the first terms of its series.</summary>
    public static void Sinh(NodeImport n)
    {
        Tensor x = n.Float(0), s = n.Times(x, x);
        (Tensor rising, Tensor falling) = Halves(n, x);
        Tensor far = Signed(n, x, n.Minus(rising, falling));
        Tensor p = n.Plus(n.Times(s, n.Scalar(1f / 362880)), n.Scalar(1f / 5040));
        p = n.Plus(n.Times(n.Plus(n.Times(p, s), n.Scalar(1f / 120)), s), n.Scalar(1f / 6));
        Tensor near = n.Plus(n.Times(n.Times(p, s), x), x);
        n.Result(new Where(), [n.Of(BinaryKind.Less, n.Of(UnaryKind.Abs, x), n.Scalar(1)), near, far], ElementType.Float32, x.Shape);
    }

    /// <summary>log(1 + u) for u = |x| + x^2 / (1 + sqrt(x^2 + 1)), with the sign of x; where x^2 overflows log(|x|) + log(2).</summary>
    public static void Asinh(NodeImport n)
    {
        Tensor x = n.Float(0), a = n.Of(UnaryKind.Abs, x), s = n.Times(a, a);
        Tensor u = n.Plus(a, n.Over(s, n.Plus(n.Of(UnaryKind.Sqrt, n.Plus(s, n.Scalar(1))), n.Scalar(1))));
        Tensor large = n.Plus(n.Of(UnaryKind.Log, a), n.Scalar(0.6931472f));
        n.Finish(Signed(n, x, n.Choose(n.Of(BinaryKind.Greater, a, n.Scalar(1e9f)), large, LogOnePlus(n, u))));
    }

    /// <summary>log(1 + t + sqrt(t (t + 2))) for t = x - 1; where that overflows log(x) + log(2).</summary>
    public static void Acosh(NodeImport n)
    {
        Tensor x = n.Float(0), t = n.Minus(x, n.Scalar(1));
        Tensor near = LogOnePlus(n, n.Plus(t, n.Times(n.Of(UnaryKind.Sqrt, t), n.Of(UnaryKind.Sqrt, n.Plus(t, n.Scalar(2))))));
        Tensor large = n.Plus(n.Of(UnaryKind.Log, x), n.Scalar(0.6931472f));
        n.Finish(n.Choose(n.Of(BinaryKind.Greater, x, n.Scalar(1e9f)), large, near));
    }

    /// <summary>log(1 + 2 |x| / (1 - |x|)) / 2 with the sign of x.</summary>
    public static void Atanh(NodeImport n)
    {
        Tensor x = n.Float(0), a = n.Of(UnaryKind.Abs, x);
        Tensor twice = LogOnePlus(n, n.Over(n.Plus(a, a), n.Minus(n.Scalar(1), a)));
        n.Finish(Signed(n, x, n.Times(twice, n.Scalar(0.5f))));
    }

    /// <summary>e^|x| / 2 and e^-|x| / 2.</summary>
    private static (Tensor Rising, Tensor Falling) Halves(NodeImport n, Tensor x)
    {
        Tensor root = n.Of(UnaryKind.Exp, n.Times(n.Of(UnaryKind.Abs, x), n.Scalar(0.5f)));
        return (n.Times(n.Times(root, n.Scalar(0.5f)), root), n.Over(n.Over(n.Scalar(0.5f), root), root));
    }

    /// <summary>log(w) u / (w - 1) for w = 1 + u as it is rounded: what rounding took away cancels out.</summary>
    private static Tensor LogOnePlus(NodeImport n, Tensor u)
    {
        Tensor w = n.Plus(u, n.Scalar(1)), log = n.Of(UnaryKind.Log, w), taken = n.Minus(w, n.Scalar(1));
        Tensor same = n.Of(BinaryKind.Equal, taken, n.Scalar(0)), endless = n.Of(BinaryKind.Equal, w, n.Scalar(float.PositiveInfinity));
        return n.Choose(same, u, n.Choose(endless, w, n.Times(log, n.Over(u, taken))));
    }

    /// <summary>A magnitude with the sign of x; x itself where it is 0.</summary>
    private static Tensor Signed(NodeImport n, Tensor x, Tensor magnitude)
    {
        Tensor negative = n.Choose(n.Of(BinaryKind.Less, x, n.Scalar(0)), n.Of(UnaryKind.Neg, magnitude), magnitude);
        return n.Choose(n.Of(BinaryKind.Equal, x, n.Scalar(0)), x, negative);
    }
}
