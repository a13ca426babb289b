using YoloGen.Compiler.Graph;

namespace YoloGen.Compiler.Tests.Passes;

/// <summary>Random networks of a dozen nodes with Q/DQ pairs at random places.</summary>
internal static class RandomQdq
{
    /// <param name="seed">Same seed, same model.</param>
    /// <param name="pairs">How likely a value gets its own Q/DQ pair.</param>
    public static QdqModel Make(int seed, double pairs)
    {
        var m = new QdqModel(seed) { Type = seed % 2 == 0 ? ElementType.UInt8 : ElementType.Int8 };
        Random r = m.Random;
        var pool = new List<Value> { m.Pair(m.Input(1, 4, 8, 8)) };
        int nodes = r.Next(3, 12);
        for (int i = 0; i < nodes; i++)
        {
            Value x = Pick(pool, r, v => v.Shape is [_, _, > 1, > 1]) ?? pool[0];
            (Value y, double low, double high) = Next(m, r, pool, x);
            if (r.NextDouble() < pairs)
            {
                y = m.Pair(y, low, high, r.Next(20) == 0 ? ElementType.UInt8 : null);
                if (r.Next(15) == 0)
                {
                    // A second pair, as naive quantizers leave it, or another view of the same value.
                    y = m.Pair(y, low, high);
                }
            }

            pool.Add(y);
        }

        m.Output(pool[^1]);
        if (r.Next(3) == 0)
        {
            m.Output(pool[r.Next(pool.Count / 2, pool.Count)]);
        }

        return m;
    }

    private static Value? Pick(List<Value> pool, Random r, Func<Value, bool> wanted)
    {
        Value[] fitting = [.. pool.Where(wanted)];
        return fitting.Length == 0 ? null : r.Next(2) == 0 ? fitting[^1] : fitting[r.Next(fitting.Length)];
    }

    private static (Value Value, double Low, double High) Next(QdqModel m, Random r, List<Value> pool, Value x)
    {
        int h = x.Shape[2], w = x.Shape[3];
        switch (r.Next(42))
        {
            case 0 or 1 or 2 or 3:
                WeightForm form = r.Next(6) == 0 ? (WeightForm)r.Next(5) : WeightForm.SignedPerChannel;
                Value y = m.Conv(x, r.Next(1, 6) * 2, r.Next(2) == 0 && h > 2 && w > 2 ? 3 : 1, r.Next(1, 3), r.Next(2), 1, form, (BiasForm)r.Next(3));
                return r.Next(4) switch
                {
                    0 => (m.Unary("Relu", y), 0, 3),
                    1 when r.Next(2) == 0 => (m.Clip(y, 0, 6), 0, 6),
                    1 => (m.Unary("LeakyRelu", y, ("alpha", 0.1f)), -0.3, 3),
                    _ => (y, -3, 3),
                };
            case 4:
                return (m.Conv(x, x.Shape[1], h > 2 && w > 2 ? 3 : 1, 1, 1, x.Shape[1]), -3, 3);
            case 5:
                return (m.Unary("LeakyRelu", x, ("alpha", 0.1f)), -0.3, 3);
            case 6:
                return (m.Unary("Sigmoid", x), 0, 1);
            case 7:
                return (m.Binary("Mul", x, m.Unary("Sigmoid", x)), -0.3, 3);
            case 8:
                return (m.Binary("Mul", x, m.Pair(m.Unary("Sigmoid", x), 0, 1)), -0.3, 3);
            case 9 or 10:
                Value other = Pick(pool, r, v => v.Shape.AsSpan().SequenceEqual(x.Shape)) ?? x;
                return (m.Binary(r.Next(2) == 0 ? "Add" : "Mul", x, other), -4, 4);
            case 11:
                return (m.Binary(r.Next(2) == 0 ? "Add" : "Mul", x, m.ByteConstant(r.Next(2) == 0 ? [1] : [1, x.Shape[1], 1, 1])), -3, 3);
            case 12 or 13:
                Value[] parts = [x, .. pool.Where(v => v.Shape.Length == 4 && v.Shape[2] == h && v.Shape[3] == w).Take(2)];
                return (m.Concat(1, parts), -3, 3);
            case 14:
                return (m.Pool("MaxPool", x, 2, 2), -1, 3);
            case 15:
                return (m.Pool("AveragePool", x, 2, 2), -2, 2);
            case 16:
                return (m.Op("GlobalAveragePool", [1, x.Shape[1], 1, 1], [x]), -1, 1);
            case 17:
                return (m.Op("ReduceMean", [1, x.Shape[1], 1, 1], [x], ("axes", new[] { 2, 3 })), -1, 1);
            case 18:
                return (m.Op("ReduceMax", [1, 1, h, w], [x], ("axes", new[] { 1 })), -1, 3);
            case 19:
                return (m.Transpose(m.Reshape(x, 1, x.Shape[1], h * w, 1), 0, 1, 3, 2), -3, 3);
            case 20:
                return (m.Resize(x, 2), -3, 3);
            case 21:
                return x.Shape[1] > 1 ? (m.Slice(x, 0, x.Shape[1] / 2), -3, 3) : (m.Unary("Relu", x), 0, 3);
            case 22:
                return (m.Unary("Relu", x), 0, 3);
            case 23:
                // Over one or two elements ONNX Runtime overflows to infinity.
                int axis = r.Next(1, 4);
                return (m.Unary(x.Shape[axis] >= 4 ? "Softmax" : "Sigmoid", x, x.Shape[axis] >= 4 ? [("axis", axis)] : []), 0, 1);
            case 24:
                return (m.MatMul(x, r.Next(1, 9), (WeightForm)r.Next(5)), -3, 3);
            case 25:
                return (m.Unary("HardSwish", x), -0.4, 3);
            case 26:
                return (m.Unary(r.Next(2) == 0 ? "Tanh" : "HardSigmoid", x), -1, 1);
            case 27:
                return (m.Split(x, r.Next(2)), -3, 3);
            case 28:
                return (m.Pad(x, r.Next(2), r.Next(3)), -3, 3);
            case 29:
                Value flat = m.Reshape(x, 1, x.Shape.Aggregate(1, (n, d) => n * d));
                flat = r.Next(2) == 0 ? m.Pair(flat) : flat;
                Value product = m.Gemm(flat, 4, r.Next(2) == 0, (WeightForm)r.Next(5), (BiasForm)r.Next(3));
                return (m.Reshape(r.Next(2) == 0 ? m.Pair(product) : product, 1, 1, 2, 2), -3, 3);
            case 30:
                return (m.Binary(new[] { "Sub", "Div", "Max", "Min" }[r.Next(4)], x, m.Floats([1, x.Shape[1], 1, 1], [.. Enumerable.Range(1, x.Shape[1]).Select(i => i * 0.5f)])), -3, 3);
            case 31:
                return (m.Binary(r.Next(2) == 0 ? "Add" : "Mul", x, m.Floats([], 0.7f)), -3, 3);
            case 32:
                return (m.Op("GlobalMaxPool", [1, x.Shape[1], 1, 1], [x]), -1, 3);
            case 33:
                return (m.ConvTranspose(x, 4, (WeightForm)r.Next(5), (BiasForm)r.Next(3)), -3, 3);
            case 34:
                return (m.Conv1D(x, r.Next(1, 5), (WeightForm)r.Next(5), (BiasForm)r.Next(3)), -3, 3);
            case 35:
                return (m.Pool("AveragePool", x, 3, 1, 1), -2, 2);
            case 36:
                return (m.Pool("MaxPool", x, 3, 2, 1), -1, 3);
            case 37 when x.Shape[1] % 4 == 0:
                return (m.Op("DepthToSpace", [1, x.Shape[1] / 4, h * 2, w * 2], [x], ("blocksize", 2)), -3, 3);
            case 38:
                return (m.Reshape(m.Op("Squeeze", x.Shape[1..], [x, m.Longs(0)]), x.Shape), -3, 3);
            case 39:
                return (m.Binary("Mul", m.Binary("Add", x, m.Floats([], 3)), m.Unary("Sigmoid", x)), -1, 5);
            case 40:
                return (m.Op("PRelu", x.Shape, [x, m.Floats([x.Shape[1], 1, 1], [.. Enumerable.Range(1, x.Shape[1]).Select(i => i * 0.05f)])]), -1, 3);
            default:
                return (m.Op("ReduceMean", [1, 1, h, w], [x], ("axes", new[] { 1 })), -1, 1);
        }
    }
}
