using CsCheck;
using Xunit;
using YoloGen.Diagnostics;
using YoloGen.Tests;
using YoloGen.Vision.Tests.Support;

namespace YoloGen.Vision.Tests.Photos;

public sealed class PhotoReaderTests
{
    private static readonly Photo Sample = SceneComposer.Draw(7, 3, new SynthOptions { Width = 96, Height = 64 }).Photo;
    private static readonly byte[] Jpeg = PhotoWriter.Encode(Sample, jpeg: true);
    private static readonly byte[] Png = PhotoWriter.Encode(Sample, jpeg: false);

    [Fact]
    public void Png_comes_back_exactly() => Assert.Equal(Sample.Rgb, PhotoReader.Decode(Png).Rgb);

    [Fact]
    public void Jpeg_comes_back_nearly()
    {
        Photo back = PhotoReader.Decode(Jpeg);
        Assert.Equal((Sample.Width, Sample.Height), (back.Width, back.Height));
        Assert.True(Sample.Rgb.Zip(back.Rgb).Average(p => Math.Abs(p.First - p.Second)) < 8);
    }

    [Theory]
    [InlineData("masked2_progressive.jpg")]
    [InlineData("masked1.jpg")]
    [InlineData("crowd3.png")]
    public void Real_photos_decode(string name)
    {
        string path = SharedData.Require("photos", name);
        Photo photo = PhotoReader.Read(path);
        Assert.Equal((photo.Width, photo.Height), PhotoReader.ReadSize(path));
        Assert.True(photo.Rgb.Distinct().Count() > 100);
    }

    [Fact]
    public void Truncated_files_are_coded_errors()
    {
        foreach (byte[] file in (byte[][])[Jpeg, Png])
        {
            // A PNG that lacks only its checksums and end chunk still has every pixel.
            for (int length = 0; length < file.Length - 32; length += Math.Max(1, file.Length / 150))
            {
                int kept = length;
                var e = Assert.Throws<YoloGenException>(() => PhotoReader.Decode(file[..kept], $"cut to {kept} of {file.Length}"));
                Assert.Equal("YG0701", e.Diagnostics[0].Code.Id);
            }
        }
    }

    [Fact]
    public void A_truncated_progressive_file_is_a_coded_error()
    {
        byte[] file = File.ReadAllBytes(SharedData.Require("photos", "masked2_progressive.jpg"));
        for (int eighth = 1; eighth < 8; eighth++)
        {
            int kept = file.Length * eighth / 8;
            Assert.Equal("YG0701", Assert.Throws<YoloGenException>(() => PhotoReader.Decode(file[..kept], "cut")).Diagnostics[0].Code.Id);
        }
    }

    [Fact]
    public void Flipped_bits_give_a_photo_or_a_coded_error()
        => Gen.Select(Gen.Bool, Gen.Int[0, 100_000], Gen.Int[0, 7], Gen.Int[0, 100_000]).Sample((jpeg, at, bit, at2) =>
        {
            byte[] file = [.. jpeg ? Jpeg : Png];
            file[at % file.Length] ^= (byte)(1 << bit);
            file[at2 % Math.Min(600, file.Length)] ^= (byte)(1 << bit);
            Tolerate(file);
        }, iter: 1500);

    [Fact]
    public void Noise_is_a_coded_error()
        => Gen.Byte.Array[0, 400].Sample(bytes =>
        {
            Tolerate(bytes);
            Tolerate([0xFF, 0xD8, 0xFF, .. bytes]);
            Tolerate([.. Png[..33], .. bytes]);
        }, iter: 300);

    [Fact]
    public void Huge_headers_are_refused_before_decoding()
    {
        byte[] bomb = [.. Png];
        (bomb[16], bomb[17], bomb[18], bomb[19]) = (0, 1, 0x86, 0xA0);
        (bomb[20], bomb[21], bomb[22], bomb[23]) = (0, 1, 0x86, 0xA0);
        uint crc = MadePng.Crc(bomb.AsSpan(12, 17));
        (bomb[29], bomb[30], bomb[31], bomb[32]) = ((byte)(crc >> 24), (byte)(crc >> 16), (byte)(crc >> 8), (byte)crc);
        var e = Assert.Throws<YoloGenException>(() => PhotoReader.Decode(bomb, "bomb"));
        Assert.Contains(e.Diagnostics[0].Code.Id, (string[])["YG0701", "YG0702"]);
    }

    [Fact]
    public void Missing_files_and_folders_are_coded_errors()
    {
        Assert.Equal("YG0001", Assert.Throws<YoloGenException>(() => PhotoReader.Read(Path.Combine(Path.GetTempPath(), "is-not-there.jpg"))).Diagnostics[0].Code.Id);
        Assert.Equal("YG0001", Assert.Throws<YoloGenException>(() => PhotoReader.Read(Path.GetTempPath())).Diagnostics[0].Code.Id);
        Assert.Equal("YG0003", Assert.Throws<YoloGenException>(() => PhotoWriter.Write(Sample, Path.Combine(Path.GetTempPath(), "no", "such", "folder", "x.png"))).Diagnostics[0].Code.Id);
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
    public void Orientation_is_applied(int orientation)
    {
        // Four quarters of different colour tell each of the eight orientations apart.
        var quarters = new Photo(32, 16);
        for (int i = 0; i < 32 * 16; i++)
        {
            (byte r, byte g, byte b) = (i % 32 < 16, i / 32 < 8) switch { (true, true) => ((byte)255, (byte)0, (byte)0), (false, true) => ((byte)0, (byte)255, (byte)0), (true, false) => ((byte)0, (byte)0, (byte)255), _ => ((byte)255, (byte)255, (byte)255) };
            (quarters.Rgb[i * 3], quarters.Rgb[i * 3 + 1], quarters.Rgb[i * 3 + 2]) = (r, g, b);
        }
        byte[] jpeg = PhotoWriter.Encode(quarters, jpeg: true, 100);
        byte[] exif = [0xFF, 0xE1, 0, 34, (byte)'E', (byte)'x', (byte)'i', (byte)'f', 0, 0, (byte)'M', (byte)'M', 0, 42, 0, 0, 0, 8, 0, 1, 1, 0x12, 0, 3, 0, 0, 0, 1, 0, (byte)orientation, 0, 0, 0, 0, 0, 0];
        Photo photo = PhotoReader.Decode([0xFF, 0xD8, .. exif, .. jpeg[2..]]);
        char At(int x, int y)
        {
            int i = (y * photo.Width + x) * 3;
            (bool r, bool g, bool b) = (photo.Rgb[i] > 128, photo.Rgb[i + 1] > 128, photo.Rgb[i + 2] > 128);
            return r && g && b ? 'w' : r ? 'r' : g ? 'g' : 'b';
        }
        string corners = new([At(2, 2), At(photo.Width - 3, 2), At(2, photo.Height - 3), At(photo.Width - 3, photo.Height - 3)]);
        string[] expected = ["rgbw", "grwb", "wbgr", "bwrg", "rbgw", "brwg", "wgbr", "gwrb"];
        Assert.Equal(expected[orientation - 1], corners);
        Assert.Equal(orientation >= 5 ? (16, 32) : (32, 16), (photo.Width, photo.Height));
    }

    [Fact]
    public void Drawing_stays_inside_and_leaves_the_original()
    {
        Photo photo = LetterboxTests.Random(50, 40, 1);
        byte[] before = [.. photo.Rgb];
        BoxDrawer.Draw(photo, [new DetectedBox(-20, -20, 500, 500, 1, 0), new DetectedBox(48, 38, 1, 1, 0.5f, 11), new DetectedBox(3, 3, 10, 10, 0.5f, 1)], ["a very long name of a class that goes on and on", "ü"]);
        Assert.Equal(before, photo.Rgb);
    }

    private static void Tolerate(byte[] file)
    {
        try
        {
            Photo photo = PhotoReader.Decode(file);
            Assert.True(photo.Width > 0);
        }
        catch (YoloGenException e)
        {
            Assert.All(e.Diagnostics, d => Assert.StartsWith("YG070", d.Code.Id, StringComparison.Ordinal));
        }
    }
}
