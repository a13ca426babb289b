using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;

namespace YoloGen.Compiler.Interpreter;

/// <summary>condition ? a : b with broadcasting, for every element type.</summary>
internal static class WhereEvaluator
{
    public static TensorData Evaluate(Where op, Operands operands)
    {
        Shape shape = operands.Shape;
        bool[] condition = Broadcasting.To(operands[0], shape).Bools;
        Array a = Broadcasting.To(operands[1], shape).Values, b = Broadcasting.To(operands[2], shape).Values;
        TensorData result = TensorData.Zeros(operands.Type, shape);
        for (int i = 0; i < condition.Length; i++)
        {
            Array.Copy(condition[i] ? a : b, i, result.Values, i, 1);
        }

        return result;
    }
}
