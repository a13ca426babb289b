using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;

namespace YoloGen.Compiler.Interpreter;

/// <summary>Each byte replaced by its entry in a table of 256.</summary>
internal static class LookupEvaluator
{
    public static TensorData Evaluate(Lookup op, Operands operands) => Rounding.Lookup(operands[0], op.Table, operands.Type).Reshaped(operands.Shape);
}
