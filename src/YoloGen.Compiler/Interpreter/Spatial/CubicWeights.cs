using YoloGen.Compiler.Graph.Operators;
using YoloGen.Compiler.Planning;

namespace YoloGen.Compiler.Interpreter;

/// <summary>Cubic interpolation with coefficient a (Keys 1981, "Cubic convolution interpolation for digital image processing").</summary>
internal static class CubicWeights
{
    /// <summary>The four neighbours of an output element, limited to the axis, and their weights.</summary>
    public static (int[] Taps, float[] Weights) Of(Resize op, int axis, int index, int size, int count)
    {
        float x = ResizeCoordinates.Source(op, axis, index, size, count), floor = MathF.Floor(x), t = x - floor;
        float[] weights = [Far(t + 1, op.CubicCoefficient), Near(t, op.CubicCoefficient), Near(1 - t, op.CubicCoefficient), Far(2 - t, op.CubicCoefficient)];
        var taps = new int[4];
        float sum = 0;
        for (int k = 0; k < 4; k++)
        {
            int at = (int)floor - 1 + k;
            weights[k] = op.ExcludeOutside && (at < 0 || at >= size) ? 0 : weights[k];
            sum += weights[k];
            taps[k] = Math.Clamp(at, 0, size - 1);
        }

        for (int k = 0; k < 4 && op.ExcludeOutside; k++)
        {
            weights[k] /= sum;
        }

        return (taps, weights);
    }

    public static float Sum(ReadOnlySpan<float> x, int offset, int stride, int[] taps, float[] weights)
    {
        float sum = 0;
        for (int k = 0; k < taps.Length; k++)
        {
            sum = MathF.FusedMultiplyAdd(x[(taps[k] * stride) + offset], weights[k], sum);
        }

        return sum;
    }

    /// <summary>(a + 2) d^3 - (a + 3) d^2 + 1 for distances up to 1.</summary>
    private static float Near(float d, float a) => ((((a + 2) * d) - (a + 3)) * d * d) + 1;

    /// <summary>a d^3 - 5 a d^2 + 8 a d - 4 a for distances of 1 to 2.</summary>
    private static float Far(float d, float a) => ((((((a * d) - (5 * a)) * d) + (8 * a)) * d) - (4 * a));
}
