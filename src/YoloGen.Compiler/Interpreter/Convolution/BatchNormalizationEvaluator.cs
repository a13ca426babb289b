using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;

namespace YoloGen.Compiler.Interpreter;

/// <summary>fl(fl(x * factor) + shift) with factor = fl(scale / fl(sqrt(fl(variance + epsilon)))), shift = fl(bias - fl(mean * factor)).</summary>
internal static class BatchNormalizationEvaluator
{
    public static TensorData Evaluate(BatchNormalization op, Operands operands)
    {
        float[] x = operands[0].Floats, scale = operands[1].Floats, bias = operands[2].Floats, mean = operands[3].Floats, variance = operands[4].Floats;
        int channels = scale.Length, inner = Integers.InnerCount(operands.Shape, 1);
        var factor = new float[channels];
        var shift = new float[channels];
        for (int c = 0; c < channels; c++)
        {
            factor[c] = scale[c] / MathF.Sqrt(variance[c] + op.Epsilon);
            shift[c] = bias[c] - (mean[c] * factor[c]);
        }

        var result = new float[x.Length];
        for (int i = 0; i < x.Length; i++)
        {
            int c = i / inner % channels;
            result[i] = (x[i] * factor[c]) + shift[c];
        }

        return new TensorData(operands.Shape, result);
    }
}
