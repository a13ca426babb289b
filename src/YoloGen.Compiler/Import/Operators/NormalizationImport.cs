using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;

namespace YoloGen.Compiler.Import.Operators;

/// <summary>Normalizations of layers, groups and instances, written with means and roots (the function bodies of the ONNX specification).</summary>
internal static class NormalizationImport
{
    /// <summary>(x - mean) / sqrt(variance + epsilon) * scale + bias over the axes from <c>axis</c> on.</summary>
    public static void Layer(NodeImport n)
    {
        Tensor x = n.Float(0);
        n.Attributes.Ignore("stash_type");
        int axis = n.Axis(n.Attributes.Int("axis", -1), x.Shape.Rank);
        int[] axes = [.. Enumerable.Range(axis, x.Shape.Rank - axis)];
        (Tensor normal, Tensor mean, Tensor deviation) = Normal(n, x, axes, n.Attributes.Float("epsilon", 1e-5f), centered: true);
        Affine(n, normal, n.Float(1), n.Has(2) ? n.Float(2) : null);
        n.Alias(mean, 1);
        if (n.WantsOutput(2))
        {
            n.Result(new Unary(UnaryKind.Reciprocal), [deviation], ElementType.Float32, deviation.Shape, 2);
        }
    }

    /// <summary>x / sqrt(mean of x^2 + epsilon) * scale over the axes from <c>axis</c> on.</summary>
    public static void RootMeanSquare(NodeImport n)
    {
        Tensor x = n.Float(0);
        n.Attributes.Ignore("stash_type");
        int axis = n.Axis(n.Attributes.Int("axis", -1), x.Shape.Rank);
        (Tensor normal, _, _) = Normal(n, x, [.. Enumerable.Range(axis, x.Shape.Rank - axis)], n.Attributes.Float("epsilon", 1e-5f), centered: false);
        Affine(n, normal, n.Float(1), null);
    }

    /// <summary>Each channel of each photo by itself.</summary>
    public static void Instance(NodeImport n)
    {
        Tensor x = n.Float(0);
        if (x.Shape.Rank < 3)
        {
            throw n.BadShape("the input needs spatial axes");
        }

        (Tensor normal, _, _) = Normal(n, x, [.. Enumerable.Range(2, x.Shape.Rank - 2)], n.Attributes.Float("epsilon", 1e-5f), centered: true);
        Affine(n, normal, PerChannel(n, n.Float(1), x.Shape), PerChannel(n, n.Float(2), x.Shape));
    }

    /// <summary>The channels in groups; scale and bias belong to channels, before opset 21 to groups.</summary>
    public static void Group(NodeImport n)
    {
        Tensor x = n.Float(0);
        n.Attributes.Ignore("stash_type");
        long groups = n.Attributes.Int("num_groups");
        if (x.Shape.Rank < 2 || groups < 1 || x.Shape[1] % groups != 0)
        {
            throw n.BadShape($"the channels do not make {groups} groups");
        }

        Tensor grouped = n.Reshape(x, n.Shape(x.Shape[0], groups, x.Shape.Count / Math.Max(1, x.Shape[0] * groups)));
        (Tensor normal, _, _) = Normal(n, grouped, [2], n.Attributes.Float("epsilon", 1e-5f), centered: true);
        Tensor scale = n.Float(1), bias = n.Float(2);
        if (n.Opset < 21)
        {
            Tensor scaled = Multiply(n, BinaryKind.Mul, normal, n.Reshape(scale, n.Shape(1, groups, 1)));
            n.ReshapeResult(Multiply(n, BinaryKind.Add, scaled, n.Reshape(bias, n.Shape(1, groups, 1))), x.Shape);
            return;
        }

        Affine(n, n.Reshape(normal, x.Shape), PerChannel(n, scale, x.Shape), PerChannel(n, bias, x.Shape));
    }

    /// <summary>x by its norm along an axis; 0 where that is 0.</summary>
    public static void Norm(NodeImport n)
    {
        Tensor x = n.Float(0);
        int axis = n.Axis(n.Attributes.Int("axis", -1), x.Shape.Rank);
        long p = n.Attributes.Int("p", 2);
        Tensor part = p switch
        {
            1 => n.Add(new Unary(UnaryKind.Abs), [x], ElementType.Float32, x.Shape),
            2 => n.Add(new Binary(BinaryKind.Mul), [x, x], ElementType.Float32, x.Shape),
            _ => throw n.Attributes.Bad($"p is {p}"),
        };
        Tensor norm = n.Add(new Reduce(ReduceKind.Sum, [axis], true), [part], ElementType.Float32, Reduced(n, x.Shape, [axis]));
        norm = p == 2 ? n.Add(new Unary(UnaryKind.Sqrt), [norm], ElementType.Float32, norm.Shape) : norm;
        Tensor zero = n.Add(new Binary(BinaryKind.Equal), [norm, n.Scalar(0)], ElementType.Bool, norm.Shape);
        norm = n.Add(new Where(), [zero, n.Scalar(1), norm], ElementType.Float32, norm.Shape);
        n.Result(new Binary(BinaryKind.Div), [x, norm], ElementType.Float32, x.Shape);
    }

    /// <summary>(x - mean) / (deviation + 1e-9) over some axes, all but the channels where none are named.</summary>
    public static void MeanVariance(NodeImport n)
    {
        Tensor x = n.Float(0);
        int[] axes = [.. (n.Attributes.Ints("axes") ?? [0, 2, 3]).Select(a => n.Axis(a, x.Shape.Rank)).Distinct().Order()];
        (_, Tensor mean, Tensor deviation) = Normal(n, x, axes, 0, centered: true);
        n.Finish(n.Over(n.Minus(x, mean), n.Plus(deviation, n.Scalar(1e-9f))));
    }

    private static (Tensor Normal, Tensor Mean, Tensor Deviation) Normal(NodeImport n, Tensor x, int[] axes, float epsilon, bool centered)
    {
        Shape reduced = Reduced(n, x.Shape, axes);
        Tensor Mean(Tensor of) => n.Add(new Reduce(ReduceKind.Mean, [.. axes], true), [of], ElementType.Float32, reduced);
        Tensor mean = Mean(x), centre = centered ? n.Add(new Binary(BinaryKind.Sub), [x, mean], ElementType.Float32, x.Shape) : x;
        Tensor variance = Mean(n.Add(new Binary(BinaryKind.Mul), [centre, centre], ElementType.Float32, x.Shape));
        Tensor deviation = n.Add(new Unary(UnaryKind.Sqrt), [Multiply(n, BinaryKind.Add, variance, n.Scalar(epsilon))], ElementType.Float32, reduced);
        return (n.Add(new Binary(BinaryKind.Div), [centre, deviation], ElementType.Float32, x.Shape), mean, deviation);
    }

    private static void Affine(NodeImport n, Tensor x, Tensor scale, Tensor? bias)
    {
        if (bias is null)
        {
            n.Result(new Binary(BinaryKind.Mul), [x, scale], ElementType.Float32, BinaryImport.BroadcastShape(n, x, scale));
            return;
        }

        Tensor scaled = Multiply(n, BinaryKind.Mul, x, scale);
        n.Result(new Binary(BinaryKind.Add), [scaled, bias], ElementType.Float32, BinaryImport.BroadcastShape(n, scaled, bias));
    }

    private static Tensor Multiply(NodeImport n, BinaryKind kind, Tensor a, Tensor b) => n.Add(new Binary(kind), [a, b], ElementType.Float32, BinaryImport.BroadcastShape(n, a, b));

    private static Tensor PerChannel(NodeImport n, Tensor values, Shape shape)
        => values.Shape.Count == shape[1] ? n.Reshape(values, n.Shape([1, shape[1], .. Enumerable.Repeat(1L, shape.Rank - 2)])) : throw n.BadShape("scale and bias need a value for each channel");

    private static Shape Reduced(NodeImport n, Shape shape, int[] axes) => n.Shape([.. Enumerable.Range(0, shape.Rank).Select(i => axes.Contains(i) ? 1L : shape[i])]);
}
