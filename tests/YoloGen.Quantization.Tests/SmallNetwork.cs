using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;

namespace YoloGen.Quantization.Tests;

/// <summary>Networks of a few 1x1 convolutions over a photo of 8x8 pixels.</summary>
internal sealed class SmallNetwork
{
    private readonly List<Node> _nodes = [];

    public Tensor Photo { get; } = new("photo", ElementType.Float32, Shape.Of(1, 3, 8, 8));

    /// <summary>A 1x1 convolution; channel o of the output is input channel o % C times the o-th factor.</summary>
    public Tensor Scaled(string name, Tensor x, params float[] factors) => Scaled(name, x, null, factors);

    /// <summary>The same with a bias.</summary>
    public Tensor Scaled(string name, Tensor x, float[]? bias, float[] factors)
    {
        int channels = x.Shape[1];
        var weights = new float[factors.Length * channels];
        for (int o = 0; o < factors.Length; o++)
        {
            weights[(o * channels) + (o % channels)] = factors[o];
        }

        var w = new Tensor(name + "_w", new TensorData(Shape.Of(factors.Length, channels, 1, 1), weights));
        Tensor? b = bias is null ? null : new Tensor(name + "_b", new TensorData(Shape.Of(bias.Length), bias));
        return Add(name, new Conv(new Window2D(1, 1, 1, 1, 1, 1, 0, 0, 0, 0), 1), b is null ? [x, w] : [x, w, b], Shape.Of(1, factors.Length, 8, 8));
    }

    /// <summary>A depthwise 1x1 convolution: each channel times its factor.</summary>
    public Tensor Depthwise(string name, Tensor x, params float[] factors)
    {
        var w = new Tensor(name + "_w", new TensorData(Shape.Of(factors.Length, 1, 1, 1), factors));
        return Add(name, new Conv(new Window2D(1, 1, 1, 1, 1, 1, 0, 0, 0, 0), factors.Length), [x, w], x.Shape);
    }

    public Tensor Unary(string name, UnaryKind kind, float alpha, Tensor x) => Add(name, new Unary(kind, alpha), [x], x.Shape);

    public Tensor MaxPool(string name, Tensor x) => Add(name, new MaxPool(new Window2D(3, 3, 1, 1, 1, 1, 1, 1, 1, 1)), [x], x.Shape);

    public Tensor Silu(string name, Tensor x)
        => Add(name, new Binary(BinaryKind.Mul), [x, Add(name + "_sigmoid", new Unary(UnaryKind.Sigmoid), [x], x.Shape)], x.Shape);

    public Tensor Concat(string name, params Tensor[] parts)
        => Add(name, new Concat(1), parts, Shape.Of(1, parts.Sum(p => p.Shape[1]), 8, 8));

    public NetworkGraph Graph(params Tensor[] outputs)
        => new("small", [Photo], outputs, _nodes, new Dictionary<string, string>(StringComparer.Ordinal));

    private Tensor Add(string name, Operator op, IReadOnlyList<Tensor?> inputs, Shape shape)
    {
        var y = new Tensor(name, ElementType.Float32, shape);
        _nodes.Add(new Node(name, op, inputs, [y]));
        return y;
    }
}
