using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;

namespace YoloGen.Compiler.Interpreter;

/// <summary>Exact 32-bit sums of (x - xZero) * (w - wZero); padding takes part with the value of the zero point.</summary>
internal static class ConvIntegerEvaluator
{
    public static TensorData Evaluate(ConvInteger op, Operands operands)
    {
        TensorData x = operands[0], w = operands[1];
        int[] values = Integers.MinusZero(x, operands.Optional(2), x.Shape.Rank), weights = Integers.MinusZero(w, operands.Optional(3), 0);
        return new TensorData(
            operands.Shape, WindowSums.Convolve<int, IntegerProducts>(values, x.Shape, weights, null, operands.Shape, op.Window, op.Group));
    }
}
