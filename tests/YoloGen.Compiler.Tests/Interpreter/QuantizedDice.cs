using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Tests.Import;

namespace YoloGen.Compiler.Tests.Interpreter;

/// <summary>Random values and parameters of one 8-bit type.</summary>
internal sealed class QuantizedDice(int seed, bool signed)
{
    private readonly Random _random = new(seed);

    public int Next(int low, int high) => _random.Next(low, high + 1);

    public float Scale() => (float)Math.Exp((_random.NextDouble() * 3) - 5);

    /// <summary>Adds random bytes as an input.</summary>
    public OneNode Input(OneNode node, params long[] dims)
    {
        Shape shape = Shape.Of([.. dims.Select(d => (int)d)]);
        var bytes = new byte[shape.Count];
        _random.NextBytes(bytes);
        return node.In(signed ? new TensorData(shape, Array.ConvertAll(bytes, b => (sbyte)b)) : new TensorData(shape, bytes));
    }

    /// <summary>Adds a scale, multiplied with <paramref name="factor"/>, and a zero point.</summary>
    public OneNode Params(OneNode node, float factor = 1)
    {
        node = node.Scalar(Scale() * factor);
        int zero = _random.Next(256);
        return signed ? node.Scalar((sbyte)(zero - 128)) : node.Scalar((byte)zero);
    }
}
