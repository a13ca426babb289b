using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using YoloGen.Diagnostics;
using YoloGen.Onnx;
using YoloGen.Onnx.External;
using YoloGen.Onnx.Files;

namespace YoloGen.Training.Checkpoints;

/// <summary>A tensor as a file holds it.</summary>
internal sealed record StoredTensor(long[] Shape, float[] Values);

/// <summary>
/// The safetensors format (huggingface/safetensors): 8 bytes length, a JSON header with type, shape and offsets of each tensor, then
/// the values. Only float32 is written and read.
/// </summary>
internal static class SafeTensors
{
    private const int LargestHeader = 100_000_000;

    /// <summary>Writes the file whole or not at all.</summary>
    public static void Write(string path, IEnumerable<KeyValuePair<string, StoredTensor>> tensors, IReadOnlyDictionary<string, string> metadata)
    {
        KeyValuePair<string, StoredTensor>[] list = [.. tensors.OrderBy(t => t.Key, StringComparer.Ordinal)];
        var header = new JsonObject { ["__metadata__"] = new JsonObject(metadata.OrderBy(m => m.Key, StringComparer.Ordinal).Select(m => KeyValuePair.Create(m.Key, (JsonNode?)m.Value))) };
        long offset = 0;
        foreach ((string name, StoredTensor tensor) in list)
        {
            long end = offset + tensor.Values.LongLength * 4;
            header[name] = new JsonObject { ["dtype"] = "F32", ["shape"] = new JsonArray([.. tensor.Shape.Select(s => JsonValue.Create(s))]), ["data_offsets"] = new JsonArray(offset, end) };
            offset = end;
        }
        byte[] json = Encoding.UTF8.GetBytes(header.ToJsonString());
        int padded = (json.Length + 7) / 8 * 8;
        OutputFile.Write(path, file =>
        {
            Span<byte> length = stackalloc byte[8];
            BinaryPrimitives.WriteInt64LittleEndian(length, padded);
            file.Write(length);
            file.Write(json);
            for (int i = json.Length; i < padded; i++)
                file.WriteByte((byte)' ');
            foreach ((_, StoredTensor tensor) in list)
                file.Write(MemoryMarshal.AsBytes(tensor.Values.AsSpan()));
            file.Flush(flushToDisk: true);
        });
    }

    /// <exception cref="YoloGenException">The file is missing or damaged.</exception>
    public static (Dictionary<string, StoredTensor> Tensors, Dictionary<string, string> Metadata) Read(string path)
    {
        byte[] bytes;
        try
        {
            // Before opening one could block.
            if (File.Exists(path) && FileKinds.Of(LinkResolver.Resolve(path)) is var kind and not FileKind.Regular)
                throw new YoloGenException(DiagnosticCodes.FileNotReadable, $"{FileKinds.Describe(kind)} where a checkpoint is expected", path);
            bytes = File.ReadAllBytes(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new YoloGenException(DiagnosticCodes.FileNotReadable, exception.Message, path);
        }
        try
        {
            return Parse(bytes);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or NullReferenceException or ArgumentException
            or OverflowException or FormatException or InvalidDataException)
        {
            throw new YoloGenException(DiagnosticCodes.BadCheckpoint, $"not a valid safetensors file of float32 tensors: {ForeignFile.Describe(ForeignFile.Ends(bytes), safeTensors: false) ?? exception.Message}", path);
        }
    }

    private static (Dictionary<string, StoredTensor>, Dictionary<string, string>) Parse(byte[] bytes)
    {
        long length = bytes.Length < 8 ? -1 : BinaryPrimitives.ReadInt64LittleEndian(bytes);
        if (length < 2 || length > LargestHeader || length > bytes.Length - 8)
            throw new InvalidDataException("the header's length is out of range");
        JsonObject header = JsonNode.Parse(bytes.AsSpan(8, (int)length))!.AsObject();
        var tensors = new Dictionary<string, StoredTensor>();
        var metadata = new Dictionary<string, string>();
        int start = 8 + (int)length;
        foreach ((string name, JsonNode? node) in header)
        {
            if (name == "__metadata__")
            {
                foreach ((string key, JsonNode? value) in node!.AsObject())
                    metadata.Add(key, (string)value!);
                continue;
            }
            long[] shape = [.. node!["shape"]!.AsArray().Select(s => (long)s!)];
            long from = (long)node["data_offsets"]![0]!, to = (long)node["data_offsets"]![1]!;
            long count = shape.Aggregate(1L, (a, b) => checked(a * b));
            if ((string)node["dtype"]! != "F32" || from < 0 || to > bytes.Length - start || shape.Any(s => s < 0) || to - from != checked(count * 4))
                throw new InvalidDataException($"tensor '{name}' is not float32 or lies outside the file");
            tensors.Add(name, new StoredTensor(shape, MemoryMarshal.Cast<byte, float>(bytes.AsSpan(start + (int)from, (int)(to - from))).ToArray()));
        }
        return (tensors, metadata);
    }
}
