using System.Text.Json;

namespace YoloGen.Vision;

/// <summary>
/// What was found as COCO writes data sets: images, categories, and annotations with scores. Boxes are [x, y, width, height] in photo pixels, points
/// triples of x, y and visibility, masks run lengths as pycocotools packs them, boxes with an angle polygons.
/// </summary>
internal static class DetectionsCoco
{
    /// <summary>The text: UTF-8, lines end with a line feed.</summary>
    public static byte[] Format(IReadOnlyList<PhotoDetections> photos, IReadOnlyList<string> classNames)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            json.WriteStartObject();
            json.WriteStartArray("images");
            for (int i = 0; i < photos.Count; i++)
            {
                json.WriteStartObject();
                json.WriteNumber("id", i + 1);
                json.WriteString("file_name", photos[i].File);
                json.WriteNumber("width", photos[i].Width);
                json.WriteNumber("height", photos[i].Height);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteStartArray("categories");
            for (int c = 0; c < classNames.Count; c++)
            {
                json.WriteStartObject();
                json.WriteNumber("id", c + 1);
                json.WriteString("name", classNames[c]);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteStartArray("annotations");
            int id = 0;
            for (int i = 0; i < photos.Count; i++)
            {
                foreach (DetectedBox box in photos[i].Boxes)
                {
                    Write(json, photos[i], box, ++id, i + 1);
                }
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        stream.WriteByte((byte)'\n');
        return stream.ToArray();
    }

    private static void Write(Utf8JsonWriter json, PhotoDetections photo, DetectedBox box, int id, int image)
    {
        json.WriteStartObject();
        json.WriteNumber("id", id);
        json.WriteNumber("image_id", image);
        json.WriteNumber("category_id", box.ClassId + 1);
        json.WriteNumber("score", box.Score);
        if (!photo.Classified)
        {
            Array(json, "bbox", [box.X, box.Y, box.Width, box.Height]);
            json.WriteNumber("iscrowd", 0);
            double area = (double)box.Width * box.Height;
            if (box.Mask is { } mask)
            {
                (IReadOnlyList<long> runs, long pixels) = MaskRuns.Of(mask, photo.Width, photo.Height);
                area = pixels;
                json.WriteStartObject("segmentation");
                Array(json, "size", [photo.Height, photo.Width]);
                json.WriteString("counts", MaskRuns.Packed(runs));
                json.WriteEndObject();
            }
            else if (box.Oriented is { } oriented)
            {
                area = (double)oriented.Width * oriented.Height;
                json.WriteStartArray("segmentation");
                Array(json, null, [.. oriented.Corners().SelectMany(c => new[] { c.X, c.Y })]);
                json.WriteEndArray();
            }

            json.WriteNumber("area", area);
            if (box.Keypoints is { } points)
            {
                Array(json, "keypoints", [.. points.SelectMany(p => new double[] { p.X, p.Y, p.Visibility })]);
                json.WriteNumber("num_keypoints", points.Count);
            }
        }

        json.WriteEndObject();
    }

    private static void Array(Utf8JsonWriter json, string? name, IReadOnlyList<double> values)
    {
        if (name is null)
        {
            json.WriteStartArray();
        }
        else
        {
            json.WriteStartArray(name);
        }

        foreach (double value in values)
        {
            json.WriteNumberValue(value);
        }

        json.WriteEndArray();
    }
}
