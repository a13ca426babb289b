using System.Buffers.Binary;
using System.IO.Compression;

namespace YoloGen.Tests;

/// <summary>PNG files of any depth, kind of colour and size, a row at a time.</summary>
internal static class MadePng
{
    /// <summary>First column and row, and steps, of the seven passes of Adam7 (PNG specification, 8.2).</summary>
    private static readonly (int X, int Y, int Dx, int Dy)[] Passes = [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)];

    /// <summary>A pattern that differs in every row and column.</summary>
    /// <param name="width">Pixels.</param>
    /// <param name="height">Pixels.</param>
    /// <param name="depth">8 or 16 bits.</param>
    /// <param name="colour">0 grey, 2 RGB, 4 grey and alpha, 6 RGB and alpha.</param>
    /// <param name="interlaced">Adam7.</param>
    public static byte[] Of(int width, int height, byte depth, byte colour, bool interlaced = false)
    {
        int bytes = colour switch { 0 => 1, 2 => 3, 4 => 2, _ => 4 } * depth / 8;
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            foreach ((int left, int top, int dx, int dy) in interlaced ? Passes : [(0, 0, 1, 1)])
            {
                byte[] row = new byte[1 + ((width - left + dx - 1) / dx * bytes)];
                for (int y = top; y < height && row.Length > 1; y += dy)
                {
                    for (int i = 1; i < row.Length; i++)
                    {
                        int x = left + ((i - 1) / bytes * dx);
                        row[i] = (byte)((x * 7) + (y * 13) + ((i - 1) % bytes * 40));
                    }

                    zlib.Write(row);
                }
            }
        }

        byte[] header = [0, 0, 0, 0, 0, 0, 0, 0, depth, colour, 0, 0, (byte)(interlaced ? 1 : 0)];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        return [0x89, .. "PNG\r\n"u8, 0x1A, (byte)'\n', .. Chunk("IHDR"u8, header), .. Chunk("IDAT"u8, packed.ToArray()), .. Chunk("IEND"u8, [])];
    }

    /// <summary>Length, type, bytes and checksum.</summary>
    public static byte[] Chunk(ReadOnlySpan<byte> type, ReadOnlySpan<byte> bytes)
    {
        byte[] chunk = [0, 0, 0, 0, .. type, .. bytes, 0, 0, 0, 0];
        BinaryPrimitives.WriteInt32BigEndian(chunk, bytes.Length);
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(chunk.Length - 4), Crc(chunk.AsSpan(4, chunk.Length - 8)));
        return chunk;
    }

    /// <summary>CRC-32 as PNG has it (annex D).</summary>
    public static uint Crc(ReadOnlySpan<byte> bytes)
    {
        uint crc = 0xFFFFFFFF;
        foreach (byte b in bytes)
        {
            crc ^= b;
            for (int bit = 0; bit < 8; bit++)
                crc = (crc >> 1) ^ (0xEDB88320 & (0 - (crc & 1)));
        }

        return ~crc;
    }
}
