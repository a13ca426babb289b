using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;

namespace YoloGen.Compiler.Import.Operators;

/// <summary>
/// Attention, written with two products and a softmax (the function body of the ONNX specification): queries, keys and values [N, heads, length, size] or
/// [N, length, heads * size], a mask, keys and values of earlier calls, fewer heads for keys than for queries.
/// </summary>
internal static class AttentionImport
{
    public static void Import(NodeImport n)
    {
        if (n.Has(6))
        {
            throw n.Unsupported("lengths of padded keys (nonpad_kv_seqlen) are not supported");
        }

        n.Attributes.Ignore("softmax_precision");
        Tensor q = n.Float(0), k = n.Float(1), v = n.Float(2);
        bool flat = q.Shape.Rank == 3;
        if (flat)
        {
            q = Heads(n, q, n.Attributes.Int("q_num_heads"));
            k = Heads(n, k, n.Attributes.Int("kv_num_heads"));
            v = Heads(n, v, n.Attributes.Int("kv_num_heads"));
        }
        else
        {
            n.Attributes.Ignore("q_num_heads", "kv_num_heads");
        }

        if (q.Shape.Rank != 4 || k.Shape.Rank != 4 || v.Shape.Rank != 4 || q.Shape[1] % Math.Max(1, k.Shape[1]) != 0 || v.Shape[1] != k.Shape[1])
        {
            throw n.BadShape("queries, keys and values do not have heads, lengths and sizes that fit");
        }

        int past = 0;
        if (n.Has(4) && n.Has(5))
        {
            past = n.Float(4).Shape[2];
            (k, v) = (Joined(n, n.Float(4), k), Joined(n, n.Float(5), v));
        }

        n.Alias(k, 1);
        n.Alias(v, 2);
        int heads = q.Shape[1], length = q.Shape[2], keys = k.Shape[2];
        (k, v) = (Repeated(n, k, heads), Repeated(n, v, heads));
        float scale = n.Attributes.Float("scale", 1 / MathF.Sqrt(q.Shape[3])), root = MathF.Sqrt(scale), cap = n.Attributes.Float("softcap", 0);
        Shape square = n.Shape(q.Shape[0], heads, length, keys);
        Tensor turned = n.Add(new Transpose([0, 1, 3, 2]), [k], ElementType.Float32, n.Shape(k.Shape[0], heads, k.Shape[3], keys));
        Tensor products = n.Add(new MatMul(), [Times(n, q, root), Times(n, turned, root)], ElementType.Float32, square);
        long mode = n.Attributes.Int("qk_matmul_output_mode", 0);
        Tensor capped = cap == 0 ? products : Times(n, n.Add(new Unary(UnaryKind.Tanh), [Times(n, products, 1 / cap)], ElementType.Float32, square), cap);
        Tensor masked = Masked(n, capped, square, past);
        Tensor shares = n.Add(new Softmax(3), [masked], ElementType.Float32, square);
        if (!ReferenceEquals(masked, capped))
        {
            // A query that may see no key finds nothing, where a softmax of nothing would be no number.
            Shape rows = n.Shape(square[0], square[1], square[2], 1);
            Tensor most = n.Add(new Reduce(ReduceKind.Max, [3], true), [masked], ElementType.Float32, rows);
            Tensor blind = n.Add(new Binary(BinaryKind.Equal), [most, n.Scalar(float.NegativeInfinity)], ElementType.Bool, rows);
            shares = n.Add(new Where(), [blind, n.Scalar(0), shares], ElementType.Float32, square);
        }

        n.Alias(mode switch { 0 => products, 1 => capped, 2 => masked, 3 => shares, _ => throw n.Attributes.Bad($"qk_matmul_output_mode is {mode}") }, 3);
        Shape found = n.Shape(q.Shape[0], heads, length, v.Shape[3]);
        if (!flat)
        {
            n.Result(new MatMul(), [shares, v], ElementType.Float32, found);
            return;
        }

        Tensor result = n.Add(new MatMul(), [shares, v], ElementType.Float32, found);
        Tensor back = n.Add(new Transpose([0, 2, 1, 3]), [result], ElementType.Float32, n.Shape(found[0], length, heads, found[3]));
        n.ReshapeResult(back, n.Shape(found[0], length, (long)heads * found[3]));
    }

    private static Tensor Masked(NodeImport n, Tensor scores, Shape square, int past)
    {
        int length = square[2], keys = square[3];
        if (n.Has(3))
        {
            Tensor mask = n.In(3, ElementType.Bool, ElementType.Float32);
            if (mask.Shape.Rank == 0 || mask.Shape[mask.Shape.Rank - 1] != keys)
            {
                throw n.Unsupported("a mask that is shorter than the keys is not supported");
            }

            scores = mask.Type == ElementType.Bool
                ? n.Add(new Where(), [mask, scores, n.Scalar(float.NegativeInfinity)], ElementType.Float32, square)
                : n.Add(new Binary(BinaryKind.Add), [scores, mask], ElementType.Float32, square);
        }

        if (!n.Attributes.Flag("is_causal", false))
        {
            return scores;
        }

        bool[] seen = [.. Enumerable.Range(0, length * keys).Select(i => i % keys <= (i / keys) + past)];
        Tensor earlier = n.Constant(new TensorData(n.Shape(length, keys), seen), "earlier");
        return n.Add(new Where(), [earlier, scores, n.Scalar(float.NegativeInfinity)], ElementType.Float32, square);
    }

    private static Tensor Heads(NodeImport n, Tensor x, long heads)
    {
        if (x.Shape.Rank != 3 || heads < 1 || x.Shape[2] % heads != 0)
        {
            throw n.BadShape($"the last axis does not make {heads} heads");
        }

        Tensor apart = n.Reshape(x, n.Shape(x.Shape[0], x.Shape[1], heads, x.Shape[2] / heads));
        return n.Add(new Transpose([0, 2, 1, 3]), [apart], ElementType.Float32, n.Shape(x.Shape[0], heads, x.Shape[1], x.Shape[2] / heads));
    }

    private static Tensor Joined(NodeImport n, Tensor past, Tensor x)
        => past.Shape.Rank == 4 && past.Shape[1] == x.Shape[1] && past.Shape[3] == x.Shape[3]
            ? n.Add(new Concat(2), [past, x], ElementType.Float32, n.Shape(x.Shape[0], x.Shape[1], (long)past.Shape[2] + x.Shape[2], x.Shape[3]))
            : throw n.BadShape("keys or values of earlier calls do not fit");

    /// <summary>Each head of keys serves several of queries, one after the other.</summary>
    private static Tensor Repeated(NodeImport n, Tensor x, int heads)
    {
        if (x.Shape[1] == heads)
        {
            return x;
        }

        int times = heads / x.Shape[1];
        Tensor apart = n.Reshape(x, n.Shape(x.Shape[0], x.Shape[1], 1, x.Shape[2], x.Shape[3]));
        Tensor wide = n.Add(new Expand(), [apart], ElementType.Float32, n.Shape(x.Shape[0], x.Shape[1], times, x.Shape[2], x.Shape[3]));
        return n.Reshape(wide, n.Shape(x.Shape[0], heads, x.Shape[2], x.Shape[3]));
    }

    private static Tensor Times(NodeImport n, Tensor x, float factor) => n.Add(new Binary(BinaryKind.Mul), [x, n.Scalar(factor)], ElementType.Float32, x.Shape);
}
