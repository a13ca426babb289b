using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;

namespace YoloGen.Compiler.Interpreter;

/// <summary>fl(float(x - zero) * scale).</summary>
internal static class DequantizeLinearEvaluator
{
    public static TensorData Evaluate(DequantizeLinear op, Operands operands)
    {
        int[] x = Integers.Of(operands[0]);
        var q = new RunTimeParams(op.Params, operands);
        var result = new float[x.Length];
        for (int i = 0; i < x.Length; i++)
        {
            result[i] = unchecked(x[i] - q.Zero(i)) * q.Scale(i);
        }

        return new TensorData(operands.Shape, result);
    }
}
