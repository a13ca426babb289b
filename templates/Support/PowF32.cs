#nullable enable
using System;

namespace YoloGen.Generated;

/// <summary>Powers, one at a time, by way of double precision.</summary>
internal static class PowF32
{
    /// <summary>x^y with the special cases of IEEE 754's pow.</summary>
    public static float Pow(float x, float y)
    {
        if (y == 0f || x == 1f)
            return 1f;
        if (float.IsNaN(x) || float.IsNaN(y))
            return float.NaN;
        bool whole = MathF.Floor(y) == y || float.IsInfinity(y);
        bool odd = whole && MathF.Abs(y) < 16777216f && ((int)y & 1) != 0;
        if (x == 0f || float.IsInfinity(x))
        {
            float limit = (x == 0f) == (y > 0f) ? 0f : float.PositiveInfinity;
            return odd ? MathF.CopySign(limit, x) : limit;
        }
        if (x < 0f && !whole)
            return float.NaN;
        float magnitude = MathF.Abs(x);
        if (float.IsInfinity(y))
            return magnitude == 1f ? 1f : magnitude > 1f == y > 0f ? float.PositiveInfinity : 0f;
        float power = HeadMath.Pow(magnitude, y);
        return x < 0f && odd ? -power : power;
    }
}
