namespace YoloGen.Training.Data;

/// <summary>
/// Random hue, saturation and brightness: one 3x3 matrix in RGB (rotation about the grey axis, stretch away from it, gain), which is
/// close to the usual HSV gains and an order of magnitude cheaper.
/// </summary>
internal static class ColourJitter
{
    public static void Apply(Span<byte> pixels, double strength, ref SampleRandom random)
    {
        double hue = random.Between(-0.06, 0.06) * strength * 2 * Math.PI;
        double saturation = 1 + random.Between(-0.5, 0.5) * strength, gain = 1 + random.Between(-0.4, 0.4) * strength;
        double cos = Math.Cos(hue), third = (1 - cos) / 3, root = Math.Sin(hue) / Math.Sqrt(3);
        Span<int> matrix = stackalloc int[9];
        for (int row = 0; row < 3; row++)
        {
            for (int column = 0; column < 3; column++)
            {
                double rotation = row == column ? cos + third : third + ((column - row + 3) % 3 == 1 ? -root : root);
                matrix[row * 3 + column] = (int)Math.Round((1 / 3.0 + saturation * (rotation - 1 / 3.0)) * gain * 4096);
            }
        }
        int m0 = matrix[0], m1 = matrix[1], m2 = matrix[2], m3 = matrix[3], m4 = matrix[4], m5 = matrix[5], m6 = matrix[6], m7 = matrix[7], m8 = matrix[8];
        for (int i = 0; i + 2 < pixels.Length; i += 3)
        {
            int r = pixels[i], g = pixels[i + 1], b = pixels[i + 2];
            pixels[i] = (byte)Math.Clamp(m0 * r + m1 * g + m2 * b + 2048 >> 12, 0, 255);
            pixels[i + 1] = (byte)Math.Clamp(m3 * r + m4 * g + m5 * b + 2048 >> 12, 0, 255);
            pixels[i + 2] = (byte)Math.Clamp(m6 * r + m7 * g + m8 * b + 2048 >> 12, 0, 255);
        }
    }
}
