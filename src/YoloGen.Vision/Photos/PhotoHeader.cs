using System.Buffers.Binary;
using YoloGen.Diagnostics;

namespace YoloGen.Vision;

/// <summary>
/// What a photo's header promises, read in managed code before the native decoder sees the file: the decoder takes memory for whatever
/// a header says, and where there is none it ends the whole process.
/// </summary>
/// <param name="Width">Pixels as stored.</param>
/// <param name="Height">Pixels as stored.</param>
/// <param name="DecodingBytes">Bytes of memory for each pixel while it is decoded, the photo itself included (<see cref="PhotoRows"/>).</param>
internal readonly record struct PhotoHeader(long Width, long Height, int DecodingBytes)
{
    /// <summary>Three bytes of the photo, and those of the decoder's four that are in memory beside it: a strip, a half, or all.</summary>
    internal const int InStrips = 3, InHalves = 5, AtOnce = 7;

    private const uint BmpRle8 = 1, BmpRle4 = 2;
    private const string TooShort = "the file ends too early";

    private static ReadOnlySpan<byte> PngMark => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>Reads the header of a JPEG, PNG, BMP, GIF or WebP file.</summary>
    /// <param name="file">The whole file.</param>
    /// <param name="name">What messages call it.</param>
    /// <exception cref="YoloGenException">YG0701: none of these, or a header that points outside the file.</exception>
    public static PhotoHeader Read(ReadOnlySpan<byte> file, string? name)
    {
        string? problem;
        PhotoHeader header = default;
        if (file.IsEmpty)
            problem = "the file is empty";
        else if (JpegStructure.IsJpeg(file))
            problem = Jpeg(file, out header);
        else if (file.StartsWith(PngMark))
            problem = Png(file, out header);
        else if (file.StartsWith("BM"u8))
            problem = Bmp(file, out header);
        else if (file.StartsWith("GIF87a"u8) || file.StartsWith("GIF89a"u8))
            problem = Gif(file, out header);
        else if (file.Length >= 12 && file.StartsWith("RIFF"u8) && file[8..].StartsWith("WEBP"u8))
            problem = WebP(file, out header);
        else
            problem = "not a JPEG, PNG, BMP, GIF or WebP file";
        return problem is null ? header : throw new YoloGenException(DiagnosticCodes.BadPhoto, $"{problem}; save or download the photo again", name);
    }

    private static string? Jpeg(ReadOnlySpan<byte> file, out PhotoHeader header)
    {
        JpegStructure structure = JpegStructure.Read(file);
        // A decoder of several scans keeps every coefficient, two bytes each.
        header = new PhotoHeader(structure.Width, structure.Height, InStrips + (structure.Progressive ? 2 * structure.Components : 0));
        if (!structure.IsComplete)
            return TooShort;
        return structure.Scans > JpegStructure.MaxScans ? $"{structure.Scans} scans, where up to {JpegStructure.MaxScans} are decoded" : null;
    }

    private static string? Png(ReadOnlySpan<byte> file, out PhotoHeader header)
    {
        header = default;
        if (file.Length < 33)
            return TooShort;
        if (!file[12..].StartsWith("IHDR"u8) || BinaryPrimitives.ReadUInt32BigEndian(file[8..]) != 13)
            return "the header is damaged";
        int depth = file[24];
        int channels = file[25] switch { 0 or 3 => 1, 2 => 3, 4 => 2, 6 => 4, _ => 0 };
        if (depth is not (1 or 2 or 4 or 8 or 16) || channels == 0)
            return "the header is damaged";
        // Passes of an interlaced file each touch all rows: the decoder keeps them as stored.
        int stored = file[28] == 0 ? 0 : channels * Math.Max(1, depth / 8);
        header = new PhotoHeader(BinaryPrimitives.ReadUInt32BigEndian(file[16..]), BinaryPrimitives.ReadUInt32BigEndian(file[20..]), InHalves + stored);
        return null;
    }

    private static string? Bmp(ReadOnlySpan<byte> file, out PhotoHeader header)
    {
        header = default;
        if (file.Length < 26)
            return TooShort;
        long pixels = BinaryPrimitives.ReadUInt32LittleEndian(file[10..]);
        uint information = BinaryPrimitives.ReadUInt32LittleEndian(file[14..]);
        if (information is not (12 or (>= 16 and <= 124)))
            return "the header is damaged";
        if (14 + information > file.Length || pixels > file.Length)
            return "the header points outside the file";
        bool old = information == 12;
        long width = old ? BinaryPrimitives.ReadUInt16LittleEndian(file[18..]) : BinaryPrimitives.ReadInt32LittleEndian(file[18..]);
        long height = Math.Abs(old ? BinaryPrimitives.ReadUInt16LittleEndian(file[20..]) : (long)BinaryPrimitives.ReadInt32LittleEndian(file[22..]));
        int bits = BinaryPrimitives.ReadUInt16LittleEndian(file[(old ? 24 : 28)..]);
        uint compression = information >= 20 ? BinaryPrimitives.ReadUInt32LittleEndian(file[30..]) : 0;
        header = new PhotoHeader(width, height, AtOnce); // the decoder of run lengths has no rows
        if (compression is BmpRle8 or BmpRle4)
        {
            // The decoder takes the size that the header says for the compressed bytes.
            return BinaryPrimitives.ReadUInt32LittleEndian(file[2..]) > file.Length ? TooShort : null;
        }

        return width > 0 && bits is 1 or 4 or 8 or 16 or 24 or 32 && (width * bits + 31) / 32 * 4 * height > file.Length - pixels ? TooShort : null;
    }

    private static string? Gif(ReadOnlySpan<byte> file, out PhotoHeader header)
    {
        header = default;
        if (file.Length < 13)
            return TooShort;
        header = new PhotoHeader(BinaryPrimitives.ReadUInt16LittleEndian(file[6..]), BinaryPrimitives.ReadUInt16LittleEndian(file[8..]), AtOnce); // and one byte of the decoder's before the photo is made
        return null;
    }

    private static string? WebP(ReadOnlySpan<byte> file, out PhotoHeader header)
    {
        header = default;
        if (file.Length < 30)
            return TooShort;
        if (BinaryPrimitives.ReadUInt32LittleEndian(file[4..]) + 8L > file.Length)
            return TooShort;
        ReadOnlySpan<byte> kind = file.Slice(12, 4);
        if (kind.SequenceEqual("VP8X"u8))
        {
            // Lossless files are unpacked to four bytes of the decoder's own.
            header = new PhotoHeader(1 + (file[24] | (file[25] << 8) | (file[26] << 16)), 1 + (file[27] | (file[28] << 8) | (file[29] << 16)), 8);
        }
        else if (kind.SequenceEqual("VP8 "u8))
        {
            header = new PhotoHeader(BinaryPrimitives.ReadUInt16LittleEndian(file[26..]) & 0x3FFF, BinaryPrimitives.ReadUInt16LittleEndian(file[28..]) & 0x3FFF, AtOnce);
        }
        else if (kind.SequenceEqual("VP8L"u8))
        {
            uint bits = BinaryPrimitives.ReadUInt32LittleEndian(file[21..]);
            header = new PhotoHeader(1 + (bits & 0x3FFF), 1 + ((bits >> 14) & 0x3FFF), 8);
        }
        else
        {
            return "the header is damaged";
        }
        return null;
    }
}
