using System.Runtime.InteropServices;
using SkiaSharp;

namespace YoloGen.Vision;

/// <summary>Copies pixels between <see cref="Photo"/> and SkiaSharp's bitmaps.</summary>
internal static class SkiaPixels
{
    public static SKBitmap ToBitmap(Photo photo)
    {
        var bitmap = new SKBitmap(new SKImageInfo(photo.Width, photo.Height, SKColorType.Rgba8888, SKAlphaType.Opaque, null));
        Span<byte> rgba = bitmap.GetPixelSpan();
        ReadOnlySpan<byte> rgb = photo.Rgb;
        for (int i = 0, o = 0; i < rgb.Length; i += 3, o += 4)
        {
            rgba[o] = rgb[i];
            rgba[o + 1] = rgb[i + 1];
            rgba[o + 2] = rgb[i + 2];
            rgba[o + 3] = 255;
        }
        return bitmap;
    }

    public static Photo ToPhoto(SKBitmap bitmap)
    {
        var photo = new Photo(bitmap.Width, bitmap.Height);
        ReadOnlySpan<byte> rgba = MemoryMarshal.AsBytes(bitmap.GetPixelSpan());
        Span<byte> rgb = photo.Rgb;
        for (int i = 0, o = 0; i < rgb.Length; i += 3, o += 4)
        {
            rgb[i] = rgba[o];
            rgb[i + 1] = rgba[o + 1];
            rgb[i + 2] = rgba[o + 2];
        }
        return photo;
    }
}
