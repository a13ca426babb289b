using System.Text.Json;
using Photos;

namespace FaceMaskPi;

/// <summary>Prints what was found: as text, or as one JSON object a line.</summary>
internal sealed class Report(bool json) : IDisposable
{
    private readonly Stream _output = Console.OpenStandardOutput();
    private readonly MemoryStream _line = new();

    /// <summary>Prints what was found in a file.</summary>
    public void File(string path, Photo photo, TimeSpan time, ReadOnlySpan<FaceMaskDetector.Detection> found)
        => Write(path, 0, photo, time, found);

    /// <summary>Prints what was found in a raw frame.</summary>
    public void Frame(long number, Photo photo, TimeSpan time, ReadOnlySpan<FaceMaskDetector.Detection> found)
        => Write(null, number, photo, time, found);

    public void Dispose() => _output.Dispose();

    private void Write(string? path, long frame, Photo photo, TimeSpan time, ReadOnlySpan<FaceMaskDetector.Detection> found)
    {
        if (!json)
        {
            Console.WriteLine($"{path ?? $"frame {frame}"}: {found.Length} found in {time.TotalMilliseconds:F1} ms");
            foreach (ref readonly FaceMaskDetector.Detection d in found)
                Console.WriteLine($"  {FaceMaskDetector.ClassNames[d.ClassId]} {d.Score:F3} at {d.X:F1},{d.Y:F1} {d.Width:F1}x{d.Height:F1}");
            return;
        }

        _line.SetLength(0);
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
        _line.WriteTo(_output);
        _output.Flush();
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
