using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;
using YoloGen.Onnx;

namespace YoloGen.Compiler.Import.Operators;

/// <summary>AffineGrid, CenterCropPad and EyeLike: places that are known when compiled.</summary>
internal static class GridImport
{
    /// <summary>The places of an output's pixels, -1..1, under a matrix for each photo.</summary>
    public static void AffineGrid(NodeImport n)
    {
        Tensor theta = n.Float(0);
        long[] size = n.ConstantInts(1, "size");
        bool corners = n.Attributes.Flag("align_corners", false);
        int axes = size.Length - 2;
        if (axes is not (2 or 3) || theta.Shape.Rank != 3 || theta.Shape[0] != size[0] || theta.Shape[1] != axes || theta.Shape[2] != axes + 1)
        {
            throw n.BadShape($"the matrices must be [N,2,3] or [N,3,4], fit for the size [{string.Join(',', size)}]");
        }

        if (corners && size[2..].Contains(1L))
        {
            throw n.Unsupported("align_corners over an axis of one pixel, whose place the specification divides by 0");
        }

        Shape places = n.Shape(size[2..]);
        var values = new float[n.Shape(places.Count, axes + 1).Count];
        for (long i = 0; i < places.Count; i++)
        {
            // The last axis of the size is x, the first coordinate.
            long rest = i;
            for (int c = 0; c < axes; c++)
            {
                int length = places[axes - 1 - c];
                double k = rest % length;
                rest /= length;
                values[(i * (axes + 1)) + c] = (float)(corners ? (2 * k / (length - 1)) - 1 : (((2 * k) + 1) / length) - 1);
            }

            values[(i * (axes + 1)) + axes] = 1;
        }

        Tensor grid = n.Constant(new TensorData(n.Shape(places.Count, axes + 1), values), "grid");
        Tensor moved = MatMulShapes.Add(n, new MatMul(), grid, n.Transposed(theta, 0, 2, 1), ElementType.Float32);
        n.ReshapeResult(moved, n.Shape([size[0], .. size[2..], axes]));
    }

    /// <summary>Each axis cut or filled up with zeros on both sides to a size.</summary>
    public static void CenterCropPad(NodeImport n)
    {
        Tensor x = n.In(0);
        long[] sizes = n.ConstantInts(1, "shape");
        int[] axes = [.. n.Attributes.Ints("axes") is { } given ? given.Select(a => n.Axis(a, x.Shape.Rank)) : Enumerable.Range(0, x.Shape.Rank)];
        if (axes.Length != sizes.Length)
        {
            throw n.BadShape($"{sizes.Length} sizes for {axes.Length} axes");
        }

        int[] before = new int[x.Shape.Rank], after = new int[x.Shape.Rank];
        long[] dims = [.. x.Shape.Dims.Select(d => (long)d)];
        for (int i = 0; i < axes.Length; i++)
        {
            long more = sizes[i] - dims[axes[i]];
            dims[axes[i]] = sizes[i];
            _ = n.Shape(dims);
            before[axes[i]] = (int)(more / 2);
            after[axes[i]] = (int)(more - (more / 2));
        }

        n.Result(new Pad([.. before], [.. after], PadMode.Constant, 0), [x], x.Type, n.Shape(dims));
    }

    /// <summary>Ones on a diagonal; only the shape of the input counts.</summary>
    public static void EyeLike(NodeImport n)
    {
        Tensor x = n.In(0);
        long k = n.Attributes.Int("k", 0);
        ElementType type = n.Attributes.Has("dtype")
            ? ElementTypeMap.Of(n.Attributes.Type("dtype", OnnxDataType.Float)) ?? throw n.Unsupported("dtype is none of float, uint8, int8, int32, int64 and bool")
            : x.Type;
        if (x.Shape.Rank != 2)
        {
            throw n.BadShape("the input is no matrix");
        }

        int columns = x.Shape[1];
        bool[] ones = [.. Enumerable.Range(0, (int)x.Shape.Count).Select(i => (i % columns) - (i / columns) == k)];
        n.Finish(n.As(n.Constant(new TensorData(x.Shape, ones), "eye"), type));
    }
}
