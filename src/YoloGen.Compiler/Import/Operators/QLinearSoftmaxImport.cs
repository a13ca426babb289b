using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;

namespace YoloGen.Compiler.Import.Operators;

/// <summary>com.microsoft QLinearSoftmax; its opset attribute says whether it flattens. Inputs: X, X_scale, X_zero_point, Y_scale, Y_zero_point.</summary>
internal static class QLinearSoftmaxImport
{
    public static void Import(NodeImport n)
    {
        Tensor x = n.In(0, ElementType.UInt8, ElementType.Int8);
        bool flatten = n.Attributes.Int("opset") < 13;
        int axis = n.Axis(n.Attributes.Int("axis", flatten ? 1 : -1), x.Shape.Rank);
        Tensor view = SoftmaxImport.View(n, x, ref axis, flatten);
        var op = new QSoftmax(axis, Quantization.PerTensor(n, 1, 2, x.Type), Quantization.PerTensor(n, 3, 4, x.Type));
        if (view == x)
        {
            n.Result(op, [x], x.Type, x.Shape);
        }
        else
        {
            n.ReshapeResult(n.Add(op, [view], x.Type, view.Shape), x.Shape);
        }
    }
}
