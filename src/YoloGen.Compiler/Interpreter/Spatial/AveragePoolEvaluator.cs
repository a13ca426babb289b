using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;

namespace YoloGen.Compiler.Interpreter;

/// <summary>The sum of each window in the order row, column, divided by the number of its elements.</summary>
internal static class AveragePoolEvaluator
{
    public static TensorData Evaluate(AveragePool op, Operands operands)
    {
        TensorData x = operands[0];
        var windows = new PoolWindows(op.Window, x.Shape, operands.Shape);
        var result = new float[checked((int)operands.Shape.Count)];
        for (int i = 0; i < result.Length; i++)
        {
            float sum = 0;
            foreach (int at in windows.Pixels(i))
            {
                sum += x.Floats[at];
            }

            result[i] = sum / windows.Count(i, op.CountIncludePad);
        }

        return new TensorData(operands.Shape, result);
    }
}
