using SkiaSharp;
using YoloGen.Diagnostics;
using YoloGen.Onnx.Files;

namespace YoloGen.Vision;

/// <summary>Encodes photos: PNG, or JPEG for paths ending in .jpg or .jpeg. Same pixels, same bytes.</summary>
public static class PhotoWriter
{
    /// <summary>Writes a file, through a temporary one beside it, so that no half-written photo stays behind.</summary>
    /// <param name="photo">The pixels.</param>
    /// <param name="path">.jpg and .jpeg are written as JPEG, everything else as PNG.</param>
    /// <param name="quality">JPEG quality, 1 to 100.</param>
    /// <exception cref="YoloGenException">YG0003.</exception>
    public static void Write(Photo photo, string path, int quality = 92)
    {
        bool jpeg = Path.GetExtension(path).ToLowerInvariant() is ".jpg" or ".jpeg";
        using SKData data = Data(photo, jpeg, quality);
        OutputFile.Write(path, file => file.Write(data.AsSpan()));
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
        return bitmap.Encode(jpeg ? SKEncodedImageFormat.Jpeg : SKEncodedImageFormat.Png, quality);
    }
}
