namespace YoloGen.Quantization;

/// <summary>How the range of an activation is chosen from its values over the photos.</summary>
public enum RangeMethod
{
    /// <summary>The range with the least squared error, taken where it matters: behind the function that reads the tensor, so that a SiLU's flat lower end costs nothing.</summary>
    SquaredError,

    /// <summary>From the smallest value to the largest.</summary>
    MinMax,

    /// <summary>What remains when one value of 20,000 is cut off at either end.</summary>
    Percentile,

    /// <summary>The range whose bytes lose the least information (Kullback-Leibler divergence).</summary>
    Entropy,
}
