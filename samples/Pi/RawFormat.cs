using System.Globalization;

namespace FaceMaskPi;

/// <summary>How raw frames lie in the stream: no header, no gaps.</summary>
/// <param name="Width">Pixels.</param>
/// <param name="Height">Pixels.</param>
/// <param name="Pixels">rgb24, bgr24 or yuv420.</param>
internal sealed record RawFormat(int Width, int Height, string Pixels)
{
    private const int MaxSide = 8192;

    /// <summary>Bytes of a frame.</summary>
    public int FrameBytes => Pixels == "yuv420" ? Width * Height + 2 * ChromaWidth * ChromaHeight : 3 * Width * Height;

    private int ChromaWidth => (Width + 1) / 2;

    private int ChromaHeight => (Height + 1) / 2;

    /// <summary>Reads a size such as 640x480 and the name of a format; null if one is not understood.</summary>
    public static RawFormat? Parse(string size, string pixels)
    {
        string[] sides = size.Split('x');
        return sides.Length == 2 && Side(sides[0]) is { } width && Side(sides[1]) is { } height && pixels is "rgb24" or "bgr24" or "yuv420"
            ? new RawFormat(width, height, pixels) : null;
    }

    /// <summary>Whether the detector reads the frame as it is; yuv420 of a Pi's camera is in full range, which no format of the class is.</summary>
    public bool IsReadAsIs => Pixels is "rgb24" or "bgr24";

    /// <summary>Converts a frame to RGB.</summary>
    public void ToRgb(ReadOnlySpan<byte> frame, Span<byte> rgb)
    {
        switch (Pixels)
        {
            case "rgb24":
                frame.CopyTo(rgb);
                break;
            case "bgr24":
                for (int i = 0; i < rgb.Length; i += 3)
                    (rgb[i], rgb[i + 1], rgb[i + 2]) = (frame[i + 2], frame[i + 1], frame[i]);
                break;
            default:
                FromYuv420(frame, rgb);
                break;
        }
    }

    /// <summary>BT.601 in full range, as in JPEG files (JFIF 1.02), with 16 fractional bits.</summary>
    private void FromYuv420(ReadOnlySpan<byte> frame, Span<byte> rgb)
    {
        int planeBytes = ChromaWidth * ChromaHeight;
        ReadOnlySpan<byte> blue = frame.Slice(Width * Height, planeBytes);
        ReadOnlySpan<byte> red = frame.Slice(Width * Height + planeBytes, planeBytes);
        int at = 0;
        for (int y = 0; y < Height; y++)
        {
            ReadOnlySpan<byte> luma = frame.Slice(y * Width, Width);
            for (int x = 0; x < Width; x++, at += 3)
            {
                int chroma = y / 2 * ChromaWidth + x / 2;
                int cb = blue[chroma] - 128, cr = red[chroma] - 128, l = (luma[x] << 16) + 32768;
                rgb[at] = Saturate(l + 91881 * cr);
                rgb[at + 1] = Saturate(l - 22554 * cb - 46802 * cr);
                rgb[at + 2] = Saturate(l + 116130 * cb);
            }
        }
    }

    private static byte Saturate(int value) => (byte)Math.Clamp(value >> 16, 0, 255);

    private static int? Side(string text)
        => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int side) && side is >= 1 and <= MaxSide ? side : null;
}
