using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Tests.Import;
using YoloGen.Onnx;

namespace YoloGen.Compiler.Tests.Interpreter;

/// <summary>Random types, scales, zero points and bytes for one-node models; every seed gives one case.</summary>
internal sealed class RandomQuantization(int seed)
{
    public Random Random { get; } = new(seed);

    public ElementType Type() => Random.Next(2) == 0 ? ElementType.UInt8 : ElementType.Int8;

    /// <summary>Log-uniform in about 0.003 to 1, or a power of two, with which halves come out exactly.</summary>
    public float Scale() => Random.Next(4) == 0 ? MathF.Pow(2, Random.Next(-8, 0)) : (float)Math.Exp((Random.NextDouble() * 6) - 6);

    public float[] Scales(int count) => [.. Enumerable.Range(0, count).Select(_ => Scale())];

    public int Size(int least, int most) => Random.Next(least, most + 1);

    public bool Flip() => Random.Next(2) == 0;

    public TensorData Bytes(ElementType type, params long[] dims)
    {
        Shape shape = Shape.Of([.. dims.Select(d => (int)d)]);
        var bytes = new byte[shape.Count];
        Random.NextBytes(bytes);
        return type == ElementType.UInt8 ? new TensorData(shape, bytes) : new TensorData(shape, Array.ConvertAll(bytes, b => (sbyte)b));
    }

    /// <summary>Random bytes as a constant: zero points and weights.</summary>
    public OnnxTensor Constant(ElementType type, params long[] dims)
    {
        TensorData data = Bytes(type, dims);
        return type == ElementType.UInt8 ? OnnxModelBuilder.Tensor("", dims, data.Bytes) : OnnxModelBuilder.Tensor("", dims, data.SBytes);
    }

    public OnnxTensor Bias(int count) => OnnxModelBuilder.Tensor("", [count], [.. Enumerable.Range(0, count).Select(_ => Random.Next(-3000, 3000))]);

    /// <summary>Adds a scale and a zero point.</summary>
    public OneNode Params(OneNode node, ElementType type) => node.Scalar(Scale()).Const(Constant(type));

    /// <summary>Adds a scale near <paramref name="scale"/> and a zero point, so that few results saturate.</summary>
    public OneNode Near(OneNode node, double scale, ElementType type) => node.Scalar((float)(scale * Math.Exp((Random.NextDouble() * 2) - 1))).Const(Constant(type));
}
