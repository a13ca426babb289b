using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;

namespace YoloGen.Compiler.Import.Operators;

/// <summary>Transpose; without a permutation it reverses the axes.</summary>
internal static class TransposeImport
{
    public static void Import(NodeImport n)
    {
        Tensor x = n.In(0);
        int rank = x.Shape.Rank;
        IReadOnlyList<long> given = n.Attributes.Ints("perm") is { } perm && (perm.Count > 0 || rank == 0)
            ? perm
            : [.. Enumerable.Range(0, rank).Reverse().Select(i => (long)i)];
        if (given.Count != rank || !given.Order().SequenceEqual(Enumerable.Range(0, rank).Select(i => (long)i)))
        {
            throw n.Attributes.Bad($"perm [{string.Join(',', given)}] is no permutation of {rank} axes");
        }

        int[] order = [.. given.Select(p => (int)p)];
        Shape shape = n.Shape([.. order.Select(p => (long)x.Shape[p])]);
        if (order.SequenceEqual(Enumerable.Range(0, rank)))
        {
            n.Alias(x);
        }
        else
        {
            n.Result(new Transpose([.. order]), [x], x.Type, shape);
        }
    }
}
