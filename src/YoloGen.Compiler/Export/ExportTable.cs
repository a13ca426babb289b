using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;

namespace YoloGen.Compiler.Export;

/// <summary>Which group writes which operator of the IR.</summary>
internal static class ExportTable
{
    public static void Export(ExportState state, Node node)
    {
        switch (node.Op)
        {
            case Conv or ConvTranspose:
                ConvExport.Export(state, node);
                break;
            case BatchNormalization or MatMul or Gemm or PRelu or Where or Softmax:
                LinearExport.Export(state, node);
                break;
            case Unary op:
                UnaryExport.Export(state, node, op, state.Read(node.Input(0)), node.Output.Name);
                break;
            case Binary op:
                BinaryExport.Export(state, node, op);
                break;
            case Concat or Slice or Transpose or Reshape or Expand or Tile or Cast or Gather or Pad or DepthToSpace or SpaceToDepth:
                MoveExport.Export(state, node);
                break;
            case MaxPool or AveragePool or Reduce or ArgMax:
                PoolExport.Export(state, node);
                break;
            case Resize op:
                ResizeExport.Export(state, node, op);
                break;
            case QuantizeLinear or DequantizeLinear or DynamicQuantizeLinear or MatMulInteger or ConvInteger:
                QuantizeExport.Export(state, node);
                break;
            default:
                throw ExportState.Unsupported(node, "an operator that only the compiler has");
        }
    }
}
