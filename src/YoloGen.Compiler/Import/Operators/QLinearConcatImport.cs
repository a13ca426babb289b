using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;

namespace YoloGen.Compiler.Import.Operators;

/// <summary>com.microsoft QLinearConcat. Inputs: Y_scale, Y_zero_point, then tensor, scale and zero point of each input.</summary>
internal static class QLinearConcatImport
{
    public static void Import(NodeImport n)
    {
        if ((n.Inputs.Count - 2) % 3 != 0)
        {
            throw n.BadShape("each input needs a scale and a zero point");
        }

        QuantParams y = Quantization.PerTensor(n, 0, 1, Quantization.TypeOf(n, 1));
        int[] at = [.. Enumerable.Range(0, (n.Inputs.Count - 2) / 3).Select(i => 2 + (i * 3))];
        Tensor[] inputs = [.. at.Select(i => n.In(i, y.Type))];
        int axis = n.Axis(n.Attributes.Int("axis"), inputs[0].Shape.Rank);
        Shape shape = ConcatImport.ShapeOf(n, inputs, axis);
        n.Result(new QConcat(axis, [.. at.Select(i => Quantization.PerTensor(n, i + 1, i + 2, y.Type))], y), inputs, y.Type, shape);
    }
}
