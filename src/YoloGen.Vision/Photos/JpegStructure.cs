using System.Buffers.Binary;

namespace YoloGen.Vision;

/// <summary>
/// Walks the markers of a JPEG file (ITU T.81, annex B). Decoders show what they have of a truncated progressive file as if it were
/// all; only the missing end marker tells.
/// </summary>
/// <param name="Width">Of the first frame; 0 if there is none.</param>
/// <param name="Height">Of the first frame; 0 if there is none.</param>
/// <param name="Components">Of the first frame.</param>
/// <param name="Progressive">Whether the picture is spread over several scans of all pixels.</param>
/// <param name="Scans">Scans of the picture.</param>
/// <param name="IsComplete">Whether the markers lead to the end of the image before the file ends.</param>
internal readonly record struct JpegStructure(int Width, int Height, int Components, bool Progressive, int Scans, bool IsComplete)
{
    /// <summary>
    /// Most scans that are decoded. Every scan passes over the whole picture, however few bytes it has; cameras and programs write about ten.
    /// </summary>
    public const int MaxScans = 100;

    private const byte EndOfImage = 0xD9;
    private const byte StartOfScan = 0xDA;

    /// <summary>Whether the file begins as a JPEG.</summary>
    public static bool IsJpeg(ReadOnlySpan<byte> file) => file.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]);

    /// <summary>Walks the markers.</summary>
    public static JpegStructure Read(ReadOnlySpan<byte> file)
    {
        var found = default(JpegStructure);
        int at = 2;
        while (at + 1 < file.Length)
        {
            byte marker = file[at + 1];
            // Entropy-coded bytes, stuffed zeros, restart markers and fill bytes are passed over.
            if (file[at] != 0xFF || marker is 0x00 or 0x01 or (>= 0xD0 and <= 0xD8) or 0xFF)
            {
                int next = file[(at + 1)..].IndexOf((byte)0xFF);
                if (next < 0)
                    return found;
                at += 1 + next;
                continue;
            }
            if (marker == EndOfImage)
                return found with { IsComplete = true };
            if (at + 3 >= file.Length)
                return found;
            if (marker == StartOfScan)
            {
                found = found with { Scans = found.Scans + 1 };
            }
            else if (IsFrame(marker) && found.Width == 0 && at + 10 <= file.Length)
            {
                ReadOnlySpan<byte> frame = file[(at + 5)..];
                found = found with
                {
                    Height = BinaryPrimitives.ReadUInt16BigEndian(frame),
                    Width = BinaryPrimitives.ReadUInt16BigEndian(frame[2..]),
                    Components = frame[4],
                    Progressive = marker is 0xC2 or 0xC6 or 0xCA or 0xCE,
                };
            }
            at += 2 + BinaryPrimitives.ReadUInt16BigEndian(file[(at + 2)..]);
        }
        return found;
    }

    /// <summary>SOF0 to SOF15, without the tables (DHT, DAC) and the reserved one that lie between them.</summary>
    private static bool IsFrame(byte marker) => marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC);
}
