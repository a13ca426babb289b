using System.Buffers.Binary;
using Xunit;
using YoloGen.Diagnostics;
using YoloGen.Tests;

namespace YoloGen.Vision.Tests.Photos;

/// <summary>Headers that promise what the file does not hold never reach the native decoder, which would take memory for it or end the process.</summary>
public sealed class PhotoHeaderTests : IDisposable
{
    private static readonly Photo Sample = SceneComposer.Draw(7, 3, new SynthOptions { Width = 96, Height = 64 }).Photo;
    private static readonly byte[] Jpeg = PhotoWriter.Encode(Sample, jpeg: true);
    private readonly string _folder = Directory.CreateTempSubdirectory("yologen-").FullName;

    public static TheoryData<string, byte[], string> Broken() => new()
    {
        { "BMP, pixels at 2 GB", Bmp(40, 30, file => Put32(file, 10, 0x7FFFFFFF)), "YG0701" },
        { "BMP, pixels at 4 GB", Bmp(40, 30, file => Put32(file, 10, 0xFFFFFFFF)), "YG0701" },
        { "BMP, header of 2 GB", Bmp(40, 30, file => Put32(file, 14, 0x7FFFFFFF)), "YG0701" },
        { "BMP, header of 4 GB", Bmp(40, 30, file => Put32(file, 14, 0xFFFFFFFF)), "YG0701" },
        { "BMP, header of 0 bytes", Bmp(40, 30, file => Put32(file, 14, 0)), "YG0701" },
        { "BMP, run lengths of 2 GB", Bmp(40, 30, file => { Put32(file, 2, 0x7FFFFFFF); file[28] = 8; Put32(file, 30, 1); }), "YG0701" },
        { "BMP, wider than its bytes", Bmp(40, 30, file => Put32(file, 18, 400)), "YG0701" },
        { "BMP, negative width", Bmp(40, 30, file => Put32(file, 18, 0x80000000)), "YG0701" },
        { "BMP, smallest height there is", Bmp(40, 30, file => Put32(file, 22, 0x80000000)), "YG0701" },
        { "BMP, run lengths, huge", Bmp(40, 30, file => { Put32(file, 18, 60000); Put32(file, 22, 60000); file[28] = 8; Put32(file, 30, 1); }), "YG0702" },
        { "BMP, cut in its header", Bmp(40, 30, _ => { })[..20], "YG0701" },
        { "PNG, huge", Png(100_000, 100_000, 8, 2, 0), "YG0702" },
        { "PNG, 4 billion pixels wide", Png(0xFFFFFFFF, 1, 8, 2, 0), "YG0702" },
        { "PNG, no pixels", Png(0, 10, 8, 2, 0), "YG0701" },
        { "PNG, 3 bits", Png(10, 10, 3, 2, 0), "YG0701" },
        { "PNG, colours of kind 5", Png(10, 10, 8, 5, 0), "YG0701" },
        { "PNG, interlaced, 16 bits, alpha, 7000x7000", Png(7000, 7000, 16, 6, 1), "YG0702" },
        { "JPEG, huge", JpegOf(0xC0, 65535, 65535, 3), "YG0702" },
        { "JPEG, progressive in full colour, 7000x7000", JpegOf(0xC2, 7000, 7000, 3), "YG0702" },
        { "JPEG, 101 scans", [.. Jpeg[..^2], .. Enumerable.Repeat((byte[])[0xFF, 0xDA, 0, 8, 1, 1, 0, 0, 63, 0], 100).SelectMany(b => b), 0xFF, 0xD9], "YG0701" },
        { "JPEG without a frame", [0xFF, 0xD8, 0xFF, 0xE0, 0, 2, 0xFF, 0xD9], "YG0701" },
        { "GIF, huge", [.. "GIF89a"u8, 0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0], "YG0702" },
        { "GIF, cut", [.. "GIF89a"u8, 1, 0], "YG0701" },
        { "WebP, huge", [.. "RIFF"u8, 22, 0, 0, 0, .. "WEBPVP8X"u8, 10, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF], "YG0702" },
        { "WebP, longer than its bytes", [.. "RIFF"u8, 0xFF, 0xFF, 0xFF, 0x7F, .. "WEBPVP8X"u8, 10, 0, 0, 0, 0, 0, 0, 0, 9, 0, 0, 9, 0, 0], "YG0701" },
        { "an icon", [0, 0, 1, 0, 1, 0, 255, 255, 0, 0, 1, 0, 32, 0, 255, 255, 255, 127, 22, 0, 0, 0], "YG0701" },
        { "a raw photo of a camera", [(byte)'I', (byte)'I', 42, 0, 8, 0, 0, 0, 1, 0, 0, 1, 4, 0, 1, 0, 0, 0, 255, 255, 255, 255], "YG0701" },
        { "nothing", [], "YG0701" },
    };

    [Theory]
    [MemberData(nameof(Broken))]
    public void Broken_headers_are_coded_errors_that_take_no_memory(string what, byte[] file, string code)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal(code, Assert.Throws<YoloGenException>(() => PhotoReader.Decode(file, what)).Diagnostics[0].Code.Id);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Bitmaps_decode_from_the_top_and_from_the_bottom(bool fromTop)
    {
        byte[] file = Bmp(5, 3, f =>
        {
            if (fromTop)
                Put32(f, 22, unchecked((uint)-3));
            f[54] = 200; // blue of the first stored pixel
        });
        Photo photo = PhotoReader.Decode(file);
        Assert.Equal((5, 3), (photo.Width, photo.Height));
        Assert.Equal(200, photo.Rgb[fromTop ? 2 : (2 * 5 * 3) + 2]);
    }

    [Fact]
    public void The_headers_of_real_files_say_what_the_decoder_says()
    {
        foreach (byte[] file in (byte[][])[Jpeg, PhotoWriter.Encode(Sample, jpeg: false), Bmp(96, 64, _ => { })])
        {
            PhotoHeader header = PhotoHeader.Read(file, null);
            Assert.Equal((96, 64), (header.Width, header.Height));
        }
    }

    [Fact]
    public void A_pipe_named_as_a_photo_is_a_coded_error()
    {
        string pipe = SpecialFiles.Pipe(Path.Combine(_folder, "a.jpg"));
        Assert.Equal("YG0701", Assert.Throws<YoloGenException>(() => PhotoReader.Read(pipe)).Diagnostics[0].Code.Id);
        Assert.Equal("YG0701", Assert.Throws<YoloGenException>(() => PhotoReader.ReadSize(pipe)).Diagnostics[0].Code.Id);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>24 bits, uncompressed.</summary>
    internal static byte[] Bmp(int width, int height, Action<byte[]> change)
    {
        byte[] file = new byte[54 + (((3 * width) + 3) / 4 * 4 * height)];
        "BM"u8.CopyTo(file);
        Put32(file, 2, (uint)file.Length);
        Put32(file, 10, 54);
        Put32(file, 14, 40);
        Put32(file, 18, (uint)width);
        Put32(file, 22, (uint)height);
        (file[26], file[28]) = (1, 24);
        change(file);
        return file;
    }

    private static byte[] Png(uint width, uint height, byte depth, byte colour, byte interlace)
    {
        byte[] file = [0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10, 0, 0, 0, 13, .. "IHDR"u8, 0, 0, 0, 0, 0, 0, 0, 0, depth, colour, 0, 0, interlace, 0, 0, 0, 0];
        BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan(16), width);
        BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan(20), height);
        return file;
    }

    private static byte[] JpegOf(byte frame, int width, int height, byte components)
        => [0xFF, 0xD8, 0xFF, frame, 0, 17, 8, (byte)(height >> 8), (byte)height, (byte)(width >> 8), (byte)width, components, 1, 0x11, 0, 2, 0x11, 0, 3, 0x11, 0, 0xFF, 0xD9];

    internal static void Put32(byte[] file, int at, uint value) => BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(at), value);
}
