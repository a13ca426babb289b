using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;
using YoloGen.Quantization.Calibration;

namespace YoloGen.Quantization.Choice;

/// <summary>What bytes of a range make of each bin of a histogram, seen behind the function that reads the tensor.</summary>
internal sealed class ByteError
{
    private readonly Histogram _histogram;
    private readonly double[] _errors = new double[Histogram.Bins];
    private readonly double[] _values = new double[Histogram.Bins];

    /// <param name="histogram">The tensor's values.</param>
    /// <param name="range">What the bytes 0 to 255 stand for.</param>
    /// <param name="function">The function's result in the middle of each bin; null for the value itself.</param>
    public ByteError(Histogram histogram, ValueRange range, double[]? function)
        : this(histogram, ParameterTable.FromRange(range, ElementType.UInt8), function)
    {
    }

    /// <param name="histogram">The tensor's values.</param>
    /// <param name="p">Scale and zero point of the tensor's bytes.</param>
    /// <param name="function">The function's result in the middle of each bin; null for the value itself.</param>
    public ByteError(Histogram histogram, QuantParams p, double[]? function)
    {
        _histogram = histogram;
        int lowest = p.Type == ElementType.Int8 ? -128 : 0;
        Span<double> levels = stackalloc double[256];
        for (int q = 0; q < 256; q++)
        {
            double value = (double)p.Scale * (q + lowest - p.ZeroPoint);
            levels[q] = function is null ? value : At(function, value);
        }

        for (int bin = 0; bin < Histogram.Bins; bin++)
        {
            double center = histogram.Center(bin);
            int level = (int)Math.Clamp(Math.Round(center / p.Scale) + p.ZeroPoint - lowest, 0, 255);
            _values[bin] = function is null ? center : function[bin];
            _errors[bin] = _values[bin] - levels[level];
        }
    }

    /// <summary>Difference between float and byte in the middle of a bin.</summary>
    public double Error(int bin) => _errors[bin];

    /// <summary>The float value in the middle of a bin.</summary>
    public double Value(int bin) => _values[bin];

    /// <summary>Sum of squared errors over all values.</summary>
    public double Sum()
    {
        double sum = 0;
        ReadOnlySpan<long> counts = _histogram.Counts;
        for (int bin = 0; bin < counts.Length; bin++)
        {
            sum += counts[bin] * _errors[bin] * _errors[bin];
        }

        return sum;
    }

    /// <summary>The function between the middles of two bins.</summary>
    private double At(double[] function, double value)
    {
        double place = Math.Clamp(((value - _histogram.Range.Min) / _histogram.Width) - 0.5, 0, Histogram.Bins - 1);
        int left = Math.Min((int)place, Histogram.Bins - 2);
        return function[left] + ((place - left) * (function[left + 1] - function[left]));
    }
}
