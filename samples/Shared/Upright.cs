namespace Photos;

/// <summary>Turns a photo as its EXIF orientation asks (TIFF 6.0, tag 274).</summary>
internal static class Upright
{
    public static Photo Turn(Photo photo, int orientation)
    {
        (byte[] stored, int width, int height) = photo;
        // Stored pixel of the upright pixel (x, y) = start + x * stepX + y * stepY.
        (int start, int stepX, int stepY) = orientation switch
        {
            2 => (width - 1, -1, width),
            3 => (width * height - 1, -1, -width),
            4 => ((height - 1) * width, 1, -width),
            5 => (0, width, 1),
            6 => ((height - 1) * width, -width, 1),
            7 => (width * height - 1, -width, -1),
            8 => (width - 1, width, -1),
            _ => (0, 1, width),
        };
        if (start == 0 && stepX == 1)
            return photo;
        if (orientation >= 5)
            (width, height) = (height, width);
        byte[] rgb = new byte[stored.Length];
        int target = 0;
        for (int y = 0; y < height; y++)
        {
            int source = start + y * stepY;
            for (int x = 0; x < width; x++, source += stepX, target += 3)
                stored.AsSpan(source * 3, 3).CopyTo(rgb.AsSpan(target));
        }

        return new Photo(rgb, width, height);
    }
}
