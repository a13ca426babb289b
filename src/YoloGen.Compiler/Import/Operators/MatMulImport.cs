using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;

namespace YoloGen.Compiler.Import.Operators;

/// <summary>MatMul.</summary>
internal static class MatMulImport
{
    public static void Import(NodeImport n) => MatMulShapes.Result(n, new MatMul(), n.Float(0), n.Float(1), ElementType.Float32);
}
