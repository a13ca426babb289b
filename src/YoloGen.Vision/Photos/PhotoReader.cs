using SkiaSharp;
using YoloGen.Diagnostics;

namespace YoloGen.Vision;

/// <summary>
/// Decodes JPEG (baseline and progressive), PNG, BMP, GIF and WebP under limits, as stored: no colour management, alpha dropped,
/// EXIF orientation applied. Truncated and damaged files are refused with a code, never half decoded.
/// </summary>
public static class PhotoReader
{
    /// <summary>Largest file that is read, in bytes.</summary>
    public const long MaxFileBytes = 64L << 20;

    /// <summary>Most pixels that are decoded; checked against the header before anything is allocated.</summary>
    public const long MaxPixels = 50_000_000;

    /// <summary>Extensions of files that count as photos in a folder.</summary>
    public static IReadOnlyList<string> Extensions { get; } = [".jpg", ".jpeg", ".png", ".bmp", ".webp"];

    /// <summary>Whether the file's extension is one of <see cref="Extensions"/>.</summary>
    public static bool IsPhotoName(string path) => Extensions.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// Most bytes that a photo takes while it is read: its file, its pixels, and what the decoder keeps. Ordinary files reach <see cref="MaxPixels"/>
    /// first; progressive JPEG in full colour ends at 38, lossless WebP at 43, interlaced PNG with 16 bits and alpha at 26 million pixels.
    /// </summary>
    internal const long MaxDecodingBytes = 350_000_000;

    /// <summary>
    /// Photos of more pixels are worth a collection before their memory is taken: one of that size may have been left behind. Nothing is moved, since
    /// what trains has thousands of smaller ones in memory.
    /// </summary>
    internal const int LargePixels = 30_000_000;

    /// <summary>Reads and decodes a file.</summary>
    /// <exception cref="YoloGenException">YG0001, YG0002, YG0701, YG0702.</exception>
    public static Photo Read(string path)
    {
        using PhotoFile file = PhotoFile.Read(path);
        return Decode(file.Bytes, path);
    }

    /// <summary>Decodes a file's bytes.</summary>
    /// <param name="bytes">The whole file.</param>
    /// <param name="name">What messages call it.</param>
    /// <exception cref="YoloGenException">YG0701, YG0702.</exception>
    public static Photo Decode(byte[] bytes, string? name = null) => Decode(bytes.AsSpan(), name);

    private static unsafe Photo Decode(ReadOnlySpan<byte> bytes, string? name)
    {
        fixed (byte* start = bytes)
        {
            using Stream stream = StreamOf(start, bytes.Length);
            using SKCodec codec = Open(bytes, stream, name);
            if ((long)codec.Info.Width * codec.Info.Height > LargePixels)
                GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true, compacting: false);
            (int width, int height) = Orientation.Upright(codec.Info.Width, codec.Info.Height, codec.EncodedOrigin);
            var photo = new Photo(width, height);
            SKCodecResult result = PhotoRows.Decode(codec, photo);
            if (result == SKCodecResult.Success)
                return photo;
            string what = result == SKCodecResult.IncompleteInput ? "the file ends too early" : $"damaged ({result})";
            throw new YoloGenException(DiagnosticCodes.BadPhoto, $"{what}; save or download the photo again", name);
        }
    }

    /// <summary>Size of a photo as it is displayed (orientation applied), from its header alone.</summary>
    /// <exception cref="YoloGenException">YG0001, YG0002, YG0701, YG0702.</exception>
    public static (int Width, int Height) ReadSize(string path)
    {
        using PhotoFile file = PhotoFile.Read(path);
        return SizeOf(file.Bytes, path);
    }

    /// <summary>In so many bytes most files have their whole header.</summary>
    private const int HeaderBytes = 64 << 10;

    /// <summary>
    /// Looks at a photo's header without the decoder and, where its beginning says enough, without the rest of the file: what was once read as a whole stays with
    /// the process.
    /// </summary>
    /// <exception cref="YoloGenException">YG0001, YG0002, YG0701, YG0702.</exception>
    internal static void CheckHeader(string path)
    {
        try
        {
            CheckHeader(path, HeaderBytes);
        }
        catch (YoloGenException) when (File.Exists(path) && new FileInfo(path).Length > HeaderBytes)
        {
            CheckHeader(path, int.MaxValue);
        }
    }

    private static void CheckHeader(string path, int most)
    {
        using PhotoFile file = PhotoFile.Read(path, most);
        PhotoHeader header = PhotoHeader.Read(file.Bytes, path);
        Check(header.Width, header.Height, file.Bytes.Length, header.DecodingBytes, path);
    }

    private static unsafe (int Width, int Height) SizeOf(ReadOnlySpan<byte> bytes, string name)
    {
        fixed (byte* start = bytes)
        {
            using Stream stream = StreamOf(start, bytes.Length);
            using SKCodec codec = Open(bytes, stream, name);
            return Orientation.Upright(codec.Info.Width, codec.Info.Height, codec.EncodedOrigin);
        }
    }

    /// <summary>A stream, not a block of memory: from a block, Skia's JPEG decoder makes up the end of a truncated file without a word.</summary>
    private static unsafe Stream StreamOf(byte* start, int length) => length == 0 ? Stream.Null : new UnmanagedMemoryStream(start, length);

    /// <summary>A decoder, for files whose header is in order.</summary>
    private static SKCodec Open(ReadOnlySpan<byte> bytes, Stream stream, string? name)
    {
        PhotoHeader header = PhotoHeader.Read(bytes, name);
        Check(header.Width, header.Height, bytes.Length, header.DecodingBytes, name);
        SKCodec codec = SKCodec.Create(stream, out SKCodecResult result)
            ?? throw new YoloGenException(DiagnosticCodes.BadPhoto, $"the header is damaged ({result}); save or download the photo again", name);
        try
        {
            // What the decoder made of the header counts: a GIF's first frame may be larger than its screen.
            Check(codec.Info.Width, codec.Info.Height, bytes.Length, header.DecodingBytes, name);
            return codec;
        }
        catch
        {
            codec.Dispose();
            throw;
        }
    }

    private static void Check(long width, long height, int fileBytes, int decodingBytes, string? name)
    {
        if (width < 1 || height < 1)
            throw new YoloGenException(DiagnosticCodes.BadPhoto, $"the header says {width} x {height} pixels", name);
        long most = Math.Min(MaxPixels, (MaxDecodingBytes - fileBytes) / decodingBytes);
        if (width > 65535 || height > 65535 || width * height > most)
            throw new YoloGenException(DiagnosticCodes.PhotoTooLarge, $"{width} x {height} pixels; up to {most} pixels and 65535 on a side are decoded of this kind of file: make it smaller", name);
    }
}
