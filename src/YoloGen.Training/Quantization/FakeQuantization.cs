using TorchSharp;
using static TorchSharp.torch;

namespace YoloGen.Training.Quantization;

/// <summary>
/// What 8-bit integers make of values, in floats, so that a network learns to live with it: QuantizeLinear and DequantizeLinear forwards, and
/// backwards as if rounding were not there (the straight-through estimator of Bengio et al. 2013). Ranges get gradients of their own (learned
/// step size, Esser et al. 2020).
/// </summary>
internal static class FakeQuantization
{
    /// <summary>End of the name of a trained tensor that holds a range: its lower end, at most 0, and its upper end, at least 0.</summary>
    public const string RangeSuffix = ".range";

    /// <summary>Steps between the smallest and the largest byte.</summary>
    private const double Steps = 255;

    /// <summary>Largest magnitude of a weight's byte: -128 has no counterpart and is not used.</summary>
    private const double LargestWeight = 127;

    private const double SmallestScale = 1e-12;

    /// <summary>An activation as uint8 with the range's scale and zero point has it.</summary>
    /// <param name="x">Values, any shape.</param>
    /// <param name="range">Lower and upper end.</param>
    public static Tensor Activation(Tensor x, Tensor range)
    {
        // Without its share of the number of values, the range's gradient would be the sum over all of them (Esser et al. 2020, 2.2).
        double share = 1 / Math.Sqrt(x.numel() * Steps);
        Tensor own = range * share + (range * (1 - share)).detach();
        Tensor low = own[0], high = own[1].clamp_min(0);
        // A range that begins at 0 stays there: what ReLU makes has nothing below.
        low = low.ToSingle() < 0 ? low : low.detach().clamp_min(0);
        Tensor scale = ((high - low) / Steps).clamp_min(SmallestScale);
        float zero = MathF.Round(-low.ToSingle() / scale.ToSingle());
        return Round((x / scale).clamp(-zero, Steps - zero)) * scale;
    }

    /// <summary>A convolution's weights as int8, a scale for each output.</summary>
    /// <param name="weight">Weights, BatchNormalization folded in.</param>
    /// <param name="outputs">Dimension of the outputs: 0, or 1 for a transposed convolution.</param>
    public static Tensor Weight(Tensor weight, int outputs)
    {
        long[] others = [1 - outputs, 2, 3];
        Tensor scale = (weight.detach().abs().amax(others, keepdim: true) / LargestWeight).clamp_min(SmallestScale);
        return Round(weight / scale) * scale;
    }

    private static Tensor Round(Tensor x) => x + (x.round() - x).detach();
}
