namespace YoloGen.Vision;

/// <summary>
/// The paper's degradation: down-scaling by 75 % and back (each side to a quarter: mean of the pixels, then bilinear), then motion blur
/// with a kernel of 3, 5 or 7 pixels along a random direction.
/// </summary>
internal static class Degradation
{
    /// <summary>Degrades a photo; the same seed and index, the same result.</summary>
    public static Photo Apply(Photo photo, ulong seed, int index)
    {
        var random = SynthRandom.For(seed ^ 0x5DE6BAD5UL, (ulong)index);
        return MotionBlur(Rescale(photo, 0.25f), random.Pick(3, 5, 7), random.Range(0, MathF.PI));
    }

    /// <summary>Scales down by a factor (mean over the pixels that fall together) and back up (bilinear).</summary>
    /// <param name="photo">Any size.</param>
    /// <param name="factor">Above 0, up to 1.</param>
    public static Photo Rescale(Photo photo, float factor)
    {
        if (!(factor is > 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(factor));
        int width = Math.Max(1, (int)MathF.Round(photo.Width * factor));
        int height = Math.Max(1, (int)MathF.Round(photo.Height * factor));
        var small = new Photo(width, height);
        for (int y = 0; y < height; y++)
        {
            int top = (int)((long)y * photo.Height / height);
            int bottom = Math.Max(top + 1, (int)((long)(y + 1) * photo.Height / height));
            for (int x = 0; x < width; x++)
            {
                int left = (int)((long)x * photo.Width / width);
                int right = Math.Max(left + 1, (int)((long)(x + 1) * photo.Width / width));
                Mean(photo, left, top, right, bottom, small.Rgb.AsSpan((y * width + x) * 3, 3));
            }
        }
        return PhotoResizer.Stretch(small, photo.Width, photo.Height);
    }

    /// <summary>Mean of <paramref name="length"/> pixels along a direction, the border repeated.</summary>
    /// <param name="photo">Any size.</param>
    /// <param name="length">Odd, 1 to 31.</param>
    /// <param name="angle">Radians.</param>
    public static Photo MotionBlur(Photo photo, int length, float angle)
    {
        if (length is < 1 or > 31 || length % 2 == 0)
            throw new ArgumentOutOfRangeException(nameof(length));
        int reach = length / 2;
        var result = new Photo(photo.Width, photo.Height);
        Span<int> dx = stackalloc int[length];
        Span<int> dy = stackalloc int[length];
        for (int i = 0; i < length; i++)
        {
            dx[i] = (int)MathF.Round((i - reach) * MathF.Cos(angle));
            dy[i] = (int)MathF.Round((i - reach) * MathF.Sin(angle));
        }
        for (int y = 0, o = 0; y < photo.Height; y++)
        {
            for (int x = 0; x < photo.Width; x++, o += 3)
            {
                int r = 0, g = 0, b = 0;
                for (int i = 0; i < length; i++)
                {
                    int at = (Math.Clamp(y + dy[i], 0, photo.Height - 1) * photo.Width + Math.Clamp(x + dx[i], 0, photo.Width - 1)) * 3;
                    r += photo.Rgb[at];
                    g += photo.Rgb[at + 1];
                    b += photo.Rgb[at + 2];
                }
                result.Rgb[o] = (byte)((r + reach) / length);
                result.Rgb[o + 1] = (byte)((g + reach) / length);
                result.Rgb[o + 2] = (byte)((b + reach) / length);
            }
        }
        return result;
    }

    private static void Mean(Photo photo, int left, int top, int right, int bottom, Span<byte> pixel)
    {
        long r = 0, g = 0, b = 0;
        for (int y = top; y < bottom; y++)
        {
            for (int x = left; x < right; x++)
            {
                int at = (y * photo.Width + x) * 3;
                r += photo.Rgb[at];
                g += photo.Rgb[at + 1];
                b += photo.Rgb[at + 2];
            }
        }
        long count = (long)(right - left) * (bottom - top);
        pixel[0] = (byte)((r + count / 2) / count);
        pixel[1] = (byte)((g + count / 2) / count);
        pixel[2] = (byte)((b + count / 2) / count);
    }
}
