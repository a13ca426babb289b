using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;

namespace YoloGen.Compiler.Import.Operators;

/// <summary>Expand by numpy broadcasting with a shape.</summary>
internal static class ExpandImport
{
    public static void Import(NodeImport n)
    {
        Tensor x = n.In(0);
        Shape wanted = n.Shape(n.ConstantInts(1, "the shape"));
        Shape shape = Dimensions.Broadcast(x.Shape.Dims.AsSpan(), wanted.Dims.AsSpan()) is { } dims ? n.Shape(dims) : throw n.BadShape($"the input does not broadcast with [{string.Join(',', wanted.Dims)}]");
        if (shape.Count == x.Shape.Count)
        {
            n.ReshapeResult(x, shape);
        }
        else
        {
            n.Result(new Expand(), [x], x.Type, shape);
        }
    }
}
