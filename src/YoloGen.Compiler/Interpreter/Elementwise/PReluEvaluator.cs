using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;
using YoloGen.Generated;

namespace YoloGen.Compiler.Interpreter;

/// <summary>x for x >= 0, else slope * x, with broadcasting.</summary>
internal static class PReluEvaluator
{
    public static TensorData Evaluate(PRelu op, Operands operands)
    {
        float[] x = Broadcasting.To(operands[0], operands.Shape).Floats, slope = Broadcasting.To(operands[1], operands.Shape).Floats;
        var result = new float[x.Length];
        for (int i = 0; i < result.Length; i++)
        {
            result[i] = Scalar.Binary<BinaryOps.PRelu>(x[i], slope[i]);
        }

        return new TensorData(operands.Shape, result);
    }
}
