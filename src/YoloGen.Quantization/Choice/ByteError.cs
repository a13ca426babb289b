using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;
using YoloGen.Quantization.Calibration;

namespace YoloGen.Quantization.Choice;

/// <summary>What bytes of a range make of each bin of a histogram, seen behind the function that reads the tensor.</summary>
internal sealed class ByteError
{
    private readonly Histogram _histogram;
    private readonly QuantParams _params;
    private readonly double[]? _function;
    private readonly double[] _levels = new double[256];
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
    /// <param name="result">Scale and zero point of the bytes that the function's result becomes; null where it stays as it is.</param>
    public ByteError(Histogram histogram, QuantParams p, double[]? function, QuantParams? result = null)
    {
        (_histogram, _params, _function) = (histogram, p, function);
        int lowest = p.Type == ElementType.Int8 ? -128 : 0;
        for (int q = 0; q < 256; q++)
        {
            double value = (double)p.Scale * (q + lowest - p.ZeroPoint);
            _levels[q] = function is null ? value : At(function, value);
            _levels[q] = result is null ? _levels[q] : Rounded(_levels[q], result);
        }

        for (int bin = 0; bin < Histogram.Bins; bin++)
        {
            double center = histogram.Center(bin);
            int level = LevelOf(center);
            _values[bin] = function is null ? center : function[bin];
            _errors[bin] = _values[bin] - _levels[level];
        }
    }

    /// <summary>A float value, and what its byte stands for, both behind the function.</summary>
    public (double Float, double Byte) Of(float value) => (_function is null ? value : At(_function, value), _levels[LevelOf(value)]);

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

    private int LevelOf(double value) => (int)Math.Clamp(Math.Round(value / _params.Scale) + _params.ZeroPoint - (_params.Type == ElementType.Int8 ? -128 : 0), 0, 255);

    private static double Rounded(double value, QuantParams p)
    {
        int lowest = p.Type == ElementType.Int8 ? -128 : 0;
        return (Math.Clamp(Math.Round(value / p.Scale) + p.ZeroPoint, lowest, lowest + 255) - p.ZeroPoint) * p.Scale;
    }

    /// <summary>The function between the middles of two bins, and straight on to the ends of the range.</summary>
    private double At(double[] function, double value)
    {
        double place = Math.Clamp(((value - _histogram.Range.Min) / _histogram.Width) - 0.5, -0.5, Histogram.Bins - 0.5);
        int left = Math.Clamp((int)place, 0, Histogram.Bins - 2);
        return function[left] + ((place - left) * (function[left + 1] - function[left]));
    }
}
