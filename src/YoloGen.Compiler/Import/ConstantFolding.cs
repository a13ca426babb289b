using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;
using YoloGen.Compiler.Interpreter;
using YoloGen.Compiler.Operators;

namespace YoloGen.Compiler.Import;

/// <summary>
/// Evaluates nodes whose inputs are all known, so that shape arithmetic disappears. DequantizeLinear of a constant stays,
/// since quantized weights are recognised by it, and so do operators that cost more than they write.
/// </summary>
internal static class ConstantFolding
{
    public static TensorData? TryFold(Node node, ImportState state)
    {
        if (!OperatorCatalog.TraitsOf(node.Op).FoldsOnImport || !node.Inputs.All(i => i is null or { IsConstant: true }))
        {
            return null;
        }

        state.Folding.Charge(node);
        return Interpreter.Interpreter.Evaluate(node, [.. node.Inputs.Select(i => i?.Constant)])[0];
    }
}
