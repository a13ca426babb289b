using System.Buffers.Binary;
using YoloGen.Diagnostics;
using YoloGen.Onnx.External;
using YoloGen.Onnx.Wire;

namespace YoloGen.Onnx;

/// <summary>Parses TensorProto in every form in which it stores values, into little-endian bytes.</summary>
internal sealed class TensorParser(string? path)
{
    private readonly ExternalDataReader _external = new(path);
    private int _tensors;
    private long _totalBytes;

    /// <summary>Files beside the model that values were read from.</summary>
    public IReadOnlyCollection<string> ExternalFiles => _external.Files;

    public OnnxTensor Tensor(ReadOnlySpan<byte> bytes)
    {
        ModelParser.Limit(++_tensors, OnnxLimits.MaxTensors, "tensors");
        var tensor = new OnnxTensor();
        var dims = new List<long>();
        var integers = new List<long>();
        var entries = new List<(string Key, string Value)>();
        ReadOnlySpan<byte> raw = default;
        var typed = new MemoryStream();
        bool hasRaw = false, external = false, segmented = false;
        int texts = 0;
        var reader = new WireReader(bytes);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1:
                    reader.Varints(dims, OnnxLimits.MaxRank);
                    break;
                case 2:
                    tensor.Type = (OnnxDataType)reader.Int64();
                    break;
                case 3:
                    segmented = true;
                    reader.Skip();
                    break;
                case 4:
                    typed.Write(reader.Fixed(4));
                    break;
                case 5 or 7 or 11:
                    reader.Varints(integers, OnnxLimits.MaxTensorElements);
                    break;
                case 6:
                    texts++;
                    reader.Skip();
                    break;
                case 8:
                    tensor.Name = reader.Text();
                    break;
                case 9:
                    raw = reader.Bytes();
                    hasRaw = true;
                    break;
                case 10:
                    typed.Write(reader.Fixed(8));
                    break;
                case 13:
                    entries.Add(ModelParser.Entry(reader.Bytes()));
                    ModelParser.Limit(entries.Count, 100, "entries of external data");
                    break;
                case 14:
                    external = reader.Int64() == 1;
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        tensor.Dims = dims;
        long expected = ExpectedBytes(tensor);
        if (segmented)
        {
            throw Bad(tensor, "it is one segment of a tensor, a form that no runtime reads; export the model again");
        }

        _totalBytes += expected;
        ModelParser.Limit(_totalBytes, OnnxLimits.MaxTotalTensorBytes, "bytes of tensors");
        if (tensor.Type == OnnxDataType.String)
        {
            return texts == tensor.Count || hasRaw || external ? tensor : throw Bad(tensor, $"{texts} texts where {tensor.Count} are expected");
        }

        tensor.Data = external ? _external.Read(tensor, entries, expected)
            : hasRaw ? raw.ToArray()
            : integers.Count > 0 ? FromIntegers(tensor, integers)
            : typed.ToArray();
        return tensor.Data.Length == expected
            ? tensor
            : throw Bad(tensor, $"{tensor.Data.Length} bytes of values where its type and dimensions need {expected}");
    }

    /// <summary>Bytes of a tensor's values; checks its dimensions and type.</summary>
    private static long ExpectedBytes(OnnxTensor tensor)
    {
        long count = 1;
        foreach (long d in tensor.Dims)
        {
            if (d < 0)
            {
                throw Bad(tensor, "a dimension is negative");
            }

            // Both factors are at most 2^28 plus a check, so the product cannot overflow.
            ModelParser.Limit(d, OnnxLimits.MaxTensorElements, $"elements in tensor '{tensor.Name}'");
            count *= d;
            ModelParser.Limit(count, OnnxLimits.MaxTensorElements, $"elements in tensor '{tensor.Name}'");
        }

        int bits = tensor.Type.BitsOf();
        if (bits == 0 && tensor.Type != OnnxDataType.String)
        {
            throw Bad(tensor, $"its element type {(int)tensor.Type} is unknown; is the file newer than this version of YoloGen?");
        }

        return ((count * bits) + 7) / 8;
    }

    /// <summary>int32_data holds everything of up to 32 bits (float16 as its bit pattern), int64_data and uint64_data the rest.</summary>
    private static byte[] FromIntegers(OnnxTensor tensor, List<long> values)
    {
        int bits = tensor.Type.BitsOf();
        if (tensor.Type is OnnxDataType.Float or OnnxDataType.Double or OnnxDataType.Complex64 or OnnxDataType.Complex128)
        {
            throw Bad(tensor, $"integer values in a {tensor.Type.NameOf()} tensor");
        }

        // Types below 8 bits are stored packed, one byte an entry.
        int size = Math.Max(8, bits) / 8;
        var data = new byte[(long)values.Count * size];
        for (int i = 0; i < values.Count; i++)
        {
            long value = values[i];
            Span<byte> at = data.AsSpan(i * size);
            switch (size)
            {
                case 1:
                    at[0] = tensor.Type == OnnxDataType.Bool ? (byte)(value != 0 ? 1 : 0) : (byte)value;
                    break;
                case 2:
                    BinaryPrimitives.WriteInt16LittleEndian(at, (short)value);
                    break;
                case 4:
                    BinaryPrimitives.WriteInt32LittleEndian(at, (int)value);
                    break;
                default:
                    BinaryPrimitives.WriteInt64LittleEndian(at, value);
                    break;
            }

            if (!InRange(tensor.Type, value))
            {
                throw Bad(tensor, $"the value {value} does not fit {tensor.Type.NameOf()}");
            }
        }

        return data;
    }

    private static bool InRange(OnnxDataType type, long value) => type switch
    {
        OnnxDataType.Int8 => value is >= sbyte.MinValue and <= sbyte.MaxValue,
        OnnxDataType.UInt8 => value is >= 0 and <= byte.MaxValue,
        OnnxDataType.Int16 => value is >= short.MinValue and <= short.MaxValue,
        OnnxDataType.UInt16 or OnnxDataType.Float16 or OnnxDataType.BFloat16 => value is >= short.MinValue and <= ushort.MaxValue,
        OnnxDataType.Int32 => value is >= int.MinValue and <= int.MaxValue,
        OnnxDataType.UInt32 => value is >= 0 and <= uint.MaxValue,
        _ => true,
    };

    private static YoloGenException Bad(OnnxTensor tensor, string what)
        => new(DiagnosticCodes.BadInitializer, $"tensor '{tensor.Name}' is invalid: {what}");
}
