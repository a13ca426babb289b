using YoloGen.Compiler.Graph;

namespace YoloGen.Compiler.Import.Operators;

/// <summary>RotaryEmbedding: pairs of features of each head turned by an angle that its place gives.</summary>
internal static class RotaryEmbeddingImport
{
    public static void Import(NodeImport n)
    {
        Tensor x = n.Float(0);
        bool interleaved = n.Attributes.Flag("interleaved", false);
        long heads = n.Attributes.Int("num_heads", 0), turned = n.Attributes.Int("rotary_embedding_dim", 0);
        if (x.Shape.Rank is not (3 or 4) || x.Shape.Count == 0 || (x.Shape.Rank == 3 && (heads < 1 || x.Shape[2] % heads != 0)))
        {
            throw n.BadShape("the input must be [N,heads,places,features], or [N,places,features] with num_heads");
        }

        Tensor perPlace = x.Shape.Rank == 4 ? n.Transposed(x, 0, 2, 1, 3) : n.Reshape(x, n.Shape(x.Shape[0], x.Shape[1], heads, x.Shape[2] / heads));
        int size = perPlace.Shape[3], part = turned == 0 ? size : (int)Math.Clamp(turned, 0, size + 1L);
        if (part < 2 || part > size || part % 2 != 0)
        {
            throw n.Attributes.Bad($"rotary_embedding_dim is {turned} for {size} features");
        }

        Tensor cos = Angles(n, 1, perPlace, part / 2), sin = Angles(n, 2, perPlace, part / 2);
        Tensor first = interleaved ? n.Part(perPlace, 3, 0, part / 2, 2) : n.Part(perPlace, 3, 0, part / 2);
        Tensor second = interleaved ? n.Part(perPlace, 3, 1, part / 2, 2) : n.Part(perPlace, 3, part / 2, part / 2);
        Tensor real = n.Minus(n.Times(cos, first), n.Times(sin, second)), imaginary = n.Plus(n.Times(sin, first), n.Times(cos, second));
        Tensor result;
        if (interleaved)
        {
            long[] pair = [.. real.Shape.Dims.Select(d => (long)d), 1];
            result = n.Reshape(n.Joined(4, n.Reshape(real, n.Shape(pair)), n.Reshape(imaginary, n.Shape(pair))), n.Shape(perPlace.Shape[0], perPlace.Shape[1], perPlace.Shape[2], part));
        }
        else
        {
            result = n.Joined(3, real, imaginary);
        }

        result = part == size ? result : n.Joined(3, result, n.Part(perPlace, 3, part, size - part));
        n.Finish(x.Shape.Rank == 4 ? n.Transposed(result, 0, 2, 1, 3) : n.Reshape(result, x.Shape));
    }

    /// <summary>Cosines or sines [N, places, 1, pairs], by place number where position_ids gives them.</summary>
    private static Tensor Angles(NodeImport n, int input, Tensor x, int pairs)
    {
        Tensor cache = n.Float(input);
        Tensor angles = n.Has(3) && cache.Shape.Rank == 2 ? n.Rows(cache, n.In(3, ElementType.Int32, ElementType.Int64)) : cache;
        return angles.Shape.Dims.SequenceEqual([x.Shape[0], x.Shape[1], pairs])
            ? n.Reshape(angles, n.Shape(x.Shape[0], x.Shape[1], 1, pairs))
            : throw n.BadShape($"cosines and sines must be [{x.Shape[0]},{x.Shape[1]},{pairs}], or lists of {pairs} for position_ids [{x.Shape[0]},{x.Shape[1]}]");
    }
}
