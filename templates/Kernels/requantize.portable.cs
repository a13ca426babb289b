#nullable enable
using System;
using System.Runtime.CompilerServices;

namespace YoloGen.Generated;

/// <summary>
/// From a 32-bit sum to a byte. The clamp comes before the rounding: its bounds are whole numbers, so the result is the same, and
/// no conversion ever sees a float outside the range of int, where instruction sets differ.
/// </summary>
internal static class Requantize
{
    /// <summary>clamp(round_half_even(float(sum) * scale) + zero, min, max).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static byte Sum(int sum, float scale, int zero, int min, int max)
    {
        float clamped = MathF.Min(MathF.Max((float)sum * scale, min - zero), max - zero);
        return (byte)((int)MathF.Round(clamped) + zero);
    }

    /// <summary>saturate(round_half_even(value)) of a value in the model's own domain, as storage.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static byte Value(float value, int shift)
    {
        float clamped = MathF.Min(MathF.Max(value, -shift), 255 - shift);
        return (byte)((int)MathF.Round(clamped) + shift);
    }
}
