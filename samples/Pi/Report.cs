using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.Win32.SafeHandles;
using Photos;

namespace FaceMaskPi;

/// <summary>Prints what was found: as text, or as one JSON object a line.</summary>
internal sealed class Report(bool json) : IDisposable
{
    private readonly Stream _output = OpenOutput();
    private readonly MemoryStream _line = new();

    /// <summary>Prints what was found in a file.</summary>
    public void File(string path, Photo photo, TimeSpan time, ReadOnlySpan<FaceMaskDetector.Detection> found)
        => Write(path, 0, photo, time, found);

    /// <summary>Prints what was found in a raw frame.</summary>
    public void Frame(long number, Photo photo, TimeSpan time, ReadOnlySpan<FaceMaskDetector.Detection> found)
        => Write(null, number, photo, time, found);

    public void Dispose() => _output.Dispose();

    /// <summary>The console's stream does as if all were well where nobody reads the pipe any more; a stream of the file does not.</summary>
    private static Stream OpenOutput()
    {
        if (OperatingSystem.IsWindows())
            return Console.OpenStandardOutput();
        var stream = new FileStream(new SafeFileHandle(1, ownsHandle: false), FileAccess.Write, bufferSize: 0);
        // A regular file has a position, which standard error may share.
        return stream.CanSeek ? Console.OpenStandardOutput() : stream;
    }

    private void Write(string? path, long frame, Photo photo, TimeSpan time, ReadOnlySpan<FaceMaskDetector.Detection> found)
    {
        _line.SetLength(0);
        if (json)
            WriteJson(path, frame, photo, time, found);
        else
            WriteText(path ?? $"frame {frame}", time, found);
        try
        {
            _line.WriteTo(_output);
            _output.Flush();
        }
        catch (IOException e) when (IsClosed(e))
        {
            throw new OutputClosedException(e);
        }
    }

    /// <summary>Whether the reader of the pipe has gone (EPIPE; ERROR_BROKEN_PIPE, ERROR_NO_DATA); a full disk is another thing.</summary>
    private static bool IsClosed(IOException e) => (e.HResult & 0xFFFF) is 32 or 109 or 232;

    private void WriteText(string name, TimeSpan time, ReadOnlySpan<FaceMaskDetector.Detection> found)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{name}: {found.Length} found in {time.TotalMilliseconds:F1} ms\n");
        foreach (ref readonly FaceMaskDetector.Detection d in found)
            text.Append(CultureInfo.InvariantCulture, $"  {FaceMaskDetector.ClassNames[d.ClassId]} {d.Score:F3} at {d.X:F1},{d.Y:F1} {d.Width:F1}x{d.Height:F1}\n");
        _line.Write(Encoding.UTF8.GetBytes(text.ToString()));
    }

    private void WriteJson(string? path, long frame, Photo photo, TimeSpan time, ReadOnlySpan<FaceMaskDetector.Detection> found)
    {
        using (var writer = new Utf8JsonWriter(_line))
        {
            writer.WriteStartObject();
            if (path is not null)
                writer.WriteString("photo", path);
            else
                writer.WriteNumber("frame", frame);
            writer.WriteNumber("width", photo.Width);
            writer.WriteNumber("height", photo.Height);
            writer.WriteNumber("milliseconds", Math.Round(time.TotalMilliseconds, 2));
            writer.WriteStartArray("boxes");
            foreach (ref readonly FaceMaskDetector.Detection d in found)
                Write(writer, in d);
            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        _line.WriteByte((byte)'\n');
    }

    private static void Write(Utf8JsonWriter writer, in FaceMaskDetector.Detection d)
    {
        writer.WriteStartObject();
        writer.WriteString("class", FaceMaskDetector.ClassNames[d.ClassId]);
        writer.WriteNumber("score", d.Score);
        writer.WriteNumber("x", d.X);
        writer.WriteNumber("y", d.Y);
        writer.WriteNumber("width", d.Width);
        writer.WriteNumber("height", d.Height);
        writer.WriteEndObject();
    }
}
