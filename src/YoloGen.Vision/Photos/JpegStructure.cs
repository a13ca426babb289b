namespace YoloGen.Vision;

/// <summary>
/// Walks the markers of a JPEG file (ITU T.81, annex B). Decoders show what they have of a truncated progressive file as if it were
/// all; only the missing end marker tells.
/// </summary>
internal static class JpegStructure
{
    private const byte EndOfImage = 0xD9;

    /// <summary>Whether the file begins as a JPEG.</summary>
    public static bool IsJpeg(ReadOnlySpan<byte> file) => file.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]);

    /// <summary>Whether the markers lead to the end of the image before the file ends.</summary>
    public static bool IsComplete(ReadOnlySpan<byte> file)
    {
        int at = 2;
        while (at + 1 < file.Length)
        {
            // Entropy-coded bytes, stuffed zeros, restart markers and fill bytes are passed over.
            if (file[at] != 0xFF || file[at + 1] is 0x00 or 0x01 or (>= 0xD0 and <= 0xD8) or 0xFF)
            {
                int next = file[(at + 1)..].IndexOf((byte)0xFF);
                if (next < 0)
                    return false;
                at += 1 + next;
                continue;
            }
            if (file[at + 1] == EndOfImage)
                return true;
            if (at + 3 >= file.Length)
                return false;
            at += 2 + (file[at + 2] << 8 | file[at + 3]);
        }
        return false;
    }
}
