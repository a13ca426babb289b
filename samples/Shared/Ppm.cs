namespace Photos;

/// <summary>The binary portable pixmap, P6 with 8 bits: a header of three numbers, then the pixels.</summary>
internal static class Ppm
{
    /// <summary>Decodes a file's content.</summary>
    /// <exception cref="InvalidDataException">It is damaged, cut off, too large, or of more than 8 bits.</exception>
    public static Photo Decode(ReadOnlySpan<byte> file)
    {
        int at = 2;
        int width = Number(file, ref at);
        int height = Number(file, ref at);
        int maximum = Number(file, ref at);
        PhotoDecoder.CheckSize(width, height);
        if (maximum != 255)
            throw new InvalidDataException($"a PPM file with a maximum of {maximum}; 255 is read");
        int length = 3 * width * height;
        if (file.Length - ++at < length)
            throw PhotoDecoder.TooShort();
        return new Photo(file.Slice(at, length).ToArray(), width, height);
    }

    private static int Number(ReadOnlySpan<byte> file, ref int at)
    {
        while (at < file.Length && !char.IsAsciiDigit((char)file[at]))
        {
            if (file[at++] != '#')
                continue;
            while (at < file.Length && file[at] != '\n')
                at++;
        }

        int value = 0;
        while (at < file.Length && char.IsAsciiDigit((char)file[at]) && value < 1_000_000)
            value = value * 10 + (file[at++] - '0');
        return value;
    }
}
