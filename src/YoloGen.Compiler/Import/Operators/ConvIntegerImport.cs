using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;

namespace YoloGen.Compiler.Import.Operators;

/// <summary>ConvInteger: exact int32 sums; zero points may be known at run time only.</summary>
internal static class ConvIntegerImport
{
    public static void Import(NodeImport n)
    {
        Tensor x = n.In(0, ElementType.UInt8, ElementType.Int8), w = n.In(1, ElementType.UInt8, ElementType.Int8);
        (Windows windows, int group) = ConvShapes.Read(n, x, w, null);
        Tensor? zx = ZeroPoint(n, 2, x.Type, 1), zw = ZeroPoint(n, 3, w.Type, w.Shape[0]);
        var op = new ConvInteger(windows.ToWindow2D(), group);
        Spatial.Result(n, op, [Spatial.To2D(n, x), Spatial.To2D(n, w), zx, zw], ElementType.Int32, w.Shape[0], windows.Output);
    }

    /// <summary>An optional zero point: a scalar, or one value for each of <paramref name="count"/> channels.</summary>
    public static Tensor? ZeroPoint(NodeImport n, int index, ElementType type, int count)
    {
        if (n.Optional(index) is null)
        {
            return null;
        }

        Tensor zero = n.In(index, type);
        return zero.Shape.Count == 1 ? n.Reshape(zero, Graph.Shape.Scalar)
            : zero.Shape.Count == count ? n.Reshape(zero, n.Shape(count))
            : throw n.BadShape($"{zero.Shape.Count} zero points for {count} channels");
    }
}
