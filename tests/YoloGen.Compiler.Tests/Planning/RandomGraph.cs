using System.Collections.Immutable;
using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;

namespace YoloGen.Compiler.Tests.Planning;

/// <summary>Random small graphs: each node reads earlier tensors, several are outputs.</summary>
internal static class RandomGraph
{
    public static GraphBuilder Make(int seed, int nodes, bool movementOnly = false)
    {
        var b = new GraphBuilder(seed);
        Random r = b.Random;
        var pool = new List<Tensor> { b.Input(1, r.Next(1, 9), r.Next(2, 9), r.Next(2, 9)) };
        if (r.Next(3) == 0)
        {
            pool.Add(b.Input(1, r.Next(1, 9), r.Next(2, 9), r.Next(2, 9)));
        }

        var unread = new HashSet<Tensor>();
        for (int i = 0; i < nodes; i++)
        {
            Tensor x = r.Next(2) == 0 ? pool[^1] : pool[r.Next(pool.Count)];
            Tensor? y = null;
            for (int attempt = 0; attempt < 20 && y is null; attempt++)
            {
                y = Next(b, r, x, pool, movementOnly);
            }

            if (y is not null && y.Shape.Count is > 0 and < 20000)
            {
                unread.Remove(x);
                unread.Add(y);
                pool.Add(y);
            }
        }

        foreach (Tensor t in unread.DefaultIfEmpty(pool[^1]).Where(t => t != pool[0]).DefaultIfEmpty(b.Same(new Unary(UnaryKind.Neg), pool[0])))
        {
            b.Output(t);
        }

        return b;
    }

    private static Tensor? Next(GraphBuilder b, Random r, Tensor x, List<Tensor> pool, bool movementOnly)
    {
        int rank = x.Shape.Rank;
        bool map = rank == 4;
        int[] dims = [.. x.Shape.Dims];
        switch (r.Next(movementOnly ? 9 : 18))
        {
            case 0:
                int[] perm = [.. Enumerable.Range(0, rank)];
                r.Shuffle(perm);
                return b.Add(new Transpose([.. perm]), x.Type, [.. perm.Select(p => dims[p])], x);
            case 1:
                return b.Add(new Reshape(), x.Type, Factors(r, (int)x.Shape.Count), x);
            case 2 when rank > 0:
                int axis = r.Next(rank), start = r.Next(dims[axis]), count = r.Next(1, dims[axis] - start + 1);
                int step = count > 2 && r.Next(3) == 0 ? 2 : 1;
                var starts = new int[rank];
                starts[axis] = start;
                int[] steps = [.. Enumerable.Repeat(1, rank)];
                steps[axis] = step;
                dims[axis] = (count + step - 1) / step;
                return b.Add(new Slice([.. starts], [.. steps]), x.Type, dims, x);
            case 3 or 4 when rank > 0:
                int at = map ? 1 : r.Next(rank);
                Tensor[] parts = [x, .. pool.Where(t => t != x && t.Shape.Rank == rank && Enumerable.Range(0, rank).All(a => a == at || t.Shape[a] == x.Shape[a])).OrderBy(_ => r.Next()).Take(r.Next(1, 3))];
                dims[at] = parts.Sum(p => p.Shape[at]);
                return parts.Length == 1 ? null : b.Add(new Concat(at), x.Type, dims, parts);
            case 5:
                UnaryKind[] kinds = [UnaryKind.Relu, UnaryKind.Neg, UnaryKind.Abs, UnaryKind.Clip, UnaryKind.LeakyRelu];
                UnaryKind kind = kinds[r.Next(kinds.Length)];
                return b.Same(new Unary(kind, kind == UnaryKind.Clip ? -1 : 0.1f, 1), x);
            case 6:
                Tensor other = pool.Where(t => t.Shape == x.Shape).OrderBy(_ => r.Next()).First();
                return b.Same(new Binary(r.Next(2) == 0 ? BinaryKind.Add : BinaryKind.Mul), x, other);
            case 7 when map:
                return b.Same(new Binary(BinaryKind.Mul), x, b.Weights(1, dims[1], 1, 1));
            case 8 when rank > 0:
                int reduced = r.Next(rank);
                dims[reduced] = 1;
                return b.Add(new Reduce((ReduceKind)r.Next(4), [reduced], true), x.Type, dims, x);
            case 9 or 10 or 11 when map:
                Window2D w = GraphBuilder.Window(r.Next(1, 4), r.Next(1, 3), r.Next(0, 2));
                if (GraphBuilder.Size(dims[2], w) < 1 || GraphBuilder.Size(dims[3], w) < 1)
                {
                    return null;
                }

                int group = r.Next(4) == 0 ? dims[1] : 1;
                return b.Conv(x, group > 1 ? group : r.Next(1, 20), w, group, r.Next(3) == 0 ? new Unary(UnaryKind.Relu) : null);
            case 12 when map && dims[2] > 1 && dims[3] > 1:
                Window2D pool2 = GraphBuilder.Window(2, r.Next(1, 3), r.Next(0, 2));
                return b.Add(
                    r.Next(2) == 0 ? new MaxPool(pool2) : new AveragePool(pool2, r.Next(2) == 0), x.Type,
                    [dims[0], dims[1], GraphBuilder.Size(dims[2], pool2), GraphBuilder.Size(dims[3], pool2)], x);
            case 13 when map:
                return b.Add(
                    new Resize(ResizeMode.Nearest, CoordinateMode.Asymmetric, NearestMode.Floor, [1, 1, 2, 2]), x.Type, [dims[0], dims[1], dims[2] * 2, dims[3] * 2], x);
            case 14 when rank >= 2:
                int n = r.Next(1, 12);
                return b.Add(new MatMul(), x.Type, [.. dims[..^1], n], x, b.Weights(dims[^1], n));
            case 15 when rank > 0:
                return b.Same(new Softmax(r.Next(rank)), x);
            case 16 when rank > 0:
                var before = new int[rank];
                var after = new int[rank];
                int padded = r.Next(rank);
                (before[padded], after[padded]) = (r.Next(3), r.Next(3));
                dims[padded] += before[padded] + after[padded];
                return b.Add(new Pad([.. before], [.. after], r.Next(2) == 0 ? PadMode.Constant : PadMode.Edge, 1.5f), x.Type, dims, x);
            case 17 when map:
                int outputs = r.Next(1, 10), k = r.Next(1, 4), stride = r.Next(1, 3);
                return b.Add(
                    new ConvTranspose(GraphBuilder.Window(k, stride), 1), x.Type, [dims[0], outputs, ((dims[2] - 1) * stride) + k, ((dims[3] - 1) * stride) + k],
                    x, b.Weights(dims[1], outputs, k, k), b.Weights(outputs));
            default:
                return null;
        }
    }

    private static int[] Factors(Random r, int count)
    {
        var dims = new List<int>();
        for (int n = count; n > 1 && dims.Count < 4;)
        {
            int[] divisors = [.. Enumerable.Range(2, n - 1).Where(d => n % d == 0)];
            int d = dims.Count == 3 ? n : divisors[r.Next(divisors.Length)];
            dims.Add(d);
            n /= d;
        }

        while (dims.Count < 2)
        {
            dims.Add(1);
        }

        return [.. dims];
    }
}
