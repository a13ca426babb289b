using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using YoloGen.Execution;
using YoloGen.Tool.Console;
using YoloGen.Vision;

namespace YoloGen.Tool.Video;

/// <summary>Finds objects in each frame of a film, draws them, and writes what was found, a line of JSON for each frame.</summary>
internal static class FilmDetection
{
    /// <summary>Name of the file of lines.</summary>
    public const string Lines = "detections.jsonl";

    /// <summary>Runs over a film.</summary>
    /// <param name="find">Finds objects in a frame.</param>
    /// <param name="classified">Whether they are classes of the whole frame.</param>
    /// <param name="classes">Names of the classes.</param>
    /// <param name="source">The film or camera.</param>
    /// <param name="folder">Where to write.</param>
    /// <param name="most">Frames after which to stop; 0 for all.</param>
    public static void Run(Func<Photo, DetectedBox[]> find, bool classified, IReadOnlyList<string> classes, string source, string folder, int most)
    {
        using IFrameReader reader = Film.Open(source);
        string film = Path.Combine(folder, Film.OutputName(source)), lines = Path.Combine(folder, Lines);
        using IFrameWriter writer = Film.Create(film, reader.Rate);
        int frames = 0, found = 0;
        var clock = Stopwatch.StartNew();
        using (var text = new StreamWriter(lines) { NewLine = "\n" })
        {
            Terminal.Progress("frames", most > 0 ? Math.Min(most, reader.Count ?? most) : reader.Count ?? 0, step =>
            {
                while ((most == 0 || frames < most) && reader.Read() is { } frame)
                {
                    DetectedBox[] boxes = find(frame);
                    text.WriteLine(Line(frames, reader.Rate, new PhotoDetections(source, frame.Width, frame.Height, boxes) { Classified = classified }, classes));
                    if (classified)
                    {
                        BoxDrawer.DrawClasses(frame, boxes, classes);
                    }
                    else
                    {
                        BoxDrawer.DrawOnto(frame, boxes, classes);
                    }

                    writer.Write(frame);
                    frames++;
                    found += boxes.Length;
                    step();
                    if (reader.Count is null && frames % 100 == 0)
                    {
                        Terminal.Error(string.Create(CultureInfo.InvariantCulture, $"frames: {frames}, {frames / clock.Elapsed.TotalSeconds:0.0} a second"));
                    }
                }
            });
        }

        writer.Complete();
        Terminal.Line(string.Create(CultureInfo.InvariantCulture, $"{frames} frames, {found} {(classified ? "classes" : "boxes")}, {frames / Math.Max(0.001, clock.Elapsed.TotalSeconds):0.0} frames a second; drawn in {film}, listed in {lines}"));
    }

    private static string Line(int frame, (int Numerator, int Denominator) rate, PhotoDetections found, IReadOnlyList<string> classes)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteNumber("frame", frame);
            json.WriteNumber("seconds", Math.Round((double)frame * rate.Denominator / rate.Numerator, 6));
            DetectionsJson.WriteFound(json, found, classes);
            json.WriteEndObject();
        }

        return System.Text.Encoding.UTF8.GetString(stream.ToArray());
    }
}
