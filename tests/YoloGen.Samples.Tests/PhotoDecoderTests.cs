using System.Buffers.Binary;
using Photos;
using Xunit;
using YoloGen.Vision;

namespace YoloGen.Tests;

/// <summary>The photo decoder that the samples share, against the product's own and against damaged files.</summary>
public sealed class PhotoDecoderTests
{
    private static readonly Vision.Photo Scene = SceneComposer.Draw(3, 0, new SynthOptions { Width = 90, Height = 60 }).Photo;

    [Fact]
    public void Decodes_what_was_encoded()
    {
        Equal(Scene, PhotoDecoder.Decode(PhotoWriter.Encode(Scene, jpeg: false)));
        Equal(Scene, PhotoDecoder.Decode(Ppm(Scene)));
        Equal(Scene, PhotoDecoder.Decode(Bmp(Scene)));
        byte[] jpeg = PhotoWriter.Encode(Scene, jpeg: true);
        Photos.Photo decoded = PhotoDecoder.Decode(jpeg);
        Assert.Equal((Scene.Width, Scene.Height), (decoded.Width, decoded.Height));
        // Two JPEG decoders: the same but for the rounding of the transform and the interpolation of the colours.
        byte[] other = PhotoReader.Decode(jpeg).Rgb;
        Assert.True(decoded.Rgb.Zip(other, (a, b) => Math.Abs(a - b)).Average() < 2);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public void Turns_photos_as_their_EXIF_data_asks(int orientation)
    {
        byte[] jpeg = WithOrientation(PhotoWriter.Encode(Scene, jpeg: true), orientation);
        Vision.Photo expected = PhotoReader.Decode(jpeg);
        Photos.Photo turned = PhotoDecoder.Decode(jpeg);
        Assert.Equal((expected.Width, expected.Height), (turned.Width, turned.Height));
        Assert.True(turned.Rgb.Zip(expected.Rgb, (a, b) => Math.Abs(a - b)).Average() < 2);
    }

    [Fact]
    public void Refuses_files_that_end_too_early()
    {
        foreach (byte[] file in Files())
        {
            foreach (int length in (int[])[0, 1, 2, 3, 10, 30, 60, file.Length / 4, file.Length / 2, file.Length * 3 / 4])
                Assert.Throws<InvalidDataException>(() => PhotoDecoder.Decode(file[..length]));
        }
    }

    [Fact]
    public void Refuses_sizes_beyond_its_limits_before_it_takes_memory()
    {
        Assert.Throws<InvalidDataException>(() => PhotoDecoder.Decode("P6 60000 60000 255 "u8.ToArray()));
        byte[] png = PhotoWriter.Encode(Scene, jpeg: false);
        BinaryPrimitives.WriteInt32BigEndian(png.AsSpan(16), 60000);
        BinaryPrimitives.WriteInt32BigEndian(png.AsSpan(20), 60000);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<InvalidDataException>(() => PhotoDecoder.Decode(png));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    [Fact]
    public void Damaged_files_give_pixels_or_a_message_and_nothing_else()
    {
        var random = new Random(5);
        byte[][] files = [.. Files()];
        for (int i = 0; i < 2000; i++)
        {
            byte[] file = [.. files[i % files.Length]];
            for (int change = random.Next(1, 8); change > 0; change--)
                file[random.Next(random.Next(2) == 0 ? Math.Min(80, file.Length) : file.Length)] = (byte)random.Next(256);
            try
            {
                Photos.Photo photo = PhotoDecoder.Decode(file);
                Assert.Equal(photo.Rgb.Length, 3 * photo.Width * photo.Height);
            }
            catch (InvalidDataException e)
            {
                Assert.NotEmpty(e.Message);
            }
        }
    }

    private static IEnumerable<byte[]> Files()
        => [PhotoWriter.Encode(Scene, jpeg: false), PhotoWriter.Encode(Scene, jpeg: true), WithOrientation(PhotoWriter.Encode(Scene, jpeg: true), 6), Ppm(Scene), Bmp(Scene)];

    private static void Equal(Vision.Photo expected, Photos.Photo actual)
    {
        Assert.Equal((expected.Width, expected.Height), (actual.Width, actual.Height));
        Assert.Equal(expected.Rgb, actual.Rgb);
    }

    private static byte[] Ppm(Vision.Photo photo) => [.. "P6\n# drawn\n"u8, .. System.Text.Encoding.ASCII.GetBytes(FormattableString.Invariant($"{photo.Width} {photo.Height}\n255\n")), .. photo.Rgb];

    /// <summary>24 bits, rows from the bottom, each filled up to four bytes.</summary>
    private static byte[] Bmp(Vision.Photo photo)
    {
        int row = (3 * photo.Width + 3) / 4 * 4;
        byte[] file = new byte[54 + row * photo.Height];
        "BM"u8.CopyTo(file);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(2), file.Length);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(10), 54);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(14), 40);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(18), photo.Width);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(22), photo.Height);
        file[26] = 1;
        file[28] = 24;
        for (int y = 0; y < photo.Height; y++)
        {
            for (int x = 0; x < photo.Width; x++)
            {
                int from = 3 * (y * photo.Width + x), to = 54 + (photo.Height - 1 - y) * row + 3 * x;
                (file[to], file[to + 1], file[to + 2]) = (photo.Rgb[from + 2], photo.Rgb[from + 1], photo.Rgb[from]);
            }
        }

        return file;
    }

    /// <summary>Puts an EXIF segment with tag 274 behind the start of a JPEG file.</summary>
    private static byte[] WithOrientation(byte[] jpeg, int orientation)
        => [0xFF, 0xD8, 0xFF, 0xE1, 0, 34, .. "Exif\0\0"u8, (byte)'I', (byte)'I', 42, 0, 8, 0, 0, 0, 1, 0, 0x12, 1, 3, 0, 1, 0, 0, 0, (byte)orientation, 0, 0, 0, 0, 0, 0, 0, .. jpeg.AsSpan(2)];
}
