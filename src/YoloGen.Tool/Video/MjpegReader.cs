using YoloGen.Diagnostics;
using YoloGen.Vision;

namespace YoloGen.Tool.Video;

/// <summary>JPEG photos one after the other, as cameras and <c>ffmpeg -c:v mjpeg film.mjpeg</c> write them.</summary>
internal sealed class MjpegReader(Stream stream, string name) : IFrameReader
{
    private const int MostBytes = 64 << 20;

    private readonly BufferedStream _stream = new(stream, 1 << 20);
    private int _frames;

    public (int Numerator, int Denominator) Rate => (25, 1);

    public int? Count => null;

    public Photo? Read()
    {
        if (Next() is not { } bytes)
        {
            return null;
        }

        _frames++;
        return PhotoReader.Decode(bytes, name);
    }

    public void Dispose() => _stream.Dispose();

    /// <summary>The bytes from one start of an image to its end. Segments are skipped by their lengths: they may hold small photos of their own.</summary>
    private byte[]? Next()
    {
        int b = _stream.ReadByte();
        while (b == 0)
        {
            // Some writers fill up to even addresses.
            b = _stream.ReadByte();
        }

        if (b < 0)
        {
            return null;
        }

        if (b != 0xFF || _stream.ReadByte() != 0xD8)
        {
            throw Damaged("does not begin as a JPEG photo");
        }

        var photo = new MemoryStream();
        photo.Write([0xFF, 0xD8]);
        while (true)
        {
            int marker = Marker(photo);
            if (marker == 0xD9)
            {
                return photo.ToArray();
            }

            if (marker is 0x01 or (>= 0xD0 and <= 0xD7))
            {
                continue;
            }

            int high = Byte(photo), length = (high << 8) | Byte(photo);
            for (int i = 2; i < length; i++)
            {
                Byte(photo);
            }
        }
    }

    /// <summary>Goes on to the next marker; what lies before it is the photo's data.</summary>
    private int Marker(MemoryStream photo)
    {
        while (true)
        {
            if (Byte(photo) != 0xFF)
            {
                continue;
            }

            int marker = Byte(photo);
            while (marker == 0xFF)
            {
                marker = Byte(photo);
            }

            if (marker != 0)
            {
                return marker;
            }
        }
    }

    private int Byte(MemoryStream photo)
    {
        int value = _stream.ReadByte();
        if (value < 0 || photo.Length >= MostBytes)
        {
            throw Damaged(value < 0 ? "has no end" : $"has more than {MostBytes} bytes");
        }

        photo.WriteByte((byte)value);
        return value;
    }

    private YoloGenException Damaged(string what) => new(DiagnosticCodes.BadFilm, $"frame {_frames} {what}", name);
}
