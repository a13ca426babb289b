using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;

namespace YoloGen.Compiler.Interpreter;

/// <summary>Axes permuted: output axis i is input axis Perm[i].</summary>
internal static class TransposeEvaluator
{
    public static TensorData Evaluate(Transpose op, Operands operands) => Permute(operands[0], [.. op.Perm]);

    /// <summary>The input with output axis i = input axis perm[i].</summary>
    public static TensorData Permute(TensorData x, params ReadOnlySpan<int> perm)
    {
        var strides = x.Shape.RowMajorStrides();
        var dims = new int[perm.Length];
        var offsets = new int[perm.Length][];
        for (int axis = 0; axis < perm.Length; axis++)
        {
            dims[axis] = x.Shape[perm[axis]];
            offsets[axis] = Movement.Strided(dims[axis], 0, strides[perm[axis]]);
        }

        return Movement.Pick(x, Shape.Of(dims), offsets);
    }
}
