namespace YoloGen.Tests;

/// <summary>Random frames of every format, and the same pixels as RGB by the documented formulas, written down once more.</summary>
internal sealed record FramePixels(byte[] Bytes, byte[] Rgb, int Width, int Height, string Format, int Stride, int ChromaStride)
{
    public static readonly string[] Formats = ["Rgb", "Bgr", "Rgba", "Bgra", "Grey", "Nv12", "Yuyv", "I420"];

    /// <param name="format">One of <see cref="Formats"/>.</param>
    /// <param name="width">Pixels.</param>
    /// <param name="height">Pixels.</param>
    /// <param name="gap">Bytes between the end of a row and the next; chroma has one byte more.</param>
    /// <param name="random">Source of the bytes.</param>
    public static FramePixels Random(string format, int width, int height, int gap, Random random)
    {
        int halfWidth = (width + 1) / 2, halfHeight = (height + 1) / 2;
        int stride = gap + format switch { "Rgb" or "Bgr" => 3 * width, "Rgba" or "Bgra" => 4 * width, "Yuyv" => 4 * halfWidth, _ => width };
        int chromaRow = format switch { "Nv12" => 2 * halfWidth, "I420" => halfWidth, _ => 0 };
        int chroma = chromaRow == 0 ? 0 : chromaRow + gap + 1, chromaRows = chromaRow == 0 ? 0 : format == "I420" ? 2 * halfHeight : halfHeight;

        // As short as a frame may be: behind its last pixel there is nothing.
        int length = chromaRows == 0 ? (height - 1) * stride + stride - gap : height * stride + ((chromaRows - 1) * chroma) + chromaRow;
        byte[] bytes = new byte[length], rgb = new byte[3 * width * height];
        random.NextBytes(bytes);
        int blue = height * stride, red = blue + (halfHeight * chroma);
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                int row = y * stride, half = y / 2 * chroma;
                (byte R, byte G, byte B) pixel = format switch
                {
                    "Rgb" => (bytes[row + 3 * x], bytes[row + 3 * x + 1], bytes[row + 3 * x + 2]),
                    "Bgr" => (bytes[row + 3 * x + 2], bytes[row + 3 * x + 1], bytes[row + 3 * x]),
                    "Rgba" => (bytes[row + 4 * x], bytes[row + 4 * x + 1], bytes[row + 4 * x + 2]),
                    "Bgra" => (bytes[row + 4 * x + 2], bytes[row + 4 * x + 1], bytes[row + 4 * x]),
                    "Grey" => (bytes[row + x], bytes[row + x], bytes[row + x]),
                    "Nv12" => Convert(bytes[row + x], bytes[blue + half + x / 2 * 2], bytes[blue + half + x / 2 * 2 + 1]),
                    "Yuyv" => Convert(bytes[row + 2 * x], bytes[row + x / 2 * 4 + 1], bytes[row + x / 2 * 4 + 3]),
                    _ => Convert(bytes[row + x], bytes[blue + half + x / 2], bytes[red + half + x / 2]),
                };
                (rgb[3 * (y * width + x)], rgb[3 * (y * width + x) + 1], rgb[3 * (y * width + x) + 2]) = pixel;
            }
        }

        return new FramePixels(bytes, rgb, width, height, format, stride, chroma);
    }

    private static (byte R, byte G, byte B) Convert(int y, int blue, int red)
    {
        double luma = 298.0 * (y - 16), cb = blue - 128, cr = red - 128;
        return (Rounded(luma + 409 * cr), Rounded(luma - 100 * cb - 208 * cr), Rounded(luma + 516 * cb));
    }

    /// <summary>Exact: the sums are integers far below 2^53, and 256 divides without a rounding.</summary>
    private static byte Rounded(double sum) => (byte)Math.Clamp(Math.Floor(sum / 256 + 0.5), 0, 255);
}
