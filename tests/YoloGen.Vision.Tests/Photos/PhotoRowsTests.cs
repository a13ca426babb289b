using SkiaSharp;
using Xunit;
using YoloGen.Tests;

namespace YoloGen.Vision.Tests.Photos;

/// <summary>Photos decoded in strips have the pixels of photos decoded at once.</summary>
public sealed class PhotoRowsTests
{
    private static readonly Photo Sample = SceneComposer.Draw(7, 3, new SynthOptions { Width = 90, Height = 61 }).Photo;

    public static TheoryData<string, byte[]> Files() => new()
    {
        { "JPEG", PhotoWriter.Encode(Sample, jpeg: true) },
        { "JPEG, turned", [0xFF, 0xD8, .. Exif(6), .. PhotoWriter.Encode(Sample, jpeg: true)[2..]] },
        { "JPEG, mirrored along its diagonal", [0xFF, 0xD8, .. Exif(5), .. PhotoWriter.Encode(Sample, jpeg: true)[2..]] },
        { "PNG, RGB", MadePng.Of(Sample.Width, Sample.Height, 8, 2) },
        { "PNG, 16 bits and alpha", MadePng.Of(Sample.Width, Sample.Height, 16, 6) },
        { "PNG, grey", MadePng.Of(Sample.Width, Sample.Height, 8, 0) },
        { "PNG, interlaced", MadePng.Of(Sample.Width, Sample.Height, 8, 2, interlaced: true) },
        { "PNG, 16 bits, interlaced", MadePng.Of(Sample.Width, Sample.Height, 16, 2, interlaced: true) },
        { "BMP from the bottom", PhotoHeaderTests.Bmp(Sample.Width, Sample.Height, Fill) },
        { "BMP from the top", PhotoHeaderTests.Bmp(Sample.Width, Sample.Height, file => { Fill(file); PhotoHeaderTests.Put32(file, 22, unchecked((uint)-Sample.Height)); }) },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public void Strips_have_the_pixels_of_the_whole(string what, byte[] file)
    {
        Photo whole = Decode(file, PhotoRows.StripBytes);
        Assert.True(whole.Rgb.Distinct().Count() > 10, what);
        Assert.Equal(whole.Rgb, Decode(file, Sample.Width * 4 * 7).Rgb);
    }

    [Fact]
    public void A_file_that_ends_in_a_later_strip_is_damaged()
    {
        byte[] png = MadePng.Of(Sample.Width, Sample.Height, 8, 2);
        using SKCodec codec = SKCodec.Create(new MemoryStream(png[..(png.Length * 3 / 4)]));
        Assert.NotEqual(SKCodecResult.Success, PhotoRows.Decode(codec, new Photo(Sample.Width, Sample.Height), Sample.Width * 4 * 7));
    }

    [Fact]
    public void A_photo_given_away_is_written_the_same_and_empty_afterwards()
    {
        string folder = Directory.CreateTempSubdirectory("yologen-").FullName;
        try
        {
            foreach (string name in (string[])["a.jpg", "a.png"])
            {
                string path = Path.Combine(folder, name);
                PhotoWriter.Write(Sample, path);
                byte[] kept = File.ReadAllBytes(path);
                Assert.Equal(PhotoWriter.Encode(Sample, name == "a.jpg"), kept);
                var last = new Photo(Sample.Width, Sample.Height, [.. Sample.Rgb]);
                PhotoWriter.WriteLast(last, path);
                Assert.Equal(kept, File.ReadAllBytes(path));
                Assert.Empty(last.Rgb);
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void A_disk_that_is_full_is_no_exception_in_native_code()
    {
        using SKBitmap bitmap = SkiaPixels.ToBitmap(Sample);
        using var target = new EncodedStream(new FullStream());
        bitmap.Encode(target, SKEncodedImageFormat.Png, 92);
        Assert.Equal("full", target.Failure?.Message);
    }

    private static Photo Decode(byte[] file, long stripBytes)
    {
        using SKCodec codec = SKCodec.Create(new MemoryStream(file));
        (int width, int height) = Orientation.Upright(codec.Info.Width, codec.Info.Height, codec.EncodedOrigin);
        var photo = new Photo(width, height);
        Assert.Equal(SKCodecResult.Success, PhotoRows.Decode(codec, photo, stripBytes));
        return photo;
    }

    private static void Fill(byte[] bmp)
    {
        for (int i = 54; i < bmp.Length; i++)
            bmp[i] = (byte)(i * 37 % 251);
    }

    private static byte[] Exif(byte orientation)
        => [0xFF, 0xE1, 0, 34, .. "Exif\0\0MM"u8, 0, 42, 0, 0, 0, 8, 0, 1, 1, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0];

    private sealed class FullStream : MemoryStream
    {
        public override void Write(byte[] buffer, int offset, int count) => throw new IOException("full");

        public override void Write(ReadOnlySpan<byte> buffer) => throw new IOException("full");
    }
}
