using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;

namespace YoloGen.Compiler.Import.Operators;

/// <summary>Clip: limits are attributes up to opset 10, inputs later.</summary>
internal static class ClipImport
{
    public static void Import(NodeImport n)
    {
        Tensor x = n.In(0, ElementType.Float32, ElementType.UInt8, ElementType.Int8, ElementType.Int32, ElementType.Int64);
        if (n.Opset < 11)
        {
            float low = n.Attributes.Float("min", float.MinValue), high = n.Attributes.Float("max", float.MaxValue);
            n.Result(new Unary(UnaryKind.Clip, low, high), [n.Float(0)], ElementType.Float32, x.Shape);
            return;
        }

        Tensor? min = Limit(n, 1, x), max = Limit(n, 2, x);
        if (x.Type == ElementType.Float32 && (min?.IsConstant ?? true) && (max?.IsConstant ?? true))
        {
            float low = min?.Constant!.Floats[0] ?? float.MinValue, high = max?.Constant!.Floats[0] ?? float.MaxValue;
            n.Result(new Unary(UnaryKind.Clip, low, high), [x], x.Type, x.Shape);
            return;
        }

        // Limits of integers need not be exact floats, and computed ones are no attributes.
        if (max is null)
        {
            Chain(n, BinaryKind.Max, x, min);
        }
        else
        {
            Tensor above = min is null ? x : n.Add(new Binary(BinaryKind.Max), [x, min], x.Type, x.Shape);
            Chain(n, BinaryKind.Min, above, max);
        }
    }

    private static void Chain(NodeImport n, BinaryKind kind, Tensor x, Tensor? limit)
    {
        if (limit is null)
        {
            n.Alias(x);
        }
        else
        {
            n.Result(new Binary(kind), [x, limit], x.Type, x.Shape);
        }
    }

    private static Tensor? Limit(NodeImport n, int index, Tensor x)
    {
        if (n.Optional(index) is not { } limit)
        {
            return null;
        }

        return limit.Type != x.Type ? throw n.BadType(index, x.Type.ShortName())
            : limit.Shape.Count != 1 ? throw n.BadShape("limits must be scalars")
            : n.Reshape(limit, Graph.Shape.Scalar);
    }
}
