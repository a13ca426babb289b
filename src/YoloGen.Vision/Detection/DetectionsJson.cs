using System.Text.Json;
using YoloGen.Diagnostics;
using YoloGen.Onnx.Files;

namespace YoloGen.Vision;

/// <summary>Writes <c>detections.json</c>: one object a photo, boxes in photo pixels.</summary>
public static class DetectionsJson
{
    /// <summary>The text: UTF-8 without mark, two blanks of indentation, lines end with a line feed.</summary>
    public static byte[] Format(string model, IReadOnlyList<PhotoDetections> photos, IReadOnlyList<string> classNames)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            json.WriteStartObject();
            json.WriteString("model", model);
            json.WriteStartArray("photos");
            foreach (PhotoDetections photo in photos)
                Write(json, photo, classNames);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        stream.WriteByte((byte)'\n');
        return stream.ToArray();
    }

    /// <summary>Writes the file.</summary>
    /// <exception cref="YoloGenException">YG0003.</exception>
    public static void Write(string path, string model, IReadOnlyList<PhotoDetections> photos, IReadOnlyList<string> classNames)
        => OutputFile.Write(path, Format(model, photos, classNames));

    /// <summary>One photo's object.</summary>
    internal static void Write(Utf8JsonWriter json, PhotoDetections photo, IReadOnlyList<string> classNames)
    {
        json.WriteStartObject();
        json.WriteString("file", photo.File);
        json.WriteNumber("width", photo.Width);
        json.WriteNumber("height", photo.Height);
        WriteFound(json, photo, classNames);
        json.WriteEndObject();
    }

    /// <summary>The array of what was found, inside an object.</summary>
    internal static void WriteFound(Utf8JsonWriter json, PhotoDetections photo, IReadOnlyList<string> classNames)
    {
        json.WriteStartArray(photo.Classified ? "classes" : "detections");
        foreach (DetectedBox box in photo.Boxes)
        {
            json.WriteStartObject();
            json.WriteString("class", box.ClassId < classNames.Count ? classNames[box.ClassId] : "");
            json.WriteNumber("classId", box.ClassId);
            json.WriteNumber("score", box.Score);
            if (!photo.Classified)
                Place(json, box);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void Place(Utf8JsonWriter json, DetectedBox box)
    {
        json.WriteNumber("x", box.X);
        json.WriteNumber("y", box.Y);
        json.WriteNumber("width", box.Width);
        json.WriteNumber("height", box.Height);
        if (box.Oriented is { } oriented)
        {
            json.WriteStartObject("oriented");
            json.WriteNumber("centerX", oriented.CenterX);
            json.WriteNumber("centerY", oriented.CenterY);
            json.WriteNumber("width", oriented.Width);
            json.WriteNumber("height", oriented.Height);
            json.WriteNumber("angle", oriented.Angle);
            json.WriteEndObject();
        }
        if (box.Keypoints is { } points)
            Write(json, points);
        if (box.Mask is { } mask)
        {
            json.WriteStartArray("polygon");
            foreach ((double x, double y) in MaskOutline.Of(mask))
            {
                json.WriteNumberValue(x);
                json.WriteNumberValue(y);
            }
            json.WriteEndArray();
        }
    }

    private static void Write(Utf8JsonWriter json, IReadOnlyList<DetectedPoint> points)
    {
        json.WriteStartArray("keypoints");
        foreach (DetectedPoint point in points)
        {
            json.WriteStartObject();
            json.WriteNumber("x", point.X);
            json.WriteNumber("y", point.Y);
            json.WriteNumber("visibility", point.Visibility);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }
}
