using YoloGen.Compiler.Graph;

namespace YoloGen.Compiler.Import.Operators;

/// <summary>Shape and Size: constants, since every shape is static.</summary>
internal static class ShapeImport
{
    public static void Shape(NodeImport n)
    {
        Tensor x = n.In(0);
        int rank = x.Shape.Rank;
        int start = Clamp(n.Attributes.Int("start", 0), rank), end = Clamp(n.Attributes.Int("end", rank), rank);
        long[] dims = [.. x.Shape.Dims.Skip(start).Take(Math.Max(0, end - start)).Select(d => (long)d)];
        n.Alias(n.Constant(new TensorData(n.Shape(dims.Length), dims), "shape"));
    }

    public static void Size(NodeImport n) => n.Alias(n.Constant(new TensorData(Graph.Shape.Scalar, [n.In(0).Shape.Count]), "size"));

    private static int Clamp(long position, int rank) => (int)Math.Clamp(position < 0 ? Math.Max(position, -rank) + rank : position, 0, rank);
}
