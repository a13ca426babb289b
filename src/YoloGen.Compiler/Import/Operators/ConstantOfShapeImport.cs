using YoloGen.Compiler.Graph;

namespace YoloGen.Compiler.Import.Operators;

/// <summary>ConstantOfShape.</summary>
internal static class ConstantOfShapeImport
{
    public static void Import(NodeImport n)
    {
        Shape shape = n.Shape(n.ConstantInts(0, "the shape"));
        TensorData value = n.Attributes.Tensor("value") is { } tensor ? ConstantImport.Values(tensor, n) : new TensorData(Graph.Shape.Of(1), [0f]);
        if (value.Shape.Count != 1)
        {
            throw n.Attributes.Bad("'value' must hold one element");
        }

        // Expanding charges the elements to the folding limit.
        Tensor one = n.Constant(value, "value");
        n.Result(new Graph.Operators.Expand(), [n.Reshape(one, Graph.Shape.Scalar)], value.Type, shape);
    }
}
