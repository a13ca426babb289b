using System.Buffers.Binary;
using Google.Protobuf.Collections;
using YoloGen.Onnx.Proto;

namespace YoloGen.Onnx.Reading;

/// <summary>Values that a TensorProto holds in fields of their type, as little-endian bytes.</summary>
internal static class TypedValues
{
    public static byte[] Bytes(OnnxTensor tensor, TensorProto proto)
        => proto.Int32Data.Count + proto.Int64Data.Count + proto.Uint64Data.Count > 0
            ? FromIntegers(tensor, Integers(proto))
            : FromFloats(proto.FloatData, proto.DoubleData);

    /// <summary>Files hold one of the three.</summary>
    private static IList<long> Integers(TensorProto proto) => (proto.Int32Data.Count, proto.Int64Data.Count, proto.Uint64Data.Count) switch
    {
        (_, 0, 0) => proto.Int32Data,
        (0, _, 0) => proto.Int64Data,
        _ => [.. proto.Int32Data, .. proto.Int64Data, .. proto.Uint64Data.Select(v => (long)v)],
    };

    private static byte[] FromFloats(RepeatedField<float> floats, RepeatedField<double> doubles)
    {
        var data = new byte[((long)floats.Count * 4) + ((long)doubles.Count * 8)];
        for (int i = 0; i < floats.Count; i++)
        {
            BinaryPrimitives.WriteSingleLittleEndian(data.AsSpan(i * 4), floats[i]);
        }

        for (int i = 0; i < doubles.Count; i++)
        {
            BinaryPrimitives.WriteDoubleLittleEndian(data.AsSpan((floats.Count * 4) + (i * 8)), doubles[i]);
        }

        return data;
    }

    /// <summary>int32_data holds everything of up to 32 bits (float16 as its bit pattern), int64_data and uint64_data the rest.</summary>
    private static byte[] FromIntegers(OnnxTensor tensor, IList<long> values)
    {
        int bits = tensor.Type.BitsOf();
        if (tensor.Type is OnnxDataType.Float or OnnxDataType.Double or OnnxDataType.Complex64 or OnnxDataType.Complex128)
        {
            throw TensorReader.Bad(tensor, $"integer values in a {tensor.Type.NameOf()} tensor");
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
                throw TensorReader.Bad(tensor, $"the value {value} does not fit {tensor.Type.NameOf()}");
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
}
