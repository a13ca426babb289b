using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;
using YoloGen.Quantization.Calibration;
using YoloGen.Quantization.Choice;

namespace YoloGen.Quantization.Keeping;

/// <summary>
/// What bytes take from each channel of a tensor: squared error over variance, behind the function that reads it. A channel whose values lie within
/// one step of the tensor's scale has lost all (1), however small its share of the tensor's error.
/// </summary>
internal sealed class ChannelNoise
{
    private readonly ByteError _error;
    private readonly ByteError _shift;
    private readonly int _channels;
    private readonly int _inner;
    private readonly (double Error, double Shift, double Sum, double Squares, long Count)[] _sums;

    /// <param name="tensor">The tensor.</param>
    /// <param name="histogram">Its values.</param>
    /// <param name="p">Scale and zero point of its bytes.</param>
    /// <param name="function">The function that alone reads it, in the middle of each bin; null where there is none.</param>
    /// <param name="result">The bytes of that function's result; null where it stays in floats.</param>
    public ChannelNoise(Tensor tensor, Histogram histogram, QuantParams p, double[]? function, QuantParams? result = null)
    {
        _error = new ByteError(histogram, p, function);
        _shift = result is null ? _error : new ByteError(histogram, p, function, result);
        _channels = tensor.Shape.Rank > 1 ? tensor.Shape[1] : 1;
        _inner = (int)(tensor.Shape.Rank > 1 ? tensor.Shape.RowMajorStrides()[1] : tensor.Shape.Count);
        _sums = new (double, double, double, double, long)[_channels];
    }

    public void Add(ReadOnlySpan<float> values)
    {
        for (int start = 0, plane = 0; start < values.Length; start += _inner, plane++)
        {
            double error = 0, shift = 0, sum = 0, squares = 0;
            foreach (float v in values.Slice(start, _inner))
            {
                (double f, double level) = _error.Of(v);
                error += (f - level) * (f - level);
                shift += (ReferenceEquals(_error, _shift) ? level : _shift.Of(v).Byte) - f;
                sum += f;
                squares += f * f;
            }

            ref (double Error, double Shift, double Sum, double Squares, long Count) s = ref _sums[plane % _channels];
            s = (s.Error + error, s.Shift + shift, s.Sum + sum, s.Squares + squares, s.Count + _inner);
        }
    }

    /// <summary>Mean over the channels, 0 to 1; channels that never change count as kept.</summary>
    public double Mean() => _sums.Average(s =>
    {
        double variance = s.Squares - (s.Sum * s.Sum / Math.Max(1, s.Count));
        return variance <= 1e-12 * s.Squares ? 0 : Math.Min(1, s.Error / variance);
    });

    /// <summary>By how much bytes move the mean of each channel, upwards; behind the function those of its result included.</summary>
    public float[] Shifts() => [.. _sums.Select(s => (float)(s.Shift / Math.Max(1, s.Count)))];
}
