using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;

namespace YoloGen.Compiler.Interpreter;

/// <summary>The same row-major values under the output's shape.</summary>
internal static class ReshapeEvaluator
{
    public static TensorData Evaluate(Reshape op, Operands operands) => operands[0].Reshaped(operands.Shape);
}
