using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;

namespace YoloGen.Compiler.Interpreter;

/// <summary>Inputs one after the other along an axis.</summary>
internal static class ConcatEvaluator
{
    public static TensorData Evaluate(Concat op, Operands operands)
    {
        var inputs = new TensorData[operands.Count];
        for (int i = 0; i < inputs.Length; i++)
        {
            inputs[i] = operands[i];
        }

        return Join(inputs, op.Axis, operands.Type, operands.Shape);
    }

    /// <summary>Joins values of one type along <paramref name="axis"/>.</summary>
    public static TensorData Join(IReadOnlyList<TensorData> inputs, int axis, ElementType type, Shape shape)
    {
        TensorData result = TensorData.Zeros(type, shape);
        int rowsOutside = Product(shape, 0, axis);
        int inner = Product(shape, axis + 1, shape.Rank);
        int resultRow = shape[axis] * inner;
        int start = 0;
        foreach (TensorData input in inputs)
        {
            int row = input.Shape[axis] * inner;
            for (int r = 0; r < rowsOutside; r++)
            {
                Array.Copy(input.Values, r * row, result.Values, (r * resultRow) + start, row);
            }

            start += row;
        }

        return result;
    }

    private static int Product(Shape shape, int from, int to)
    {
        int product = 1;
        for (int axis = from; axis < to; axis++)
        {
            product *= shape[axis];
        }

        return product;
    }
}
