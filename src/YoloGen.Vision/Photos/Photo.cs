namespace YoloGen.Vision;

/// <summary>A decoded photo: interleaved RGB bytes, rows from the top, no gaps.</summary>
public sealed class Photo
{
    /// <summary>Wraps pixels without copying.</summary>
    /// <param name="width">Pixels, 1 to 65535.</param>
    /// <param name="height">Pixels, 1 to 65535.</param>
    /// <param name="rgb">Exactly width * height * 3 bytes.</param>
    /// <exception cref="ArgumentException">The length does not fit the size.</exception>
    public Photo(int width, int height, byte[] rgb)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(width, 65535);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(height, 65535);
        if (rgb.Length != (long)width * height * 3)
            throw new ArgumentException($"{width} x {height} RGB pixels are {(long)width * height * 3} bytes, not {rgb.Length}", nameof(rgb));
        Width = width;
        Height = height;
        Rgb = rgb;
    }

    /// <summary>Creates a black photo.</summary>
    public Photo(int width, int height)
        : this(width, height, new byte[width * height * 3])
    {
    }

    /// <summary>Width in pixels.</summary>
    public int Width { get; }

    /// <summary>Height in pixels.</summary>
    public int Height { get; }

    /// <summary>Width * Height * 3 bytes.</summary>
    public byte[] Rgb { get; private set; }

    /// <summary>Gives the pixels away, where nobody needs them any more and what follows takes as much memory again.</summary>
    internal void Release() => Rgb = [];
}
