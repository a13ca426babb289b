using System.Runtime.InteropServices;
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

    /// <summary>Reads and decodes a file.</summary>
    /// <exception cref="YoloGenException">YG0001, YG0002, YG0701, YG0702.</exception>
    public static Photo Read(string path)
    {
        byte[] bytes;
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1);
            if (!stream.CanSeek)
                throw new YoloGenException(DiagnosticCodes.FileNotReadable, "not a regular file", path);
            if (stream.Length > MaxFileBytes)
                throw new YoloGenException(DiagnosticCodes.FileTooLarge, $"{stream.Length} bytes; photos up to {MaxFileBytes} are read", path);
            bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            throw new YoloGenException(DiagnosticCodes.FileNotReadable, $"the photo cannot be read: {e.Message}", path);
        }
        return Decode(bytes, path);
    }

    /// <summary>Decodes a file's bytes.</summary>
    /// <param name="bytes">The whole file.</param>
    /// <param name="name">What messages call it.</param>
    /// <exception cref="YoloGenException">YG0701, YG0702.</exception>
    public static Photo Decode(byte[] bytes, string? name = null)
    {
        using SKCodec codec = Open(bytes, name);
        SKImageInfo header = codec.Info;
        Check(header.Width, header.Height, name);
        var info = new SKImageInfo(header.Width, header.Height, SKColorType.Rgba8888, SKAlphaType.Unpremul, null);
        byte[] rgba = new byte[info.BytesSize64];
        var handle = GCHandle.Alloc(rgba, GCHandleType.Pinned);
        SKCodecResult result;
        try
        {
            result = codec.GetPixels(info, handle.AddrOfPinnedObject());
        }
        finally
        {
            handle.Free();
        }
        bool incomplete = result == SKCodecResult.IncompleteInput || (JpegStructure.IsJpeg(bytes) && !JpegStructure.IsComplete(bytes));
        if (incomplete || result != SKCodecResult.Success)
        {
            string what = incomplete ? "the file ends too early" : $"damaged ({result})";
            throw new YoloGenException(DiagnosticCodes.BadPhoto, $"{what}; save or download the photo again", name);
        }
        return Orientation.Apply(rgba, header.Width, header.Height, codec.EncodedOrigin);
    }

    /// <summary>Size of a photo as it is displayed (orientation applied), from its header alone.</summary>
    /// <exception cref="YoloGenException">YG0001, YG0701, YG0702.</exception>
    public static (int Width, int Height) ReadSize(string path)
    {
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            using SKCodec codec = SKCodec.Create(stream, out SKCodecResult result) ?? throw Unknown(result, path);
            Check(codec.Info.Width, codec.Info.Height, path);
            bool turned = codec.EncodedOrigin >= SKEncodedOrigin.LeftTop;
            return turned ? (codec.Info.Height, codec.Info.Width) : (codec.Info.Width, codec.Info.Height);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            throw new YoloGenException(DiagnosticCodes.FileNotReadable, $"the photo cannot be read: {e.Message}", path);
        }
    }

    private static SKCodec Open(byte[] bytes, string? name)
    {
        if (bytes.Length == 0)
            throw new YoloGenException(DiagnosticCodes.BadPhoto, "the file is empty", name);
        // A stream, not a block of memory: from a block, Skia's JPEG decoder makes up the end of a truncated file without a word.
        return SKCodec.Create(new MemoryStream(bytes, writable: false), out SKCodecResult result) ?? throw Unknown(result, name);
    }

    private static YoloGenException Unknown(SKCodecResult result, string? name)
        => new(DiagnosticCodes.BadPhoto, $"not a JPEG, PNG, BMP or WebP file, or its header is damaged ({result})", name);

    private static void Check(int width, int height, string? name)
    {
        if (width < 1 || height < 1)
            throw new YoloGenException(DiagnosticCodes.BadPhoto, $"the header says {width} x {height} pixels", name);
        if (width > 65535 || height > 65535 || (long)width * height > MaxPixels)
            throw new YoloGenException(DiagnosticCodes.PhotoTooLarge, $"{width} x {height} pixels; up to {MaxPixels} pixels and 65535 on a side are decoded: make it smaller", name);
    }
}
