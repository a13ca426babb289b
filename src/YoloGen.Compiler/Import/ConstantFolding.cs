using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;
using YoloGen.Compiler.Interpreter;

namespace YoloGen.Compiler.Import;

/// <summary>
/// Evaluates nodes whose inputs are all known, so that shape arithmetic disappears. DequantizeLinear of a constant stays,
/// since quantized weights are recognised by it, and so do operators that cost more than they write.
/// </summary>
internal static class ConstantFolding
{
    public static TensorData? TryFold(Node node, ImportState state)
    {
        if (node.Op is not (Concat or Slice or Transpose or Reshape or Expand or Tile or Cast or Gather or Pad or Unary or Binary or Where or Reduce or QuantizeLinear)
            || !node.Inputs.All(i => i is null or { IsConstant: true })
            || !Evaluators.Table.ContainsKey(node.Op.GetType()))
        {
            return null;
        }

        state.Folding.Charge(node);
        return Interpreter.Interpreter.Evaluate(node, [.. node.Inputs.Select(i => i?.Constant)])[0];
    }
}
