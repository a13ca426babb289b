using System.Collections.Immutable;
using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;

namespace YoloGen.Compiler.Tests.Planning;

/// <summary>Random small graphs of quantized operators, with every kind of zero point.</summary>
internal sealed class RandomQuantizedGraph
{
    private readonly GraphBuilder _b;
    private readonly Random _r;
    private readonly ElementType _type;
    private readonly List<(Tensor T, QuantParams Q)> _pool = [];
    private readonly HashSet<Tensor> _unread = [];

    private RandomQuantizedGraph(int seed)
    {
        _b = new GraphBuilder(seed);
        _r = _b.Random;
        _type = _r.Next(2) == 0 ? ElementType.UInt8 : ElementType.Int8;
    }

    public static GraphBuilder Make(int seed, int nodes)
    {
        var g = new RandomQuantizedGraph(seed);
        Tensor x = g._b.Input(1, g._r.Next(1, 12), g._r.Next(3, 10), g._r.Next(3, 10));
        QuantParams q = g.Params();
        g.Add(g._b.Add(new QuantizeLinear(q), g._type, [.. x.Shape.Dims], x), q);
        for (int i = 0; i < nodes; i++)
        {
            for (int attempt = 0; attempt < 10 && !g.Next(); attempt++)
            {
            }
        }

        foreach (Tensor t in g._unread.OrderBy(t => t.Name, StringComparer.Ordinal))
        {
            QuantParams p = g._pool.First(v => v.T == t).Q;
            g._b.Output(g._r.Next(3) == 0 ? t : g._b.Add(new DequantizeLinear(p), ElementType.Float32, [.. t.Shape.Dims], t));
        }

        return g._b;
    }

    private QuantParams Params() => Params(_type);

    private QuantParams Params(ElementType type)
        => new(type, (float)(0.005 + (_r.NextDouble() * 0.05)), _r.Next(4) == 0 ? (type == ElementType.UInt8 ? 0 : -128) : _r.Next(-100, 100) + (type == ElementType.UInt8 ? 128 : 0));

    private bool Add(Tensor t, QuantParams q)
    {
        _pool.Add((t, q));
        _unread.Add(t);
        return true;
    }

    private bool Next()
    {
        (Tensor x, QuantParams q) = _r.Next(2) == 0 ? _pool[^1] : _pool[_r.Next(_pool.Count)];
        int[] dims = [.. x.Shape.Dims];
        QuantParams y = Params();
        Tensor? result = null;
        switch (_r.Next(13))
        {
            case 0 or 1 or 2:
                Window2D w = GraphBuilder.Window(_r.Next(1, 4), _r.Next(1, 3), _r.Next(0, 2));
                if (GraphBuilder.Size(dims[2], w) < 1 || GraphBuilder.Size(dims[3], w) < 1)
                {
                    return false;
                }

                result = Conv(x, q, y, w);
                break;
            case 3:
                result = _b.Same(new Lookup([.. Enumerable.Range(0, 256).Select(_ => (byte)_r.Next(256))], "Random"), x);
                break;
            case 4 or 5:
                (Tensor other, QuantParams oq) = _pool.Where(p => p.T.Shape == x.Shape).OrderBy(_ => _r.Next()).First();
                _unread.Remove(other);
                result = _b.Same(_r.Next(2) == 0 ? new QAdd(q, oq, y) : new QMul(q, oq, y), x, other);
                break;
            case 6 or 7:
                List<(Tensor T, QuantParams Q)> parts = [(x, q), .. _pool.Where(p => p.T != x && p.T.Shape[2] == dims[2] && p.T.Shape[3] == dims[3]).OrderBy(_ => _r.Next()).Take(2)];
                if (parts.Count < 2)
                {
                    return false;
                }

                dims[1] = parts.Sum(p => p.T.Shape[1]);
                parts.ForEach(p => _unread.Remove(p.T));
                result = _b.Add(new QConcat(1, [.. parts.Select(p => p.Q)], y), _type, dims, [.. parts.Select(p => p.T)]);
                break;
            case 8 when dims[2] > 1 && dims[3] > 1:
                Window2D pool = GraphBuilder.Window(2, _r.Next(1, 3), _r.Next(0, 2));
                int[] pooled = [dims[0], dims[1], GraphBuilder.Size(dims[2], pool), GraphBuilder.Size(dims[3], pool)];
                result = _b.Add(new QAveragePool(pool, _r.Next(2) == 0, q, y), _type, pooled, x);
                break;
            case 9 when dims[2] > 1 && dims[3] > 1:
                Window2D max = GraphBuilder.Window(2, _r.Next(1, 3), _r.Next(0, 2));
                y = q;
                result = _b.Add(new MaxPool(max), _type, [dims[0], dims[1], GraphBuilder.Size(dims[2], max), GraphBuilder.Size(dims[3], max)], x);
                break;
            case 10:
                Tensor gap = _b.Add(new QGlobalAveragePool(q, y), _type, [dims[0], dims[1], 1, 1], x);
                QuantParams z = Params();
                result = _b.Same(new QMul(q, y, z), x, gap);
                y = z;
                break;
            case 11:
                y = new QuantParams(_type, 1f / 256, _type == ElementType.UInt8 ? 0 : -128);
                result = _b.Same(new QSoftmax(_r.Next(1, 4), q, y), x);
                break;
            case 12 when dims[1] > 1:
                int cut = _r.Next(1, dims[1]);
                y = q;
                result = _b.Add(new Slice([0, cut, 0, 0], [1, 1, 1, 1]), _type, [dims[0], dims[1] - cut, dims[2], dims[3]], x);
                break;
        }

        if (result is null)
        {
            return false;
        }

        _unread.Remove(x);
        return Add(result, y);
    }

    private Tensor Conv(Tensor x, QuantParams q, QuantParams y, Window2D w)
    {
        int c = x.Shape[1], kind = _r.Next(6), group = kind == 0 ? c : 1, outputs = kind == 0 ? c : _r.Next(1, 24);
        int[] dims = [x.Shape[0], outputs, GraphBuilder.Size(x.Shape[2], w), GraphBuilder.Size(x.Shape[3], w)];
        bool unsigned = kind is 1 or 2;
        Tensor weights = unsigned ? _b.UBytes(outputs, c / group, w.KernelH, w.KernelW) : _b.SBytes(-128, 127, outputs, c / group, w.KernelH, w.KernelW);
        ElementType type = unsigned ? ElementType.UInt8 : ElementType.Int8;
        QuantParams wq = kind switch
        {
            1 => new QuantParams(type, 0.003f, 128),
            2 => new QuantParams(type, 0.003f, 101),
            _ => new QuantParams(type, [.. Enumerable.Range(0, outputs).Select(_ => (float)(0.001 + (_r.NextDouble() * 0.004)))], [.. new int[outputs]]),
        };
        Tensor bias = _b.Ints(-3000, 3000, outputs);
        return kind switch
        {
            3 => _b.Add(new QConvFloat(w, group, q, wq, y, new Unary(UnaryKind.Silu)), y.Type, dims, x, weights, bias),
            4 => _b.Add(new QConv(w, group, q, wq, y, [.. Enumerable.Range(0, 256).Select(_ => (byte)_r.Next(256))]), y.Type, dims, x, weights, bias),
            _ => _b.Add(new QConv(w, group, q, wq, y), y.Type, dims, x, weights, bias),
        };
    }
}
