using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;

namespace YoloGen.Compiler.Import.Operators;

/// <summary>Operators that are one elementwise function of two tensors with numpy broadcasting.</summary>
internal static class BinaryImport
{
    private static readonly ElementType[] Numbers = [ElementType.Float32, ElementType.UInt8, ElementType.Int8, ElementType.Int32, ElementType.Int64];
    private static readonly ElementType[] Anything = [.. Numbers, ElementType.Bool];

    public static void Add(NodeImport n) => Same(n, BinaryKind.Add);

    public static void Sub(NodeImport n) => Same(n, BinaryKind.Sub);

    public static void Mul(NodeImport n) => Same(n, BinaryKind.Mul);

    public static void Div(NodeImport n) => Same(n, BinaryKind.Div);

    public static void Pow(NodeImport n)
    {
        Tensor a = n.In(0, ElementType.Float32, ElementType.Int32, ElementType.Int64), b = n.In(1, Numbers);
        n.Result(new Binary(BinaryKind.Pow), [a, b], a.Type, BroadcastShape(n, a, b));
    }

    public static void Mod(NodeImport n)
    {
        if (n.Attributes.Int("fmod", 0) != 0)
        {
            throw n.Unsupported("fmod = 1 (the remainder with the dividend's sign) is not supported");
        }

        Tensor a = n.In(0, ElementType.UInt8, ElementType.Int8, ElementType.Int32, ElementType.Int64);
        Typed(n, BinaryKind.Mod, a.Type);
    }

    public static void Equal(NodeImport n) => Compare(n, BinaryKind.Equal, Anything);

    public static void Greater(NodeImport n) => Compare(n, BinaryKind.Greater, Numbers);

    public static void GreaterOrEqual(NodeImport n) => Compare(n, BinaryKind.GreaterOrEqual, Numbers);

    public static void Less(NodeImport n) => Compare(n, BinaryKind.Less, Numbers);

    public static void LessOrEqual(NodeImport n) => Compare(n, BinaryKind.LessOrEqual, Numbers);

    public static void And(NodeImport n) => Compare(n, BinaryKind.And, [ElementType.Bool]);

    public static void Or(NodeImport n) => Compare(n, BinaryKind.Or, [ElementType.Bool]);

    public static Shape BroadcastShape(NodeImport n, Tensor a, Tensor b)
        => Dimensions.Broadcast(a.Shape.Dims.AsSpan(), b.Shape.Dims.AsSpan()) is { } dims ? n.Shape(dims) : throw n.BadShape("the shapes do not broadcast");

    private static void Same(NodeImport n, BinaryKind kind) => Typed(n, kind, n.In(0, Numbers).Type);

    private static void Compare(NodeImport n, BinaryKind kind, ElementType[] types)
    {
        Tensor a = n.In(0, types), b = n.In(1, a.Type);
        n.Result(new Binary(kind), [a, b], ElementType.Bool, BroadcastShape(n, a, b));
    }

    private static void Typed(NodeImport n, BinaryKind kind, ElementType type)
    {
        Tensor a = n.In(0), b = n.In(1, type);
        n.Result(new Binary(kind), [a, b], type, BroadcastShape(n, a, b));
    }
}
