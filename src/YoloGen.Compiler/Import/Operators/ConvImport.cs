using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;

namespace YoloGen.Compiler.Import.Operators;

/// <summary>Conv.</summary>
internal static class ConvImport
{
    public static void Import(NodeImport n)
    {
        Tensor x = n.Float(0), w = n.Float(1);
        Tensor? bias = n.Has(2) ? n.Float(2) : null;
        (Windows windows, int group) = ConvShapes.Read(n, x, w, bias);
        var op = new Conv(windows.ToWindow2D(), group);
        Spatial.Result(n, op, [Spatial.To2D(n, x), Spatial.To2D(n, w), bias], ElementType.Float32, w.Shape[0], windows.Output);
    }
}
