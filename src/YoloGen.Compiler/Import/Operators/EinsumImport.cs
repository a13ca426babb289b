using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;

namespace YoloGen.Compiler.Import.Operators;

/// <summary>Einsum of floats: one operand after the other, as matrix products over the labels that both have and nothing reads later.</summary>
internal static class EinsumImport
{
    public static void Import(NodeImport n)
    {
        string equation = n.Attributes.Text("equation", "").Replace(" ", "", StringComparison.Ordinal);
        string[] sides = equation.Split("->");
        string[] terms = sides[0].Split(',');
        if (equation.Contains('.', StringComparison.Ordinal) || terms.Any(t => t.Distinct().Count() != t.Length))
        {
            throw n.Unsupported($"'{equation}': ellipses and diagonals are not supported");
        }

        string output = sides.Length > 1 ? sides[1] : string.Concat(sides[0].Where(c => c != ',').GroupBy(c => c).Where(g => g.Count() == 1).Select(g => g.Key).Order());
        if (sides.Length > 2 || terms.Length != n.Inputs.Count || output.Distinct().Count() != output.Length || output.Any(c => !sides[0].Contains(c, StringComparison.Ordinal)))
        {
            throw n.Attributes.Bad($"equation is '{equation}' for {n.Inputs.Count} inputs");
        }

        CheckSizes(n, terms);
        (Tensor value, string labels) = (n.Float(0), terms[0]);
        for (int i = 1; i < terms.Length; i++)
        {
            (value, labels) = Product(n, value, labels, n.Float(i), terms[i], output + string.Concat(terms[(i + 1)..]));
        }

        (value, labels) = SumOut(n, value, labels, output);
        n.Finish(n.Transposed(value, [.. output.Select(c => labels.IndexOf(c, StringComparison.Ordinal))]));
    }

    private static void CheckSizes(NodeImport n, string[] terms)
    {
        var sizes = new Dictionary<char, int>();
        for (int i = 0; i < terms.Length; i++)
        {
            Tensor x = n.Float(i);
            if (x.Shape.Rank != terms[i].Length)
            {
                throw n.BadShape($"'{terms[i]}' names {terms[i].Length} axes");
            }

            for (int axis = 0; axis < terms[i].Length; axis++)
            {
                if (sizes.TryGetValue(terms[i][axis], out int size) && size != x.Shape[axis])
                {
                    throw n.BadShape($"'{terms[i][axis]}' has the sizes {size} and {x.Shape[axis]}");
                }

                sizes[terms[i][axis]] = x.Shape[axis];
            }
        }
    }

    private static (Tensor Value, string Labels) Product(NodeImport n, Tensor a, string aLabels, Tensor b, string bLabels, string later)
    {
        (a, aLabels) = SumOut(n, a, aLabels, bLabels + later);
        (b, bLabels) = SumOut(n, b, bLabels, aLabels + later);
        string batch = string.Concat(aLabels.Where(c => bLabels.Contains(c, StringComparison.Ordinal) && later.Contains(c, StringComparison.Ordinal)));
        string both = string.Concat(aLabels.Where(c => bLabels.Contains(c, StringComparison.Ordinal) && !later.Contains(c, StringComparison.Ordinal)));
        string rows = string.Concat(aLabels.Except(bLabels)), columns = string.Concat(bLabels.Except(aLabels));
        long Size(Tensor x, string labels, string of) => of.Aggregate(1L, (s, c) => s * x.Shape[labels.IndexOf(c, StringComparison.Ordinal)]);
        Tensor Ordered(Tensor x, string labels, params string[] groups)
        {
            Tensor moved = n.Transposed(x, [.. string.Concat(groups).Select(c => labels.IndexOf(c, StringComparison.Ordinal))]);
            return n.Reshape(moved, n.Shape([.. groups.Select(g => Size(x, labels, g))]));
        }

        Tensor left = Ordered(a, aLabels, batch, rows, both), right = Ordered(b, bLabels, batch, both, columns);
        Tensor product = n.Add(new MatMul(), [left, right], ElementType.Float32, n.Shape(left.Shape[0], left.Shape[1], right.Shape[2]));
        long[] dims = [.. (batch + rows).Select(c => Size(a, aLabels, c.ToString())), .. columns.Select(c => Size(b, bLabels, c.ToString()))];
        return (n.Reshape(product, n.Shape(dims)), batch + rows + columns);
    }

    /// <summary>Adds up the labels that nothing reads.</summary>
    private static (Tensor Value, string Labels) SumOut(NodeImport n, Tensor x, string labels, string needed)
    {
        int[] axes = [.. Enumerable.Range(0, labels.Length).Where(i => !needed.Contains(labels[i], StringComparison.Ordinal))];
        string kept = string.Concat(labels.Where(c => needed.Contains(c, StringComparison.Ordinal)));
        return axes.Length == 0 ? (x, labels)
            : (n.Reshape(n.Sum(x, axes), n.Shape([.. Enumerable.Range(0, labels.Length).Where(i => !axes.Contains(i)).Select(i => (long)x.Shape[i])])), kept);
    }
}
