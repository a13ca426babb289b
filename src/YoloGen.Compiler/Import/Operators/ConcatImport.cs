using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;

namespace YoloGen.Compiler.Import.Operators;

/// <summary>Concat; empty inputs are left out.</summary>
internal static class ConcatImport
{
    public static void Import(NodeImport n)
    {
        Tensor[] all = [.. n.Inputs.Select((_, i) => n.In(i, n.In(0).Type))];
        int axis = n.Axis(n.Attributes.Int("axis"), all[0].Shape.Rank);
        Shape shape = ShapeOf(n, all, axis);
        Tensor[] inputs = [.. all.Where(t => t.Shape.Count > 0)];
        if (inputs.Length == 1 || inputs.Length == 0)
        {
            n.ReshapeResult(inputs.Length == 1 ? inputs[0] : all[0], shape);
        }
        else
        {
            n.Result(new Concat(axis), inputs, all[0].Type, shape);
        }
    }

    public static Shape ShapeOf(NodeImport n, IReadOnlyList<Tensor> inputs, int axis)
    {
        long[] dims = [.. inputs[0].Shape.Dims.Select(d => (long)d)];
        foreach (Tensor next in inputs.Skip(1))
        {
            for (int i = 0; i < dims.Length; i++)
            {
                if (next.Shape.Rank != dims.Length || (i != axis && next.Shape[i] != dims[i]))
                {
                    throw n.BadShape($"inputs differ in more than axis {axis}");
                }
            }

            dims[axis] += next.Shape[axis];
        }

        return n.Shape(dims);
    }
}
