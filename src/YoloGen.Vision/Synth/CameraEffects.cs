namespace YoloGen.Vision;

/// <summary>What a cheap camera adds: exposure, colour cast, vignette, softness, noise.</summary>
internal static class CameraEffects
{
    public static Photo Apply(Photo photo, SynthRandom random)
    {
        if (random.Chance(0.3f))
            photo = Degradation.MotionBlur(photo, random.Pick(3, 5), random.Range(0, MathF.PI));
        else if (random.Chance(0.35f))
            photo = Degradation.Rescale(photo, random.Range(0.4f, 0.85f));
        float gain = random.Range(0.6f, 1.25f);
        float offset = random.Range(-18, 22);
        float gamma = random.Range(0.8f, 1.3f);
        float vignette = random.Chance(0.4f) ? random.Range(0, 0.4f) : 0;
        float noise = random.Chance(0.7f) ? random.Range(0, 9) : 0;
        bool gray = random.Chance(0.03f);
        byte[][] tables = [Table(gain * random.Range(0.9f, 1.1f), offset, gamma), Table(gain, offset, gamma), Table(gain * random.Range(0.9f, 1.1f), offset, gamma)];
        byte[] rgb = photo.Rgb;
        float centerX = photo.Width / 2f;
        float centerY = photo.Height / 2f;
        float corner = centerX * centerX + centerY * centerY;
        for (int y = 0, i = 0; y < photo.Height; y++)
        {
            for (int x = 0; x < photo.Width; x++, i += 3)
            {
                float dark = 1f - vignette * ((x - centerX) * (x - centerX) + (y - centerY) * (y - centerY)) / corner;
                float grain = noise > 0 ? random.Normal() * noise : 0;
                float r = tables[0][rgb[i]] * dark + grain;
                float g = tables[1][rgb[i + 1]] * dark + grain * 0.9f;
                float b = tables[2][rgb[i + 2]] * dark + grain * 1.1f;
                if (gray)
                    r = g = b = 0.299f * r + 0.587f * g + 0.114f * b;
                rgb[i] = (byte)Math.Clamp(r, 0, 255);
                rgb[i + 1] = (byte)Math.Clamp(g, 0, 255);
                rgb[i + 2] = (byte)Math.Clamp(b, 0, 255);
            }
        }
        return photo;
    }

    private static byte[] Table(float gain, float offset, float gamma)
    {
        byte[] table = new byte[256];
        for (int i = 0; i < 256; i++)
            table[i] = (byte)Math.Clamp(255.0 * Math.Pow(i / 255.0, gamma) * gain + offset, 0, 255);
        return table;
    }
}
