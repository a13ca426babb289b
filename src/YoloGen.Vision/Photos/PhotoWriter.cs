using SkiaSharp;
using YoloGen.Diagnostics;
using YoloGen.Onnx.Files;

namespace YoloGen.Vision;

/// <summary>Encodes photos: PNG, or JPEG for paths ending in .jpg or .jpeg. Same pixels, same bytes.</summary>
public static class PhotoWriter
{
    /// <summary>Bytes of a photo that are given back to the machine before an encoder takes as much: what a phone's photo has.</summary>
    private const int WorthCollecting = 36_000_000;

    /// <summary>Writes a file, through a temporary one beside it, so that no half-written photo stays behind.</summary>
    /// <param name="photo">The pixels.</param>
    /// <param name="path">.jpg and .jpeg are written as JPEG, everything else as PNG.</param>
    /// <param name="quality">JPEG quality, 1 to 100.</param>
    /// <exception cref="YoloGenException">YG0003.</exception>
    public static void Write(Photo photo, string path, int quality = 92)
    {
        using SKBitmap bitmap = SkiaPixels.ToBitmap(photo);
        Write(bitmap, path, quality);
    }

    /// <summary>As <see cref="Write(Photo, string, int)"/>, and the photo is empty afterwards: the JPEG encoder takes as much memory again, and a large photo leaves no room for it.</summary>
    internal static void WriteLast(Photo photo, string path)
    {
        using SKBitmap bitmap = SkiaPixels.ToBitmap(photo);
        bool large = photo.Rgb.Length > WorthCollecting;
        photo.Release();
        if (large)
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        Write(bitmap, path, 92);
    }

    /// <summary>Encodes a photo as JPEG or PNG.</summary>
    public static byte[] Encode(Photo photo, bool jpeg, int quality = 92)
    {
        using SKData data = Data(photo, jpeg, quality);
        return data.ToArray();
    }

    private static SKData Data(Photo photo, bool jpeg, int quality)
    {
        using SKBitmap bitmap = SkiaPixels.ToBitmap(photo);
        return bitmap.Encode(Format(jpeg), quality);
    }

    /// <summary>Straight into the file: an encoded photo of noise may be as large as its pixels.</summary>
    private static void Write(SKBitmap bitmap, string path, int quality)
    {
        bool jpeg = Path.GetExtension(path).ToLowerInvariant() is ".jpg" or ".jpeg";
        OutputFile.Write(path, file =>
        {
            using var target = new EncodedStream(file);
            if (!bitmap.Encode(target, Format(jpeg), quality))
                throw target.Failure ?? new IOException("the photo cannot be encoded");
            if (target.Failure is not null)
                throw target.Failure;
        });
    }

    private static SKEncodedImageFormat Format(bool jpeg) => jpeg ? SKEncodedImageFormat.Jpeg : SKEncodedImageFormat.Png;
}
