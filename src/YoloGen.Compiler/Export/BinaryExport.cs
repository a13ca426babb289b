using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;

namespace YoloGen.Compiler.Export;

/// <summary>Elementwise functions of two tensors; the kinds have ONNX's names.</summary>
internal static class BinaryExport
{
    public static void Export(ExportState state, Node node, Binary op)
    {
        (string Name, object Value)[] attributes = op.Kind == BinaryKind.Mod && node.Output.Type == ElementType.Float32 ? [("fmod", true)] : [];
        state.Add(node, op.Kind.ToString(), [state.Read(node.Input(0)), state.Read(node.Input(1))], node.Output.Name, attributes);
    }
}
