using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;

namespace YoloGen.Compiler.Interpreter;

/// <summary>fl(fl(x * factor) + shift), see <see cref="NormalizationFactors"/>.</summary>
internal static class BatchNormalizationEvaluator
{
    public static TensorData Evaluate(BatchNormalization op, Operands operands)
    {
        float[] x = operands[0].Floats;
        (float[] factor, float[] shift) = NormalizationFactors.Single(operands[1].Floats, operands[2].Floats, operands[3].Floats, operands[4].Floats, op.Epsilon);
        int channels = factor.Length, inner = Integers.InnerCount(operands.Shape, 1);
        var result = new float[x.Length];
        for (int i = 0; i < x.Length; i++)
        {
            int c = i / inner % channels;
            result[i] = (x[i] * factor[c]) + shift[c];
        }

        return new TensorData(operands.Shape, result);
    }
}
