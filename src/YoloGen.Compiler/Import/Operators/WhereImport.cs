using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;

namespace YoloGen.Compiler.Import.Operators;

/// <summary>Where.</summary>
internal static class WhereImport
{
    public static void Import(NodeImport n)
    {
        Tensor condition = n.In(0, ElementType.Bool), a = n.In(1), b = n.In(2, a.Type);
        if (Dimensions.Broadcast(a.Shape.Dims.AsSpan(), b.Shape.Dims.AsSpan()) is not { } values
            || Dimensions.Broadcast(condition.Shape.Dims.AsSpan(), n.Shape(values).Dims.AsSpan()) is not { } all)
        {
            throw n.BadShape("the shapes do not broadcast");
        }

        n.Result(new Where(), [condition, a, b], a.Type, n.Shape(all));
    }
}
