using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;

namespace YoloGen.Compiler.Import.Operators;

/// <summary>PRelu; the slope broadcasts to the input.</summary>
internal static class PReluImport
{
    public static void Import(NodeImport n)
    {
        Tensor x = n.Float(0), slope = n.Float(1);
        if (Dimensions.Broadcast(x.Shape.Dims.AsSpan(), slope.Shape.Dims.AsSpan()) is not { } dims || n.Shape(dims) != x.Shape)
        {
            throw n.BadShape("the slope does not broadcast to the input");
        }

        n.Result(new PRelu(), [x, slope], ElementType.Float32, x.Shape);
    }
}
