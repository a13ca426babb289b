namespace YoloGen.Training.Data;

/// <summary>The paper's model of a cheap camera: down-scaled by 75 % and back, then motion blur along a random line of 3 to 7 pixels.</summary>
internal static class Degradation
{
    public static void Apply(Span<byte> pixels, int width, int height, ref SampleRandom random)
    {
        int length = 3 + 2 * random.Below(3);
        double angle = random.Between(0, Math.PI);
        byte[] small = Resize(pixels, width, height, Math.Max(1, width / 4), Math.Max(1, height / 4));
        byte[] coarse = Resize(small, Math.Max(1, width / 4), Math.Max(1, height / 4), width, height);
        Blur(coarse, pixels, width, height, length, Math.Cos(angle), Math.Sin(angle));
    }

    private static byte[] Resize(ReadOnlySpan<byte> source, int width, int height, int newWidth, int newHeight)
    {
        var photo = new LabelledPhoto("", source.ToArray(), width, height, []);
        var result = new byte[newWidth * newHeight * 3];
        new Placement((double)newWidth / width, 0, 0, (double)newHeight / height, 0, 0).Draw(photo, result, newWidth, 0, 0, newWidth, newHeight);
        return result;
    }

    private static void Blur(byte[] source, Span<byte> target, int width, int height, int length, double dx, double dy)
    {
        Span<int> offsetX = stackalloc int[length], offsetY = stackalloc int[length];
        for (int i = 0; i < length; i++)
        {
            offsetX[i] = (int)Math.Round((i - length / 2) * dx);
            offsetY[i] = (int)Math.Round((i - length / 2) * dy);
        }
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                int r = 0, g = 0, b = 0;
                for (int i = 0; i < length; i++)
                {
                    int at = (Math.Clamp(y + offsetY[i], 0, height - 1) * width + Math.Clamp(x + offsetX[i], 0, width - 1)) * 3;
                    r += source[at];
                    g += source[at + 1];
                    b += source[at + 2];
                }
                int to = (y * width + x) * 3;
                target[to] = (byte)((r + length / 2) / length);
                target[to + 1] = (byte)((g + length / 2) / length);
                target[to + 2] = (byte)((b + length / 2) / length);
            }
        }
    }
}
