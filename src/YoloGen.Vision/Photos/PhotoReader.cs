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

    /// <summary>
    /// Most bytes that a picture takes while it is decoded: four a pixel with the decoder's own, or seven while the pixels are copied. Ordinary
    /// files reach <see cref="MaxPixels"/> first; progressive JPEG in full colour ends at 35, interlaced PNG with 16 bits at 29 million pixels.
    /// </summary>
    internal const long MaxDecodingBytes = 7 * MaxPixels;

    /// <summary>Reads and decodes a file.</summary>
    /// <exception cref="YoloGenException">YG0001, YG0002, YG0701, YG0702.</exception>
    public static Photo Read(string path) => Decode(ReadFile(path), path);

    /// <summary>Decodes a file's bytes.</summary>
    /// <param name="bytes">The whole file.</param>
    /// <param name="name">What messages call it.</param>
    /// <exception cref="YoloGenException">YG0701, YG0702.</exception>
    public static unsafe Photo Decode(byte[] bytes, string? name = null)
    {
        void* rgba = null;
        try
        {
            int width, height;
            SKEncodedOrigin origin;
            using (SKCodec codec = Open(bytes, name))
            {
                (width, height, origin) = (codec.Info.Width, codec.Info.Height, codec.EncodedOrigin);
                var info = new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Unpremul, null);
                // Native memory is given back at once, not with the next collection; a folder of large photos needs room for one.
                rgba = NativeMemory.AllocZeroed((nuint)info.BytesSize64);
                SKCodecResult result = codec.GetPixels(info, (nint)rgba);
                if (result != SKCodecResult.Success)
                {
                    string what = result == SKCodecResult.IncompleteInput ? "the file ends too early" : $"damaged ({result})";
                    throw new YoloGenException(DiagnosticCodes.BadPhoto, $"{what}; save or download the photo again", name);
                }
            }

            return Orientation.Apply((byte*)rgba, width, height, origin);
        }
        finally
        {
            NativeMemory.Free(rgba);
        }
    }

    /// <summary>Size of a photo as it is displayed (orientation applied), from its header alone.</summary>
    /// <exception cref="YoloGenException">YG0001, YG0002, YG0701, YG0702.</exception>
    public static (int Width, int Height) ReadSize(string path)
    {
        using SKCodec codec = Open(ReadFile(path), path);
        bool turned = codec.EncodedOrigin >= SKEncodedOrigin.LeftTop;
        return turned ? (codec.Info.Height, codec.Info.Width) : (codec.Info.Width, codec.Info.Height);
    }

    private static byte[] ReadFile(string path)
    {
        try
        {
            var info = new FileInfo(path);
            // Pipes and devices have length 0 and are refused here: opening one could wait for ever.
            if (info.Exists && info.Length == 0)
                throw new YoloGenException(DiagnosticCodes.BadPhoto, "the file is empty, or no regular file", path);
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1);
            if (!stream.CanSeek)
                throw new YoloGenException(DiagnosticCodes.FileNotReadable, "not a regular file", path);
            if (stream.Length > MaxFileBytes)
                throw new YoloGenException(DiagnosticCodes.FileTooLarge, $"{stream.Length} bytes; photos up to {MaxFileBytes} are read", path);
            byte[] bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            return bytes;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            throw new YoloGenException(DiagnosticCodes.FileNotReadable, $"the photo cannot be read: {e.Message}", path);
        }
    }

    /// <summary>A decoder, for files whose header is in order.</summary>
    private static SKCodec Open(byte[] bytes, string? name)
    {
        PhotoHeader header = PhotoHeader.Read(bytes, name);
        Check(header.Width, header.Height, header.DecoderBytes, name);
        // A stream, not a block of memory: from a block, Skia's JPEG decoder makes up the end of a truncated file without a word.
        SKCodec codec = SKCodec.Create(new MemoryStream(bytes, writable: false), out SKCodecResult result)
            ?? throw new YoloGenException(DiagnosticCodes.BadPhoto, $"the header is damaged ({result}); save or download the photo again", name);
        try
        {
            // What the decoder made of the header counts: a GIF's first frame may be larger than its screen.
            Check(codec.Info.Width, codec.Info.Height, header.DecoderBytes, name);
            return codec;
        }
        catch
        {
            codec.Dispose();
            throw;
        }
    }

    private static void Check(long width, long height, int decoderBytes, string? name)
    {
        if (width < 1 || height < 1)
            throw new YoloGenException(DiagnosticCodes.BadPhoto, $"the header says {width} x {height} pixels", name);
        long most = Math.Min(MaxPixels, MaxDecodingBytes / Math.Max(7, 4 + decoderBytes));
        if (width > 65535 || height > 65535 || width * height > most)
            throw new YoloGenException(DiagnosticCodes.PhotoTooLarge, $"{width} x {height} pixels; up to {most} pixels and 65535 on a side are decoded of this kind of file: make it smaller", name);
    }
}
