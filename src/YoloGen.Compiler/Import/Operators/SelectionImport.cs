using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;

namespace YoloGen.Compiler.Import.Operators;

/// <summary>Operators that keep some elements by their place or number, written with comparisons and Where.</summary>
internal static class SelectionImport
{
    /// <summary>Largest depth of a OneHot: a constant of so many numbers is made.</summary>
    private const int MostClasses = 1 << 24;

    /// <summary>The upper or lower triangle of each matrix, from diagonal k on.</summary>
    public static void Trilu(NodeImport n)
    {
        Tensor x = n.In(0);
        if (x.Shape.Rank < 2)
        {
            throw n.BadShape("the input is no matrix");
        }

        bool upper = n.Attributes.Flag("upper", true);
        long k = n.Has(1) ? n.ConstantInts(1, "k")[0] : 0;
        int rows = x.Shape[x.Shape.Rank - 2], columns = x.Shape[x.Shape.Rank - 1];
        bool[] kept = [.. Enumerable.Range(0, rows * columns).Select(i => upper ? (i % columns) - (i / columns) >= k : (i % columns) - (i / columns) <= k)];
        Tensor mask = n.Constant(new TensorData(n.Shape(rows, columns), kept), "mask");
        n.Result(new Where(), [mask, x, n.Constant(TensorData.Zeros(x.Type, Graph.Shape.Scalar), "zero")], x.Type, x.Shape);
    }

    /// <summary>1 at the first largest element along an axis, else 0. Before opset 13 the axes from <c>axis</c> on are one.</summary>
    public static void Hardmax(NodeImport n)
    {
        Tensor x = n.Float(0);
        int axis = n.Axis(n.Attributes.Int("axis", n.Opset < 13 ? 1 : -1), x.Shape.Rank);
        Tensor flat = x;
        if (n.Opset < 13)
        {
            long rows = 1;
            for (int i = 0; i < axis; i++)
            {
                rows *= x.Shape[i];
            }

            flat = n.Reshape(x, n.Shape(rows, rows == 0 ? 0 : x.Shape.Count / rows));
            axis = 1;
        }

        Tensor best = n.Add(new ArgMax(axis, true, false), [flat], ElementType.Int64, n.Shape([.. Enumerable.Range(0, flat.Shape.Rank).Select(i => i == axis ? 1L : flat.Shape[i])]));
        Tensor places = Places(n, flat.Shape.Rank, axis, flat.Shape[axis]);
        Tensor here = n.Add(new Binary(BinaryKind.Equal), [best, places], ElementType.Bool, flat.Shape);
        n.ReshapeResult(n.Add(new Where(), [here, n.Scalar(1), n.Scalar(0)], ElementType.Float32, flat.Shape), x.Shape);
    }

    /// <summary>The on value at each index along a new axis, the off value elsewhere; indices may count from the end.</summary>
    public static void OneHot(NodeImport n)
    {
        Tensor indices = n.In(0, ElementType.Int32, ElementType.Int64, ElementType.Float32, ElementType.UInt8, ElementType.Int8), values = n.In(2);
        TensorData depthData = n.ConstantOf(1, "depth");
        long depth = depthData.Type == ElementType.Float32 ? (long)depthData.Floats[0] : depthData.IntegerAt(0);
        if (depth is < 1 or > MostClasses || values.Shape.Count != 2)
        {
            throw n.BadShape("depth and the two values do not make a table");
        }

        int rank = indices.Shape.Rank + 1, axis = n.Axis(n.Attributes.Int("axis", -1), rank);
        List<long> dims = [.. indices.Shape.Dims.Select(d => (long)d)];
        dims.Insert(axis, 1);
        Tensor column = n.Reshape(indices, n.Shape([.. dims]));
        if (column.Type != ElementType.Int64)
        {
            column = n.Add(new Cast(), [column], ElementType.Int64, column.Shape);
        }

        dims[axis] = depth;
        Shape shape = n.Shape([.. dims]);
        Tensor Equal(long from) => n.Add(new Binary(BinaryKind.Equal), [column, Places(n, rank, axis, (int)depth, from)], ElementType.Bool, shape);
        Tensor here = n.Add(new Binary(BinaryKind.Or), [Equal(0), Equal(-depth)], ElementType.Bool, shape);
        Tensor Value(int index) => n.Reshape(n.Add(new Gather(0), [values, n.Constant(new TensorData(n.Shape(1), new[] { (long)index }), "index")], values.Type, n.Shape(1)), Graph.Shape.Scalar);
        n.Result(new Where(), [here, Value(1), Value(0)], values.Type, shape);
    }

    /// <summary>x + bias below -lambd, x - bias above lambd, else 0.</summary>
    public static void Shrink(NodeImport n)
    {
        Tensor x = n.Float(0);
        float lambd = n.Attributes.Float("lambd", 0.5f), bias = n.Attributes.Float("bias", 0);
        Tensor Is(BinaryKind kind, float limit) => n.Add(new Binary(kind), [x, n.Scalar(limit)], ElementType.Bool, x.Shape);
        Tensor Plus(float value) => n.Add(new Binary(BinaryKind.Add), [x, n.Scalar(value)], ElementType.Float32, x.Shape);
        Tensor above = n.Add(new Where(), [Is(BinaryKind.Greater, lambd), Plus(-bias), n.Scalar(0)], ElementType.Float32, x.Shape);
        n.Result(new Where(), [Is(BinaryKind.Less, -lambd), Plus(bias), above], ElementType.Float32, x.Shape);
    }

    /// <summary>Whether exactly one of two is true.</summary>
    public static void Xor(NodeImport n)
    {
        Tensor a = n.In(0, ElementType.Bool), b = n.In(1, ElementType.Bool);
        Shape shape = BinaryImport.BroadcastShape(n, a, b);
        n.Result(new Unary(UnaryKind.Not), [n.Add(new Binary(BinaryKind.Equal), [a, b], ElementType.Bool, shape)], ElementType.Bool, shape);
    }

    public static void IsNaN(NodeImport n)
    {
        Tensor x = n.Float(0);
        n.Result(new Unary(UnaryKind.Not), [n.Add(new Binary(BinaryKind.Equal), [x, x], ElementType.Bool, x.Shape)], ElementType.Bool, x.Shape);
    }

    public static void IsInf(NodeImport n)
    {
        Tensor x = n.Float(0);
        bool positive = n.Attributes.Flag("detect_positive", true), negative = n.Attributes.Flag("detect_negative", true);
        Tensor Is(float value) => n.Add(new Binary(BinaryKind.Equal), [x, n.Scalar(value)], ElementType.Bool, x.Shape);
        Tensor up = Is(positive ? float.PositiveInfinity : float.NegativeInfinity), down = Is(negative ? float.NegativeInfinity : float.PositiveInfinity);
        n.Result(new Binary(positive || negative ? BinaryKind.Or : BinaryKind.And), [up, down], ElementType.Bool, x.Shape);
    }

    /// <summary>The numbers from <paramref name="from"/> on along an axis of a tensor of so many dimensions.</summary>
    private static Tensor Places(NodeImport n, int rank, int axis, int count, long from = 0)
        => n.Constant(new TensorData(n.Shape([.. Enumerable.Range(0, rank).Select(i => i == axis ? (long)count : 1L)]), [.. Enumerable.Range(0, count).Select(i => i + from)]), "places");
}
