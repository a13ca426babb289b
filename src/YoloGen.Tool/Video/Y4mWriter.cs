using System.Text;
using YoloGen.Vision;

namespace YoloGen.Tool.Video;

/// <summary>Frames as YUV4MPEG2 with chroma 4:4:4, into a file of its own or into ffmpeg.</summary>
internal sealed class Y4mWriter(Stream stream, (int Numerator, int Denominator) rate) : IDisposable
{
    private byte[] _planes = [];
    private (int Width, int Height) _size;

    public void Write(Photo frame)
    {
        if (_planes.Length == 0)
        {
            _size = (frame.Width, frame.Height);
            _planes = new byte[3 * frame.Width * frame.Height];
            stream.Write(Encoding.ASCII.GetBytes(FormattableString.Invariant($"YUV4MPEG2 W{frame.Width} H{frame.Height} F{rate.Numerator}:{rate.Denominator} Ip A1:1 C444\n")));
        }

        // A film has one size; a stream of photos may not.
        frame = (frame.Width, frame.Height) == _size ? frame : PhotoResizer.Stretch(frame, _size.Width, _size.Height);
        int count = _size.Width * _size.Height;
        for (int i = 0; i < count; i++)
        {
            (_planes[i], _planes[count + i], _planes[2 * count + i]) = YuvColours.Of(frame.Rgb.AsSpan(3 * i, 3));
        }

        stream.Write("FRAME\n"u8);
        stream.Write(_planes);
    }

    public void Dispose() => stream.Dispose();
}
