#nullable enable
using System;

namespace YoloGen.Generated;

/// <summary>Run-time quantization parameters, as ONNX Runtime's DynamicQuantizeLinear computes them (uint8).</summary>
internal static unsafe class DynamicQuantization
{
    /// <summary>
    /// From the smallest and largest values that each part found (<paramref name="step"/> floats from one part's to the next's): the range is widened
    /// to hold 0; scale = (max - min) / 255, 1 where that is 0; zero = round half to even(limit(0 - min / scale)).
    /// </summary>
    public static void Parameters(float* minimums, float* maximums, int step, int parts, out float scale, out int zero)
    {
        float min = 0f, max = 0f;
        for (int part = 0; part < parts; part++)
        {
            min = minimums[part * step] < min ? minimums[part * step] : min;
            max = maximums[part * step] > max ? maximums[part * step] : max;
        }
        scale = max == min ? 1f : (max - min) / 255f;
        float initial = 0f - min / scale;
        float limited = initial < 255f ? initial : 255f;
        zero = (int)MathF.Round(limited > 0f ? limited : 0f);
    }
}
