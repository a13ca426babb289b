using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;

namespace YoloGen.Compiler.Export;

/// <summary>Operators that ONNX has with the same inputs.</summary>
internal static class LinearExport
{
    public static void Export(ExportState state, Node node)
    {
        (string Name, object Value)[] attributes = node.Op switch
        {
            BatchNormalization op => [("epsilon", op.Epsilon)],
            Gemm op => [("alpha", op.Alpha), ("beta", op.Beta), ("transA", op.TransA), ("transB", op.TransB)],
            Softmax op => [("axis", op.Axis)],
            _ => [],
        };
        state.Add(node, node.Op.Name, [.. node.Inputs.Select(state.Read)], node.Output.Name, attributes);
    }
}
