using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;

namespace YoloGen.Compiler.Interpreter;

/// <summary>The input broadcast to the output's shape.</summary>
internal static class ExpandEvaluator
{
    public static TensorData Evaluate(Expand op, Operands operands) => Broadcasting.To(operands[0], operands.Shape);
}
