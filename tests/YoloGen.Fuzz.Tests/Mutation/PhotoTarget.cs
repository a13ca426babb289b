using SkiaSharp;
using YoloGen.Vision;

namespace YoloGen.Fuzz.Tests.Mutation;

/// <summary>Photos whose first bytes are damaged: sizes, offsets, tables, lengths of chunks.</summary>
internal static class PhotoTarget
{
    private static readonly Lazy<byte[][]> Whole = new(() =>
    {
        var photo = new Photo(37, 23);
        new Random(1).NextBytes(photo.Rgb);
        using var bitmap = new SKBitmap(37, 23);
        bitmap.Erase(SKColors.Teal);
        using SKImage image = SKImage.FromBitmap(bitmap);
        using SKData webp = image.Encode(SKEncodedImageFormat.Webp, 80), lossless = image.Encode(SKEncodedImageFormat.Webp, 100);
        return [PhotoWriter.Encode(photo, jpeg: true), PhotoWriter.Encode(photo, jpeg: false), Bitmap(24), Bitmap(8), Bitmap(32), webp.ToArray(), lossless.ToArray(), Gif()];
    });

    public static void Feed(int seed)
    {
        var random = new Random(seed);
        byte[] whole = Whole.Value[random.Next(Whole.Value.Length)];
        byte[] bytes = ByteMutation.Of(whole, random, header: 64);
        string path = Path.Combine(Path.GetTempPath(), $"yologen-fuzz-{Environment.ProcessId}.photo");
        try
        {
            File.WriteAllBytes(path, bytes);
            if (random.Next(2) == 0)
            {
                PhotoReader.ReadSize(path);
            }

            Photo photo = PhotoReader.Read(path);
            if (photo.Rgb.Length != photo.Width * photo.Height * 3)
            {
                throw new InvalidOperationException("the photo's size and bytes differ");
            }
        }
        finally
        {
            File.Delete(path);
        }
    }

    /// <summary>A BMP file of 9x7 pixels (BITMAPINFOHEADER).</summary>
    private static byte[] Bitmap(int bits)
    {
        int palette = bits == 8 ? 1024 : 0, row = ((9 * bits) + 31) / 32 * 4, size = 54 + palette + (row * 7);
        using var stream = new MemoryStream();
        using var w = new BinaryWriter(stream);
        w.Write("BM"u8);
        w.Write(size);
        w.Write(0);
        w.Write(54 + palette);
        w.Write(40);
        w.Write(9);
        w.Write(7);
        w.Write((short)1);
        w.Write((short)bits);
        w.Write(0);
        w.Write(row * 7);
        w.Write(2835);
        w.Write(2835);
        w.Write(0);
        w.Write(0);
        w.Write(new byte[size - 54]);
        return stream.ToArray();
    }

    /// <summary>The smallest GIF: one pixel.</summary>
    private static byte[] Gif() => [.. "GIF89a"u8, 1, 0, 1, 0, 0x80, 0, 0, 0, 0, 0, 255, 255, 255, 0x2C, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x44, 1, 0, 0x3B];
}
