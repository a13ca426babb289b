using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;
using YoloGen.Compiler.Tests.Planning;

namespace YoloGen.Compiler.Tests.Heads;

/// <summary>Writes detectors as exporters do: one convolution from the photo to each grid, and behind it what a family does.</summary>
internal sealed class HeadModel
{
    private readonly GraphBuilder _b;
    private readonly Dictionary<string, string> _metadata = [];
    private readonly List<(Tensor Tensor, string Name)> _outputs = [];

    public HeadModel(int width, int height, int seed = 1)
    {
        (Width, Height) = (width, height);
        _b = new GraphBuilder(seed);
        Photo = _b.Input(1, 3, height, width);
    }

    public int Width { get; }

    public int Height { get; }

    public Tensor Photo { get; }

    public HeadModel Say(string key, string value)
    {
        _metadata[key] = value;
        return this;
    }

    public HeadModel Output(Tensor tensor, string? name = null)
    {
        _outputs.Add((tensor, name ?? tensor.Name));
        return this;
    }

    public NetworkGraph Build()
    {
        NetworkGraph graph = _b.Build();
        Node[] nodes = [.. graph.Nodes];
        var outputs = new List<Tensor>();
        foreach ((Tensor tensor, string name) in _outputs)
        {
            var named = new Tensor(name, tensor.Type, tensor.Shape);
            nodes = [.. nodes.Select(n => n with
            {
                Inputs = [.. n.Inputs.Select(i => ReferenceEquals(i, tensor) ? named : i)],
                Outputs = [.. n.Outputs.Select(o => ReferenceEquals(o, tensor) ? named : o)],
            })];
            outputs.Add(named);
        }

        return graph with { Nodes = nodes, Outputs = outputs, Metadata = _metadata };
    }

    /// <summary>The last layer of one stride: [1, channels, H, W] with values about -spread to spread.</summary>
    public Tensor Layer(int stride, int channels, float spread = 4)
    {
        Tensor x = _b.Conv(Photo, channels, GraphBuilder.Window(stride, stride));
        return Mul(x, spread / (stride * 8f));
    }

    public Tensor Sigmoid(Tensor x) => _b.Same(new Unary(UnaryKind.Sigmoid), x);

    public Tensor Exp(Tensor x) => _b.Same(new Unary(UnaryKind.Exp), x);

    public Tensor Softmax(Tensor x, int axis) => _b.Same(new Softmax(axis), x);

    public Tensor Mul(Tensor x, float factor) => Mul(x, [factor], []);

    public Tensor Mul(Tensor x, float[] values, params int[] dims) => Binary(BinaryKind.Mul, x, _b.Constant(new TensorData(Shape.Of(dims), values)));

    public Tensor Add(Tensor x, float[] values, params int[] dims) => Binary(BinaryKind.Add, x, _b.Constant(new TensorData(Shape.Of(dims), values)));

    public Tensor Add(Tensor a, Tensor b) => Binary(BinaryKind.Add, a, b);

    public Tensor Sub(Tensor a, Tensor b) => Binary(BinaryKind.Sub, a, b);

    public Tensor Mul(Tensor a, Tensor b) => Binary(BinaryKind.Mul, a, b);

    public Tensor Constant(float[] values, params int[] dims) => _b.Constant(new TensorData(Shape.Of(dims), values));

    public Tensor Product(Tensor x, float[] weights, int columns)
    {
        int[] dims = [.. x.Shape.Dims];
        int rows = dims[^1];
        dims[^1] = columns;
        return _b.Add(new MatMul(), ElementType.Float32, dims, x, Constant(weights, rows, columns));
    }

    /// <summary>A fully connected layer with random weights and a bias.</summary>
    public Tensor Connected(Tensor x, int outputs)
        => _b.Add(new Gemm(1, 1, false, false), ElementType.Float32, [1, outputs], x, _b.Weights(x.Shape[1], outputs), _b.Weights(outputs));

    public Tensor Greatest(Tensor x) => _b.Add(new Reduce(ReduceKind.Max, [1, 2, 3], false), ElementType.Float32, [1], x);

    public Tensor Reshape(Tensor x, params int[] dims) => _b.Add(new Reshape(), x.Type, dims, x);

    public Tensor Transpose(Tensor x, params int[] order) => _b.Add(new Transpose([.. order]), x.Type, [.. order.Select(a => x.Shape[a])], x);

    public Tensor Concat(int axis, params Tensor[] parts)
    {
        int[] dims = [.. parts[0].Shape.Dims];
        dims[axis] = parts.Sum(p => p.Shape[axis]);
        return _b.Add(new Concat(axis), parts[0].Type, dims, parts);
    }

    public Tensor Slice(Tensor x, int axis, int start, int count)
    {
        int[] dims = [.. x.Shape.Dims], starts = new int[dims.Length];
        dims[axis] = count;
        starts[axis] = start;
        return _b.Add(new Slice([.. starts], [.. Enumerable.Repeat(1, dims.Length)]), x.Type, dims, x);
    }

    /// <summary>A map [1, C, H, W] as rows [1, H * W * perCell, C / perCell], a cell's places together.</summary>
    public Tensor Rows(Tensor map, int perCell = 1)
        => Reshape(Transpose(map, 0, 2, 3, 1), 1, map.Shape[2] * map.Shape[3] * perCell, map.Shape[1] / perCell);

    /// <summary>A map [1, A * F, H, W] as rows [1, A * H * W, F], an anchor's cells together.</summary>
    public Tensor AnchorRows(Tensor map, int anchors)
    {
        int fields = map.Shape[1] / anchors, h = map.Shape[2], w = map.Shape[3];
        return Reshape(Transpose(Reshape(map, 1, anchors, fields, h, w), 0, 1, 3, 4, 2), 1, anchors * h * w, fields);
    }

    /// <summary>x and y of each cell of the strides, one after the other, plus an offset, times the stride if asked.</summary>
    public float[] Cells(IEnumerable<int> strides, float offset, bool pixels = false, int repeat = 1, bool wholeGrids = false)
    {
        var values = new List<float>();
        foreach (int s in strides)
        {
            for (int a = 0; a < (wholeGrids ? repeat : 1); a++)
            {
                for (int i = 0; i < Width / s * (Height / s); i++)
                {
                    for (int r = 0; r < (wholeGrids ? 1 : repeat); r++)
                    {
                        values.Add((i % (Width / s) + offset) * (pixels ? s : 1));
                        values.Add((i / (Width / s) + offset) * (pixels ? s : 1));
                    }
                }
            }
        }

        return [.. values];
    }

    private Tensor Binary(BinaryKind kind, Tensor a, Tensor b)
    {
        int rank = Math.Max(a.Shape.Rank, b.Shape.Rank);
        int At(Tensor t, int axis) => axis - rank + t.Shape.Rank is var i && i >= 0 ? t.Shape[i] : 1;
        return _b.Add(new Binary(kind), ElementType.Float32, [.. Enumerable.Range(0, rank).Select(i => Math.Max(At(a, i), At(b, i)))], a, b);
    }
}
