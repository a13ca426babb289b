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
    private readonly Histogram _histogram;
    private readonly ByteError _error;
    private readonly int _channels;
    private readonly int _inner;
    private readonly (double Error, double Sum, double Squares, long Count)[] _sums;

    public ChannelNoise(Tensor tensor, Histogram histogram, QuantParams p, double[]? function)
    {
        _histogram = histogram;
        _error = new ByteError(histogram, p, function);
        _channels = tensor.Shape.Rank > 1 ? tensor.Shape[1] : 1;
        _inner = (int)(tensor.Shape.Rank > 1 ? tensor.Shape.RowMajorStrides()[1] : tensor.Shape.Count);
        _sums = new (double, double, double, long)[_channels];
    }

    public void Add(ReadOnlySpan<float> values)
    {
        for (int start = 0, plane = 0; start < values.Length; start += _inner, plane++)
        {
            double error = 0, sum = 0, squares = 0;
            foreach (float v in values.Slice(start, _inner))
            {
                int bin = _histogram.BinOf(v);
                double e = _error.Error(bin), f = _error.Value(bin);
                error += e * e;
                sum += f;
                squares += f * f;
            }

            ref (double Error, double Sum, double Squares, long Count) s = ref _sums[plane % _channels];
            s = (s.Error + error, s.Sum + sum, s.Squares + squares, s.Count + _inner);
        }
    }

    /// <summary>Mean over the channels, 0 to 1; channels that never change count as kept.</summary>
    public double Mean() => _sums.Average(s =>
    {
        double variance = s.Squares - (s.Sum * s.Sum / Math.Max(1, s.Count));
        return variance <= 1e-12 * s.Squares ? 0 : Math.Min(1, s.Error / variance);
    });
}
