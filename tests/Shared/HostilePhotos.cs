using System.Buffers.Binary;
using System.IO.Compression;

namespace YoloGen.Tests;

/// <summary>Photos that mean harm or are broken, each with what has to come of it: whether it is one that may be shown, is broken, or is too large.</summary>
internal static class HostilePhotos
{
    public const string Broken = "broken", Large = "too large", Reads = "reads";

    /// <summary>Name, file, outcome.</summary>
    /// <param name="jpeg">A good JPEG of at least 64x48 pixels.</param>
    public static IEnumerable<(string Name, byte[] File, string Outcome)> All(byte[] jpeg) => [.. Png(), .. Jpeg(jpeg), .. Bmp(), .. Others()];

    private static IEnumerable<(string, byte[], string)> Png()
    {
        byte[] good = MadePng.Of(64, 48, 8, 2);
        yield return ("PNG as it is", good, Reads);
        foreach (int kept in (int[])[8, 16, 24, 33, 40, good.Length / 2, good.Length - 40])
            yield return ($"PNG cut to {kept} bytes", good[..kept], Broken);
        foreach ((string name, int at, byte value) in ((string, int, byte)[])[("depth of 0", 24, 0), ("depth of 32", 24, 32), ("colours of kind 1", 25, 1), ("colours of kind 255", 25, 255)])
            yield return ("PNG, " + name, Changed(good, f => f[at] = value), Broken);
        foreach ((uint width, uint height) in ((uint, uint)[])[(0, 48), (64, 0)])
            yield return ($"PNG of {width}x{height}", Changed(good, f => Size(f, width, height)), Broken);
        foreach ((uint width, uint height) in ((uint, uint)[])[(65536, 1), (1, 70000), (0x7FFFFFFF, 0x7FFFFFFF), (0xFFFFFFFF, 0xFFFFFFFF), (60000, 60000), (8000, 8000)])
            yield return ($"PNG that says {width}x{height}", Changed(good, f => Size(f, width, height)), Large);
        yield return ("PNG of more rows than it has", Changed(good, f => Size(f, 64, 480)), Broken);
        yield return ("PNG without pixels", [.. good[..33], .. MadePng.Chunk("IEND"u8, [])], Broken);
        yield return ("PNG whose pixels are no deflate", [.. good[..33], .. MadePng.Chunk("IDAT"u8, new byte[500]), .. MadePng.Chunk("IEND"u8, [])], Broken);
        yield return ("PNG with filter 9", [.. good[..33], .. MadePng.Chunk("IDAT"u8, Packed([.. Enumerable.Repeat((byte)9, (1 + (64 * 3)) * 48)])), .. MadePng.Chunk("IEND"u8, [])], Broken);
        yield return ("PNG with an IDAT of 4 GB", [.. good[..33], 0xFF, 0xFF, 0xFF, 0xFF, .. "IDAT"u8, 1, 2, 3, 4], Broken);
        yield return ("PNG whose first chunk is IDAT", [.. good[..8], .. good[33..]], Broken);
        yield return ("PNG of a palette without one", Changed(good, f => (f[24], f[25]) = (8, 3)), Broken);
    }

    private static IEnumerable<(string, byte[], string)> Jpeg(byte[] good)
    {
        yield return ("JPEG as it is", good, Reads);
        foreach (int kept in (int[])[3, 4, 20, 100, good.Length / 2, good.Length - 2])
            yield return ($"JPEG cut to {kept} bytes", good[..kept], Broken);
        yield return ("JPEG of 65535x65535", Frame(good, 65535, 65535), Large);
        yield return ("JPEG of 0x48", Frame(good, 0, 48), Broken);
        yield return ("JPEG without tables", [0xFF, 0xD8, 0xFF, 0xC0, 0, 11, 8, 0, 8, 0, 8, 1, 1, 0x11, 0, 0xFF, 0xDA, 0, 8, 1, 1, 0, 0, 63, 0, 1, 2, 3, 0xFF, 0xD9], Broken);
        yield return ("JPEG of 255 components", Changed(good, f => f[FrameAt(f) + 9] = 255), Broken);
        yield return ("JPEG of 12 bits", Changed(good, f => f[FrameAt(f) + 4] = 12), Broken);
        yield return ("JPEG whose frame is 2 bytes long", Changed(good, f => (f[FrameAt(f) + 2], f[FrameAt(f) + 3]) = (0, 2)), Broken);
        yield return ("JPEG with a segment of length 0", [0xFF, 0xD8, 0xFF, 0xE0, 0, 0, .. good[2..]], Reads + " or " + Broken); // every pixel is there
        yield return ("JPEG of nothing but markers", [0xFF, 0xD8, .. Enumerable.Repeat((byte)0xFF, 100_000)], Broken);
        yield return ("JPEG with 2 MB before its picture", [0xFF, 0xD8, .. Enumerable.Repeat((byte[])[0xFF, 0xE5, 0xFF, 0xFF, .. new byte[65533]], 32).SelectMany(b => b), .. good[2..]], Reads);
        yield return ("JPEG with EXIF that points outside", [0xFF, 0xD8, 0xFF, 0xE1, 0, 16, .. "Exif\0\0MM"u8, 0, 42, 0xFF, 0xFF, 0xFF, 0xF0, .. good[2..]], Reads);
        yield return ("JPEG with EXIF of 65535 entries", [0xFF, 0xD8, 0xFF, 0xE1, 0, 18, .. "Exif\0\0MM"u8, 0, 42, 0, 0, 0, 8, 0xFF, 0xFF, .. good[2..]], Reads);
    }

    private static IEnumerable<(string, byte[], string)> Bmp()
    {
        byte[] good = GoodBmp();
        yield return ("BMP as it is", good, Reads);
        foreach (int kept in (int[])[2, 14, 26, 54, good.Length - 1])
            yield return ($"BMP cut to {kept} bytes", good[..kept], Broken);
        foreach ((string name, int at, uint value) in ((string, int, uint)[])
            [("pixels at 2 GB", 10, 0x7FFFFFFF), ("pixels at 4 GB", 10, 0xFFFFFFFF), ("a header of 4 GB", 14, 0xFFFFFFFF), ("a header of 3 bytes", 14, 3), ("a width of 0", 18, 0), ("no height", 22, 0),
            ("a width of 2 billion", 18, 0x7FFFFFFF), ("a negative width", 18, 0x80000001), ("the least height", 22, 0x80000000)])
        {
            // Whatever of the two is found first.
            yield return ("BMP with " + name, Changed(good, f => BinaryPrimitives.WriteUInt32LittleEndian(f.AsSpan(at), value)), Broken + " or " + Large);
        }

        yield return ("BMP of 3 bits", Changed(good, f => f[28] = 3), Broken);
        yield return ("BMP of compression 77", Changed(good, f => f[30] = 77), Broken);
    }

    private static IEnumerable<(string, byte[], string)> Others()
    {
        yield return ("nothing", [], Broken);
        yield return ("one byte", [0xFF], Broken);
        foreach (string text in (string[])["GIF", "RIFF", "BM", "P6", "<svg xmlns='http://www.w3.org/2000/svg' onload='x'/>", "<html><body>404</body></html>", "version https://git-lfs.github.com/spec/v1\n", "%PDF-1.7\n", "MZ", "PK\u0003\u0004"])
            yield return ("text " + text.Trim(), System.Text.Encoding.Latin1.GetBytes(text), Broken);
        yield return ("a TIFF", [.. "II*\0"u8, 8, 0, 0, 0, 1, 0, 0, 1, 4, 0, 1, 0, 0, 0, 255, 255, 255, 255], Broken);
        yield return ("an icon of 4 GB", [0, 0, 1, 0, 1, 0, 255, 255, 0, 0, 1, 0, 32, 0, 255, 255, 255, 255, 22, 0, 0, 0], Broken);
        yield return ("a HEIC", [0, 0, 0, 24, .. "ftypheic\0\0\0\0heicmif1"u8], Broken);
        yield return ("zeros, 1 MB", new byte[1 << 20], Broken);
        var noise = new byte[1 << 20];
        new Random(1).NextBytes(noise);
        yield return ("noise, 1 MB", noise, Broken);
    }

    /// <summary>24 bits, 8x8.</summary>
    private static byte[] GoodBmp()
    {
        byte[] file = new byte[54 + (24 * 8)];
        "BM"u8.CopyTo(file);
        (file[2], file[10], file[14], file[18], file[22], file[26], file[28]) = ((byte)file.Length, 54, 40, 8, 8, 1, 24);
        for (int i = 54; i < file.Length; i++)
            file[i] = (byte)(i * 7);
        return file;
    }

    private static byte[] Packed(byte[] rows)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            zlib.Write(rows);
        return packed.ToArray();
    }

    private static byte[] Frame(byte[] jpeg, int width, int height) => Changed(jpeg, f =>
    {
        BinaryPrimitives.WriteUInt16BigEndian(f.AsSpan(FrameAt(f) + 5), (ushort)height);
        BinaryPrimitives.WriteUInt16BigEndian(f.AsSpan(FrameAt(f) + 7), (ushort)width);
    });

    private static int FrameAt(byte[] jpeg) => jpeg.AsSpan().IndexOf((ReadOnlySpan<byte>)[0xFF, 0xC0]);

    private static byte[] Changed(byte[] file, Action<byte[]> change)
    {
        byte[] copy = [.. file];
        change(copy);
        if (copy.AsSpan(12).StartsWith("IHDR"u8))
            BinaryPrimitives.WriteUInt32BigEndian(copy.AsSpan(29), MadePng.Crc(copy.AsSpan(12, 17)));
        return copy;
    }

    private static void Size(byte[] png, uint width, uint height)
    {
        BinaryPrimitives.WriteUInt32BigEndian(png.AsSpan(16), width);
        BinaryPrimitives.WriteUInt32BigEndian(png.AsSpan(20), height);
    }
}
