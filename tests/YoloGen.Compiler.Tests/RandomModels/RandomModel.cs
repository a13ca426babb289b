using YoloGen.Onnx;

namespace YoloGen.Compiler.Tests.RandomModels;

/// <summary>
/// A random small network of the operators that detectors are made of. With <c>exact</c> only those whose quantized form is exact everywhere.
/// The last feature maps that nothing reads are the outputs.
/// </summary>
internal sealed class RandomModel
{
    private readonly Random _random;
    private readonly bool _exact;
    private readonly OnnxModelBuilder _builder = new(14);
    private readonly List<(string Name, long[] Dims)> _maps = [];
    private readonly HashSet<string> _read = [];
    private int _count;

    private RandomModel(int seed, bool exact) => (_random, _exact) = (new Random(seed), exact);

    /// <summary>The model of a seed. Its input is x.</summary>
    public static OnnxModel Build(int seed, bool exact)
    {
        var random = new RandomModel(seed, exact);
        long[] dims = [1, random.Size(1, 8), random.Size(5, 14), random.Size(5, 14)];
        random._builder.Input("x", dims);
        random._maps.Add(("x", dims));
        for (int i = random.Size(2, 9); i > 0 || random._maps.Count == 1; i--)
        {
            random.Step();
        }

        // What was read twice may leave nothing unread but the last map.
        random._read.Remove(random._maps[^1].Name);
        foreach ((string name, long[] outputDims) in random._maps.Where(m => !random._read.Contains(m.Name)))
        {
            random._builder.Output(name, outputDims);
        }

        return random._builder.Build();
    }

    private int Size(int least, int most) => _random.Next(least, most + 1);

    private (string Name, long[] Dims) Pick()
    {
        (string Name, long[] Dims) map = _maps[Math.Max(_random.Next(_maps.Count), _random.Next(_maps.Count))];
        _read.Add(map.Name);
        return map;
    }

    private void Step()
    {
        (string x, long[] d) = Pick();
        switch (_random.Next(_exact ? 12 : 16))
        {
            case 0 or 1 or 2: Conv(x, d, depthwise: false); break;
            case 3: Conv(x, d, depthwise: true); break;
            case 4: Binary(x, d); break;
            case 5: Concat(x, d); break;
            case 6: Pool(x, d); break;
            case 7 when _random.Next(3) == 0 && d.Skip(1).Any(s => s >= 4): Node("Softmax", x, d, ("axis", Array.FindIndex(d, 1, s => s >= 4))); break;
            case 7: Node("LeakyRelu", x, d, ("alpha", 0.1f)); break;
            case 8: Excite(x, d); break;
            case 9: Upsample(x, d, "nearest"); break;
            case 10: Slices(x, d); break;
            case 11: Shuffle(x, d); break;
            case 12: Upsample(x, d, "linear"); break;
            case 13: Node(new[] { "Sigmoid", "Tanh", "HardSwish", "Elu", "Softplus" }[_random.Next(5)], x, d); break;
            case 14: Silu(x, d); break;
            default: Normalize(x, d); break;
        }
    }

    private string Node(string op, string x, long[] dims, params (string, object)[] attributes) => Node(op, [x], dims, attributes);

    private string Node(string op, string[] inputs, long[] dims, params (string, object)[] attributes)
    {
        string name = $"t{_count++}";
        _builder.Node(op, inputs, [name], attributes);
        _maps.Add((name, dims));
        return name;
    }

    private string Floats(double range, params long[] dims)
    {
        string name = $"w{_count++}";
        _builder.Initializer(name, dims, [.. Enumerable.Range(0, (int)dims.Aggregate(1L, (a, b) => a * b)).Select(_ => (float)(((_random.NextDouble() * 2) - 1) * range))]);
        return name;
    }

    private string Longs(params long[] values)
    {
        string name = $"i{_count++}";
        _builder.Initializer(name, [values.Length], values);
        return name;
    }

    private void Conv(string x, long[] d, bool depthwise)
    {
        int kh = Size(1, (int)Math.Min(3, d[2])), kw = Size(1, (int)Math.Min(3, d[3])), stride = d[2] > 3 && d[3] > 3 ? Size(1, 2) : 1;
        long m = depthwise ? d[1] : Size(1, 12), per = depthwise ? 1 : d[1];
        string[] inputs = [x, Floats(1.5 / Math.Sqrt(per * kh * kw), m, per, kh, kw), .. _random.Next(3) == 0 ? (string[])[] : [Floats(0.5, m)]];
        long[] dims = [1, m, ((d[2] + (kh / 2 * 2) - kh) / stride) + 1, ((d[3] + (kw / 2 * 2) - kw) / stride) + 1];
        string y = Node("Conv", inputs, dims, ("group", depthwise ? (int)d[1] : 1), ("strides", new[] { stride, stride }), ("pads", new[] { kh / 2, kw / 2, kh / 2, kw / 2 }));
        if (_random.Next(3) == 0)
        {
            _read.Add(y);
            _maps.RemoveAt(_maps.Count - 1);
            Node("Relu", y, dims);
        }
    }

    private void Binary(string x, long[] d)
    {
        (string Name, long[] Dims)[] same = [.. _maps.Where(m => m.Name != x && m.Dims.SequenceEqual(d))];
        if (same.Length == 0)
        {
            // A branch beside the short cut.
            string branch = Node("Conv", [x, Floats(1.5 / Math.Sqrt(d[1]), d[1], d[1], 1, 1), Floats(0.5, d[1])], d);
            same = [(branch, d)];
        }

        string other = same[_random.Next(same.Length)].Name;
        _read.Add(other);
        Node(_random.Next(3) == 0 ? "Mul" : "Add", _random.Next(2) == 0 ? [x, other] : [other, x], d);
    }

    private void Concat(string x, long[] d)
    {
        (string Name, long[] Dims)[] same = [.. _maps.Where(m => m.Name != x && m.Dims[2] == d[2] && m.Dims[3] == d[3])];
        (string other, long[] o) = same.Length == 0 ? (x, d) : same[_random.Next(same.Length)];
        _read.Add(other);
        Node("Concat", [x, other], [1, d[1] + o[1], d[2], d[3]], ("axis", 1));
    }

    private void Pool(string x, long[] d)
    {
        int k = Size(2, 3);
        if (d[2] < k || d[3] < k)
        {
            return;
        }

        int stride = Size(1, 2), pad = k == 3 ? Size(0, 1) : 0;
        long[] dims = [1, d[1], ((d[2] + (2 * pad) - k) / stride) + 1, ((d[3] + (2 * pad) - k) / stride) + 1];
        Node(_random.Next(2) == 0 ? "MaxPool" : "AveragePool", x, dims, ("kernel_shape", new[] { k, k }), ("strides", new[] { stride, stride }), ("pads", new[] { pad, pad, pad, pad }));
    }

    /// <summary>x * f(mean(x)), as squeeze and excitation.</summary>
    private void Excite(string x, long[] d)
    {
        string pooled = Node("GlobalAveragePool", x, [1, d[1], 1, 1]);
        _read.Add(pooled);
        _maps.RemoveAt(_maps.Count - 1);
        Node("Mul", _random.Next(2) == 0 ? [x, pooled] : [pooled, x], d);
    }

    private void Upsample(string x, long[] d, string mode)
    {
        if (d[2] * d[3] > 400)
        {
            return;
        }

        string scales = $"w{_count++}";
        _builder.Initializer(scales, [4], 1f, 1f, 2f, 2f);
        Node("Resize", [x, "", scales], [1, d[1], d[2] * 2, d[3] * 2], ("mode", mode), ("coordinate_transformation_mode", mode == "nearest" ? "asymmetric" : "half_pixel"), ("nearest_mode", "floor"));
    }

    private void Slices(string x, long[] d)
    {
        if (d[1] < 2)
        {
            return;
        }

        long cut = Size(1, (int)d[1] - 1);
        Node("Slice", [x, Longs(0), Longs(cut), Longs(1)], [1, cut, d[2], d[3]]);
        Node("Slice", [x, Longs(cut), Longs(d[1]), Longs(1)], [1, d[1] - cut, d[2], d[3]]);
    }

    private void Shuffle(string x, long[] d)
    {
        string moved = Node("Transpose", x, [d[0], d[1], d[3], d[2]], ("perm", new[] { 0, 1, 3, 2 }));
        if (_random.Next(2) == 0)
        {
            _read.Add(moved);
            Node("Reshape", [moved, Longs(1, d[1] * d[3], d[2], 1)], [1, d[1] * d[3], d[2], 1]);
        }
    }

    private void Silu(string x, long[] d)
    {
        string gate = Node("Sigmoid", x, d);
        _read.Add(gate);
        _maps.RemoveAt(_maps.Count - 1);
        Node("Mul", [x, gate], d);
    }

    private void Normalize(string x, long[] d)
    {
        string variance = $"w{_count++}";
        _builder.Initializer(variance, [d[1]], [.. Enumerable.Range(0, (int)d[1]).Select(_ => (float)(0.3 + _random.NextDouble()))]);
        Node("BatchNormalization", [x, Floats(1, d[1]), Floats(1, d[1]), Floats(1, d[1]), variance], d);
    }
}
