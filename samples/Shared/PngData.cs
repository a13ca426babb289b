using System.Buffers.Binary;
using System.IO.Compression;

namespace Photos;

/// <summary>
/// The compressed pixels of a PNG file. The decoder inflates them whole before it looks at the size of the picture, and a megabyte may become a
/// gigabyte: what they inflate to is counted first.
/// </summary>
internal static class PngData
{
    /// <summary>What is inflated without counting.</summary>
    private const long Harmless = 64L << 20;

    /// <summary>Deflate gives at most 1032 bytes for one.</summary>
    private const int MaxRatio = 1032;

    /// <summary>Whether the pixels inflate to no more than the header promises, with some room; what is damaged is left to the decoder.</summary>
    public static bool Fits(byte[] file)
    {
        if (file.Length < 33)
            return true;
        long width = BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan(16)), height = BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan(20));
        PhotoDecoder.CheckSize(width, height);
        // Four channels of 16 bits, a filter byte a row, and rows of seven passes.
        long most = Math.Max(Harmless, (width * 8 + 8) * (height + 8) * 2);
        using var compressed = new MemoryStream();
        for (long at = 8; at + 12 <= file.Length;)
        {
            long length = BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan((int)at));
            if (at + 12 + length > file.Length)
                break;
            if (file.AsSpan((int)at + 4).StartsWith("IDAT"u8))
                compressed.Write(file, (int)at + 8, (int)length);
            at += 12 + length;
        }

        return compressed.Length * MaxRatio <= most || Inflated(compressed, most) <= most;
    }

    private static long Inflated(MemoryStream compressed, long most)
    {
        long total = 0;
        byte[] buffer = new byte[1 << 16];
        compressed.Position = 0;
        try
        {
            using var inflating = new ZLibStream(compressed, CompressionMode.Decompress, leaveOpen: true);
            for (int read; total <= most && (read = inflating.Read(buffer)) > 0;)
                total += read;
        }
        catch (InvalidDataException)
        {
            // Damaged from here on; the decoder says so.
        }

        return total;
    }
}
