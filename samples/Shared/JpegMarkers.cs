using System.Buffers.Binary;

namespace Photos;

/// <summary>
/// What the markers of a JPEG file tell (ITU T.81, annex B). Decoders fill up what a cut file lacks with grey, without a word: only the missing
/// end marker, or tables that nobody sent, give it away. They also leave a photo as the sensor saw it; how the camera was held stands in the EXIF segment.
/// </summary>
/// <param name="Orientation">EXIF orientation, 1 (upright) to 8.</param>
/// <param name="IsComplete">Whether tables and the end of the image come before the end of the file.</param>
internal readonly record struct JpegMarkers(int Orientation, bool IsComplete)
{
    private const byte Exif = 0xE1;
    private const byte EndOfImage = 0xD9;
    private const byte Quantization = 0xDB;
    private const byte Huffman = 0xC4;

    public static JpegMarkers Read(ReadOnlySpan<byte> file)
    {
        int orientation = 1;
        bool quantization = false, huffman = false;
        int at = 2;
        while (at + 1 < file.Length)
        {
            // Entropy-coded bytes, stuffed zeros, restart markers and fill bytes are passed over.
            if (file[at] != 0xFF || file[at + 1] is 0x00 or 0x01 or (>= 0xD0 and <= 0xD8) or 0xFF)
            {
                int next = file[(at + 1)..].IndexOf((byte)0xFF);
                if (next < 0)
                    break;
                at += 1 + next;
                continue;
            }

            if (file[at + 1] == EndOfImage)
                return new JpegMarkers(orientation, quantization && huffman);
            quantization |= file[at + 1] == Quantization;
            huffman |= file[at + 1] == Huffman;
            if (at + 4 > file.Length)
                break;
            int length = BinaryPrimitives.ReadUInt16BigEndian(file[(at + 2)..]);
            if (file[at + 1] == Exif && length >= 2 && at + 2 + length <= file.Length && OrientationIn(file.Slice(at + 4, length - 2)) is >= 1 and <= 8 and int found)
                orientation = found;
            at += 2 + length;
        }

        return new JpegMarkers(orientation, IsComplete: false);
    }

    /// <summary>Tag 274 in the first directory of the TIFF structure behind "Exif\0\0"; 0 if there is none.</summary>
    private static int OrientationIn(ReadOnlySpan<byte> segment)
    {
        if (!segment.StartsWith("Exif\0\0"u8) || segment.Length < 14)
            return 0;
        ReadOnlySpan<byte> tiff = segment[6..];
        bool little = tiff[0] == 'I';
        uint directory = little ? BinaryPrimitives.ReadUInt32LittleEndian(tiff[4..]) : BinaryPrimitives.ReadUInt32BigEndian(tiff[4..]);
        if (directory + 2L > tiff.Length)
            return 0;
        int entries = Short(tiff, (int)directory, little);
        for (int i = 0, at = (int)directory + 2; i < entries && at + 12 <= tiff.Length; i++, at += 12)
        {
            if (Short(tiff, at, little) == 274)
                return Short(tiff, at + 8, little);
        }

        return 0;
    }

    private static int Short(ReadOnlySpan<byte> tiff, int at, bool little)
        => little ? BinaryPrimitives.ReadUInt16LittleEndian(tiff[at..]) : BinaryPrimitives.ReadUInt16BigEndian(tiff[at..]);
}
