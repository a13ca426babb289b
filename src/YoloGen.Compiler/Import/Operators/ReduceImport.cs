using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;

namespace YoloGen.Compiler.Import.Operators;

/// <summary>Reductions. Axes are an attribute up to opset 17 (ReduceSum: 12), an input later.</summary>
internal static class ReduceImport
{
    public static void Mean(NodeImport n) => Import(n, ReduceKind.Mean);

    public static void Sum(NodeImport n) => Import(n, ReduceKind.Sum);

    public static void Max(NodeImport n) => Import(n, ReduceKind.Max);

    public static void Min(NodeImport n) => Import(n, ReduceKind.Min);

    public static void Prod(NodeImport n) => Import(n, ReduceKind.Prod);

    public static void L2(NodeImport n) => Import(n, ReduceKind.L2);

    /// <summary>Sum of |x|.</summary>
    public static void L1(NodeImport n) => Import(n, ReduceKind.Sum, x => n.Add(new Unary(UnaryKind.Abs), [x], x.Type, x.Shape));

    /// <summary>Sum of x * x.</summary>
    public static void SumSquare(NodeImport n) => Import(n, ReduceKind.Sum, x => n.Add(new Binary(BinaryKind.Mul), [x, x], x.Type, x.Shape));

    /// <summary>Logarithm of the sum.</summary>
    public static void LogSum(NodeImport n)
    {
        Tensor x = n.Float(0);
        (Shape shape, Reduce? op) = Resolve(n, x, ReduceKind.Sum);
        Tensor sum = op is null ? x : n.Add(op, [x], x.Type, shape);
        n.Result(new Unary(UnaryKind.Log), [sum], x.Type, shape);
    }

    /// <summary>Logarithm of the sum of e^x, the largest value taken out where it is finite.</summary>
    public static void LogSumExp(NodeImport n)
    {
        Tensor x = n.Float(0);
        (Shape shape, Reduce? sum) = Resolve(n, x, ReduceKind.Sum);
        if (sum is null || x.Shape.Count == 0)
        {
            Tensor each = n.Of(UnaryKind.Exp, x);
            n.Result(new Unary(UnaryKind.Log), [sum is null ? each : n.Add(sum, [each], x.Type, shape)], x.Type, shape);
            return;
        }

        Tensor largest = n.Reduced(ReduceKind.Max, x, [.. sum.Axes]);
        Tensor finite = n.Of(BinaryKind.Less, n.Of(UnaryKind.Abs, largest), n.Scalar(float.PositiveInfinity));
        Tensor shift = n.Choose(finite, largest, n.Scalar(0));
        Tensor log = n.Of(UnaryKind.Log, n.Sum(n.Of(UnaryKind.Exp, n.Minus(x, shift)), [.. sum.Axes]));
        n.ReshapeResult(n.Plus(log, shift), shape);
    }

    private static void Import(NodeImport n, ReduceKind kind, Func<Tensor, Tensor>? before = null)
    {
        Tensor x = n.In(0);
        if (x.Type == ElementType.Bool || (kind == ReduceKind.L2 && x.Type != ElementType.Float32))
        {
            throw n.BadType(0, "a number");
        }

        (Shape shape, Reduce? op) = Resolve(n, x, kind);
        Tensor input = before?.Invoke(x) ?? x;
        if (op is null && kind == ReduceKind.L2)
        {
            // Each element is reduced by itself: the root of its square.
            n.Result(new Unary(UnaryKind.Abs), [input], x.Type, shape);
        }
        else if (op is null)
        {
            n.Alias(input);
        }
        else
        {
            n.Result(op, [input], x.Type, shape);
        }
    }

    private static (Shape Shape, Reduce? Op) Resolve(NodeImport n, Tensor x, ReduceKind kind)
    {
        bool axesAreInput = n.Opset >= (n.Op == "ReduceSum" ? 13 : 18);
        if (!axesAreInput && n.Has(1))
        {
            throw n.Attributes.Bad($"axes are an input before opset {(n.Op == "ReduceSum" ? 13 : 18)}");
        }

        IReadOnlyList<long> axes = (axesAreInput ? n.Has(1) ? n.ConstantInts(1, "axes") : null : n.Attributes.Ints("axes")) ?? [];
        bool keep = n.Attributes.Flag("keepdims", true);
        if (axes.Count == 0 && axesAreInput && n.Attributes.Flag("noop_with_empty_axes", false))
        {
            return (x.Shape, null);
        }

        n.Attributes.Ignore("noop_with_empty_axes");
        int[] reduced = axes.Count == 0
            ? [.. Enumerable.Range(0, x.Shape.Rank)]
            : [.. axes.Select(a => n.Axis(a, x.Shape.Rank)).Distinct().Order()];
        if (reduced.Length == 0)
        {
            return (x.Shape, null);
        }

        if (reduced.Any(a => x.Shape[a] == 0) && kind is ReduceKind.Max or ReduceKind.Min or ReduceKind.Mean && reduced.Any(a => x.Shape[a] == 0))
        {
            throw n.BadShape("nothing to reduce along an axis of size 0");
        }

        long[] dims = [.. Enumerable.Range(0, x.Shape.Rank).Where(i => keep || !reduced.Contains(i)).Select(i => reduced.Contains(i) ? 1L : x.Shape[i])];
        return (n.Shape(dims), new Reduce(kind, [.. reduced], keep));
    }
}
