#nullable enable
using System;
using System.Runtime.CompilerServices;

namespace YoloGen.Generated;

/// <summary>
/// From a 32-bit sum or a float to a byte. The clamp comes before the rounding: its bounds are whole numbers, so the result is the same, and
/// no conversion ever sees a float outside the range of int, where instruction sets differ.
/// </summary>
internal static class Requantize
{
    /// <summary>clamp(round_half_even(float(sum) * scale) + zero, min, max).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static byte Sum(int sum, float scale, int zero, int min, int max) => Value((float)sum * scale, zero, min, max);

    /// <summary>saturate(round_half_even(value) + zero) in the storage domain; a value of the model's own domain has its shift for a zero point.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static byte Value(float value, int zero) => Value(value, zero, 0, 255);

    /// <summary>clamp(round_half_even(value) + zero, min, max); a NaN becomes min.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static byte Value(float value, int zero, int min, int max)
    {
        float low = min - zero, high = max - zero;
        value = value > low ? value : low;
        value = value < high ? value : high;
        return (byte)((int)MathF.Round(value) + zero);
    }

    /// <summary>The mean of dequantized values, quantized: both quotients and the sum with the zero point are rounded.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static byte Mean(float sum, int count, float scale, int zero, int shift)
    {
        float mean = sum / count, scaled = mean / scale;
        return Value(scaled + zero, shift);
    }
}
