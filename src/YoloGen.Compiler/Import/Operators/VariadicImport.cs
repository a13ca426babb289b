using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;

namespace YoloGen.Compiler.Import.Operators;

/// <summary>Min, Max, Sum and Mean of any number of tensors: chains of two.</summary>
internal static class VariadicImport
{
    public static void Min(NodeImport n) => n.Alias(Chain(n, BinaryKind.Min, last: true));

    public static void Max(NodeImport n) => n.Alias(Chain(n, BinaryKind.Max, last: true));

    public static void Sum(NodeImport n) => n.Alias(Chain(n, BinaryKind.Add, last: true));

    public static void Mean(NodeImport n)
    {
        Tensor sum = Chain(n, BinaryKind.Add, last: false);
        n.Result(new Binary(BinaryKind.Div), [sum, n.Scalar(n.Inputs.Count)], ElementType.Float32, sum.Shape);
    }

    private static Tensor Chain(NodeImport n, BinaryKind kind, bool last)
    {
        Tensor result = kind == BinaryKind.Add
            ? n.Float(0)
            : n.In(0, ElementType.Float32, ElementType.UInt8, ElementType.Int8, ElementType.Int32, ElementType.Int64);
        for (int i = 1; i < n.Inputs.Count; i++)
        {
            Tensor next = n.In(i, result.Type);
            Shape shape = BinaryImport.BroadcastShape(n, result, next);
            result = last && i == n.Inputs.Count - 1
                ? n.AddNamed(new Binary(kind), [result, next], result.Type, shape)
                : n.Add(new Binary(kind), [result, next], result.Type, shape);
        }

        return result;
    }
}
