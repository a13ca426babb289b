using System.Text.Json;
using YoloGen.Quantization;

namespace YoloGen.Tool.Reports;

/// <summary>The report of <c>quantize</c> for programs: what was measured, what stays in floats and why, and each tensor's range.</summary>
internal static class QuantizeJson
{
    /// <summary>UTF-8 with a line feed at the end.</summary>
    public static byte[] Format(QuantizedModel model)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            json.WriteStartObject();
            json.WriteNumber("photos", model.Photos);
            if (model.Kept is { } kept)
            {
                Write(json, kept);
            }

            json.WriteStartArray("tensors");
            foreach (TensorReport tensor in model.Tensors)
            {
                Write(json, tensor);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        stream.WriteByte((byte)'\n');
        return stream.ToArray();
    }

    private static void Write(Utf8JsonWriter json, KeepReport kept)
    {
        json.WriteStartObject("agreement");
        json.WriteNumber("photos", kept.Photos);
        json.WriteNumber("boxes", kept.Boxes);
        json.WriteNumber("before", kept.Before);
        json.WriteNumber("after", kept.After);
        json.WriteNumber("pi4MillisecondsFloat", kept.MillisecondsFloat);
        json.WriteNumber("pi4MillisecondsBefore", kept.MillisecondsBefore);
        json.WriteNumber("pi4MillisecondsAfter", kept.MillisecondsAfter);
        json.WriteNumber("integerShare", kept.IntegerShare);
        json.WriteNumber("leastScoreBefore", kept.LeastScoreBefore);
        json.WriteNumber("leastScore", kept.LeastScore);
        json.WriteStartArray("floats");
        foreach (KeptTensor tensor in kept.Floats)
        {
            json.WriteStartObject();
            json.WriteNumber("damageShare", tensor.Damage);
            json.WriteStartArray("tensors");
            foreach (string name in tensor.Names)
            {
                json.WriteStringValue(name);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, TensorReport tensor)
    {
        json.WriteStartObject();
        json.WriteString("name", tensor.Name);
        json.WriteNumber("min", tensor.Measured.Min);
        json.WriteNumber("max", tensor.Measured.Max);
        json.WriteNumber("chosenMin", tensor.Chosen.Min);
        json.WriteNumber("chosenMax", tensor.Chosen.Max);
        json.WriteNumber("clippedShare", tensor.ClippedShare);
        if (tensor.Noise is { } noise)
        {
            json.WriteNumber("noise", noise);
        }

        json.WriteBoolean("float", tensor.Float);
        json.WriteEndObject();
    }
}
