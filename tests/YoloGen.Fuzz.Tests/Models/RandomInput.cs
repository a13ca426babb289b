using YoloGen.Compiler.Graph;

namespace YoloGen.Fuzz.Tests.Models;

/// <summary>Random values of an input.</summary>
internal static class RandomInput
{
    private static readonly float[] Ends = [float.NaN, float.PositiveInfinity, float.NegativeInfinity, float.MaxValue, float.MinValue, 0f, -0f, float.Epsilon, 1e-40f];

    public static TensorData Of(ModelWriter w, Value input)
    {
        int n = Types.Count(input.Dims);
        Shape shape = Shape.Of([.. input.Dims.Select(d => (int)d)]);
        int[] Integers(int least, int most) => [.. Enumerable.Range(0, n).Select(_ => w.Int(least, most))];
        return input.Type switch
        {
            ElementType.Float32 => new TensorData(shape, [.. Enumerable.Range(0, n).Select(_ => w.Special && w.Chance(10) ? w.Pick(Ends) : (float)w.Double(-2, 2))]),
            ElementType.UInt8 => new TensorData(shape, Array.ConvertAll(Integers(0, 255), v => (byte)v)),
            ElementType.Int8 => new TensorData(shape, Array.ConvertAll(Integers(-128, 127), v => (sbyte)v)),
            ElementType.Int32 => new TensorData(shape, Integers(-50, 50)),
            ElementType.Int64 => new TensorData(shape, Array.ConvertAll(Integers(-50, 50), v => (long)v)),
            _ => new TensorData(shape, Array.ConvertAll(Integers(0, 1), v => v == 1)),
        };
    }
}
