namespace YoloGen.Compiler.Arithmetic;

/// <summary>Batch normalization as a factor and a summand for each channel: factor = scale / sqrt(variance + epsilon), shift = bias - mean * factor.</summary>
internal static class NormalizationFactors
{
    /// <summary>Each operation rounded to single precision: what the operator computes by itself.</summary>
    public static (float[] Factor, float[] Shift) Single(float[] scale, float[] bias, float[] mean, float[] variance, float epsilon)
    {
        float[] factor = new float[scale.Length], shift = new float[scale.Length];
        for (int c = 0; c < factor.Length; c++)
        {
            factor[c] = scale[c] / MathF.Sqrt(variance[c] + epsilon);
            shift[c] = bias[c] - (mean[c] * factor[c]);
        }

        return (factor, shift);
    }

    /// <summary>In double precision: what weights are multiplied with, and rounded once.</summary>
    public static (double[] Factor, double[] Shift) Double(float[] scale, float[] bias, float[] mean, float[] variance, float epsilon)
    {
        double[] factor = new double[scale.Length], shift = new double[scale.Length];
        for (int c = 0; c < factor.Length; c++)
        {
            factor[c] = scale[c] / Math.Sqrt((double)variance[c] + epsilon);
            shift[c] = bias[c] - (mean[c] * factor[c]);
        }

        return (factor, shift);
    }
}
