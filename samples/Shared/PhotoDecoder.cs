using System.Buffers.Binary;
using StbImageSharp;

namespace Photos;

/// <summary>
/// Decodes JPEG, PNG, BMP and binary PPM files upright, in managed code alone. Files come from anywhere: whatever is wrong with one ends in an
/// <see cref="InvalidDataException"/> whose message can be shown to whoever sent it.
/// </summary>
internal static class PhotoDecoder
{
    /// <summary>Most pixels that are decoded; a header that promises more is refused before memory is taken.</summary>
    public const long MaxPixels = 50_000_000;

    /// <summary>Largest file that is read, in bytes.</summary>
    public const long MaxFileBytes = 64L << 20;

    private static readonly string[] Extensions = [".jpg", ".jpeg", ".png", ".bmp", ".ppm"];

    /// <summary>Whether a file's name is that of a photo.</summary>
    public static bool IsPhotoName(string path) => Extensions.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase);

    /// <summary>Reads and decodes a file.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="InvalidDataException">It is no photo, damaged, cut off, or too large.</exception>
    public static Photo Read(string path)
    {
        // Pipes and devices have length 0 and are refused here: opening one could wait for ever.
        if (new FileInfo(path) is { Exists: true, Length: 0 })
            throw new InvalidDataException("the file is empty, or no regular file");
        using FileStream file = File.OpenRead(path);
        if (file.Length > MaxFileBytes)
            throw new InvalidDataException($"{file.Length} bytes; photos up to {MaxFileBytes} bytes are read");
        byte[] bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        return Decode(bytes);
    }

    /// <summary>Decodes a file's content.</summary>
    /// <exception cref="InvalidDataException">It is no photo, damaged, cut off, or too large.</exception>
    public static Photo Decode(byte[] file)
    {
        if (file.AsSpan().StartsWith("P6"u8))
            return Ppm.Decode(file);
        if (file.AsSpan().StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]))
        {
            JpegMarkers markers = JpegMarkers.Read(file);
            return markers.IsComplete ? Upright.Turn(Pixels(file), markers.Orientation) : throw TooShort();
        }

        if (file.AsSpan().StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G']))
            return PngData.Fits(file) ? Pixels(file) : throw new InvalidDataException("the photo is damaged (more pixels than its header says)");
        if (file.AsSpan().StartsWith("BM"u8))
            return IsWholeBmp(file) ? Pixels(file) : throw TooShort();
        throw new InvalidDataException(file.Length == 0 ? "the file is empty" : "not a JPEG, PNG, BMP or binary PPM file");
    }

    /// <summary>Refuses a size that a header promises.</summary>
    internal static void CheckSize(long width, long height)
    {
        if (width is < 1 or > 65535 || height is < 1 or > 65535 || width * height > MaxPixels)
            throw new InvalidDataException($"{width} x {height} pixels; up to {MaxPixels} pixels and 65535 on a side are decoded");
    }

    internal static InvalidDataException TooShort() => new("the file ends too early");

    /// <summary>
    /// The decoder shows what a BMP file lacks as black; the size in the header tells (some programs leave it 0), and where the pixels begin.
    /// </summary>
    private static bool IsWholeBmp(ReadOnlySpan<byte> file)
        => file.Length > 14 && BinaryPrimitives.ReadUInt32LittleEndian(file[2..]) <= file.Length && BinaryPrimitives.ReadUInt32LittleEndian(file[10..]) <= file.Length;

    private static Photo Pixels(byte[] file)
    {
        try
        {
            using var stream = new MemoryStream(file, writable: false);
            if (ImageInfo.FromStream(stream) is not { } header)
                throw new InvalidDataException("the header is damaged");
            CheckSize(header.Width, header.Height);
            ImageResult image = ImageResult.FromMemory(file, ColorComponents.RedGreenBlue);
            return new Photo(image.Data, image.Width, image.Height);
        }
        catch (Exception e) when (e is not InvalidDataException)
        {
            // The decoder throws whatever the damage leads to: index out of range, null reference, and plain Exception.
            throw new InvalidDataException($"the photo is damaged ({e.Message})", e);
        }
    }
}
