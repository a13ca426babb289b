using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;

namespace YoloGen.Compiler.Interpreter;

/// <summary>Float convolution: fused multiply-adds onto the bias in the order of <see cref="WindowSums"/>, then the activation.</summary>
internal static class ConvEvaluator
{
    public static TensorData Evaluate(Conv op, Operands operands)
    {
        TensorData x = operands[0];
        float[] sums = WindowSums.Convolve<float, FloatProducts>(
            x.Floats, x.Shape, operands[1].Floats, operands.Optional(2)?.Floats, operands.Shape, op.Window, op.Group);
        return new TensorData(operands.Shape, UnaryEvaluator.Apply(op.Activation, sums));
    }
}
