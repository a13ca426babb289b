using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;
using YoloGen.Emit;

namespace YoloGen.Compiler.Planning;

/// <summary>Matrix products: with a constant matrix on the right they are 1x1 convolutions over the rows of the left one.</summary>
internal static class MatMulLowering
{
    public static void Float(GraphLowering g, Node node) => Float(g, node.Name, g.Of(node.Input(0)), g.Of(node.Input(1)), null, g.Of(node.Output));

    private static void Float(GraphLowering g, string name, Value a, Value b, Value? bias, Value y)
    {
        Matrices m = Matrices.Of(g, name, a, b, y);
        if (m.B.Constant is { } constant && m.B.Shape.Rank == 2)
        {
            int k = m.B.Shape[0], n = m.B.Shape[1];
            int weights = g.Weights.AddFloats(b.Name, [n, 1, 1, k], (first, floats) => Transposed(constant.Floats, k, n, first, floats));
            Operand biasOperand = bias?.Constant is { } c ? Operand.OfWeight(g.Weights.AddFloats(bias.Name, [n], c.Floats)) : Operand.Absent;
            Value pixels = AsPixels(g, name, m.A), output = GraphLowering.Temporary(y.Name, y.Type, 1, n, 1, pixels.Shape[3]);
            LayerDraft product = g.Draft();
            product.Add(
                new ConvLayer { Name = name, X = product.Pixels(pixels), Weights = product.Weight(weights), Bias = product.Read(biasOperand), Y = product.Write(output) },
                LayoutNeed.Pixels);
            FromPixels(g, name, output, m);
            return;
        }

        Value left = g.InArena(m.A);
        Operand right = m.B.Constant is null ? new Operand(m.B, -1, LayoutNeed.Rows) : g.Read(m.B);
        LayerDraft d = g.Draft();
        d.Add(new MatMulLayer { Name = name, A = d.Read(left), B = d.Read(right), Y = d.Write(m.Y) }, LayoutNeed.Rows);
        m.Finish(g, name);
    }

    /// <summary>alpha * op(A) * op(B) + beta * C as a product followed by elementwise operators.</summary>
    public static void Gemm(GraphLowering g, Node node)
    {
        var op = (Gemm)node.Op;
        Value y = g.Of(node.Output);
        Value a = Oriented(g, node, 0, op.TransA), b = Oriented(g, node, 1, op.TransB);
        bool scaled = op.Alpha != 1, biased = node.Has(2) && op.Beta != 0;
        Value product = scaled || biased ? new Value(y.Name, y.Type, y.Shape) : y;
        Float(g, node.Name, a, b, null, product);
        if (scaled)
        {
            Value factor = Scalar(g, node, op.Alpha);
            product = ElementwiseLowering.Binary(g, node.Name, BinaryKind.Mul, product, g.Read(factor), biased ? new Value(y.Name, y.Type, y.Shape) : y);
        }

        if (biased)
        {
            Operand c = g.Read(node, 2);
            if (op.Beta != 1)
            {
                Value source = g.Of(node.Input(2));
                c = ElementwiseLowering.Binary(g, node.Name, BinaryKind.Mul, c, g.Read(Scalar(g, node, op.Beta)), new Value(source.Name, source.Type, source.Shape), inPlace: false);
            }

            ElementwiseLowering.Binary(g, node.Name, BinaryKind.Add, product, c, y);
        }
    }

    private static Value Scalar(GraphLowering g, Node node, float value)
        => new(node.Name, ElementType.Float32, Shape.Scalar, new TensorData(Shape.Scalar, new[] { value }));

    private static Value Oriented(GraphLowering g, Node node, int index, bool transposed)
    {
        Value value = g.Of(node.Input(index));
        if (!transposed)
        {
            return value;
        }

        return value.Constant is { } c
            ? new Value(value.Name, value.Type, Shape.Of(value.Shape[1], value.Shape[0]), new TensorData(Shape.Of(value.Shape[1], value.Shape[0]), Transposed(c.Floats, value.Shape[0], value.Shape[1])))
            : g.Transpose(node.Name, value, 1, 0);
    }

    /// <summary>[k, n] to [n, k].</summary>
    public static T[] Transposed<T>(T[] values, int k, int n)
    {
        var result = new T[values.Length];
        Transposed(values, k, n, 0, result);
        return result;
    }

    /// <summary>Some columns of [k, n] as rows, from the <paramref name="first"/> on until the result is full.</summary>
    private static void Transposed<T>(T[] values, int k, int n, int first, Span<T> result)
    {
        int columns = k == 0 ? 0 : result.Length / k;
        for (int i = 0; i < k; i++)
        {
            for (int j = 0; j < columns; j++)
            {
                result[(j * k) + i] = values[(i * n) + first + j];
            }
        }
    }

    /// <summary>[.., M, K] as the feature map [1, K, 1, M * ..]: each row a pixel.</summary>
    public static Value AsPixels(GraphLowering g, string name, Value a)
    {
        int k = a.Shape[a.Shape.Rank - 1], rows = checked((int)(a.Shape.Count / Math.Max(1, k)));
        Value flat = g.Reshape(name, a, rows, k);
        Value transposed = g.Transpose(name, flat, 1, 0);
        return g.Reshape(name, transposed, 1, k, 1, rows);
    }

    /// <summary>The feature map [1, N, 1, rows] back as the product.</summary>
    public static void FromPixels(GraphLowering g, string name, Value pixels, Matrices m)
    {
        int n = pixels.Shape[1], rows = pixels.Shape[3];
        Value flat = g.Reshape(name, pixels, n, rows);
        Value transposed = g.Transpose(name, flat, 1, 0);
        g.View(name, new ReshapeView(), transposed, m.Y);
        m.Finish(g, name);
    }
}

/// <summary>The operands of a matrix product with vectors made matrices.</summary>
internal sealed class Matrices
{
    private Value? _result;

    public required Value A { get; init; }

    public required Value B { get; init; }

    /// <summary>The product as a matrix; the node's output, or a value that <see cref="Finish"/> turns into it.</summary>
    public required Value Y { get; init; }

    public static Matrices Of(GraphLowering g, string name, Value a, Value b, Value y)
    {
        Value left = a.Shape.Rank == 1 ? g.Reshape(name, a, 1, a.Shape[0]) : a;
        Value right = b.Shape.Rank == 1 ? WithColumn(g, name, b) : b;
        bool vector = a.Shape.Rank == 1 || b.Shape.Rank == 1;
        int[] dims = [.. y.Shape.Dims];
        if (a.Shape.Rank == 1)
        {
            dims = [.. dims[..(dims.Length - (b.Shape.Rank == 1 ? 0 : 1))], 1, .. dims[(dims.Length - (b.Shape.Rank == 1 ? 0 : 1))..]];
        }

        if (b.Shape.Rank == 1)
        {
            dims = [.. dims, 1];
        }

        return new Matrices { A = left, B = right, Y = vector ? GraphLowering.Temporary(y.Name, y.Type, dims) : y, _result = vector ? y : null };
    }

    private static Value WithColumn(GraphLowering g, string name, Value b)
        => b.Constant is { } c
            ? new Value(b.Name, b.Type, Shape.Of(b.Shape[0], 1), c.Reshaped(Shape.Of(b.Shape[0], 1)))
            : g.Reshape(name, b, b.Shape[0], 1);

    /// <summary>Drops the axes that were added.</summary>
    public void Finish(GraphLowering g, string name)
    {
        if (_result is not null)
        {
            g.View(name, new ReshapeView(), Y, _result);
        }
    }
}
