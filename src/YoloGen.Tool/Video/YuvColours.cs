namespace YoloGen.Tool.Video;

/// <summary>ITU-R BT.601 with luma from 16 to 235, as films of Y4M have it, in integers of 1/256; and back.</summary>
internal static class YuvColours
{
    public static void ToRgb(int y, int u, int v, Span<byte> rgb)
    {
        int c = 298 * (y - 16) + 128, d = u - 128, e = v - 128;
        rgb[0] = Clamp((c + 409 * e) >> 8);
        rgb[1] = Clamp((c - 100 * d - 208 * e) >> 8);
        rgb[2] = Clamp((c + 516 * d) >> 8);
    }

    public static (byte Y, byte U, byte V) Of(ReadOnlySpan<byte> rgb)
    {
        int r = rgb[0], g = rgb[1], b = rgb[2];
        return (Clamp(((66 * r + 129 * g + 25 * b + 128) >> 8) + 16), Clamp(((-38 * r - 74 * g + 112 * b + 128) >> 8) + 128), Clamp(((112 * r - 94 * g - 18 * b + 128) >> 8) + 128));
    }

    private static byte Clamp(int value) => (byte)Math.Clamp(value, 0, 255);
}
