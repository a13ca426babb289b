using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;

namespace YoloGen.Quantization.Choice;

/// <summary>Operators whose results are values of their first input (or zero).</summary>
internal static class MoveOperators
{
    public static bool IsMove(Node node) => node.Op switch
    {
        MaxPool or Slice or Reshape or Transpose or Gather or DepthToSpace or SpaceToDepth or Expand or Tile => true,
        Resize { Mode: ResizeMode.Nearest } or Reduce { Kind: ReduceKind.Max } => true,
        Pad op => op.Mode != PadMode.Constant || op.Value == 0,
        _ => false,
    };
}
