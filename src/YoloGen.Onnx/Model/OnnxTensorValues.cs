using System.Buffers.Binary;
using System.Runtime.InteropServices;
using YoloGen.Diagnostics;
using YoloGen.Onnx.External;

namespace YoloGen.Onnx;

/// <summary>Typed access to the values of an <see cref="OnnxTensor"/>.</summary>
public static class OnnxTensorValues
{
    /// <summary>The values of a float, float16, bfloat16 or double tensor, rounded to single precision.</summary>
    /// <exception cref="YoloGenException">The tensor has another type.</exception>
    public static float[] ToFloats(this OnnxTensor tensor)
    {
        var values = new float[tensor.Count];
        tensor.CopyFloats(0, values);
        return values;
    }

    /// <summary>Some of the values that <see cref="ToFloats"/> gives: from <paramref name="start"/> on, until the destination is full.</summary>
    internal static void CopyFloats(this OnnxTensor tensor, int start, Span<float> values)
    {
        if (tensor.Type == OnnxDataType.Float && BitConverter.IsLittleEndian && MemoryMarshal.TryGetMemoryManager(tensor.Data, out ExternalBytes? file))
        {
            file.CopyTo(start * 4L, MemoryMarshal.AsBytes(values));
            return;
        }

        ReadOnlySpan<byte> data = tensor.Data.Span;
        switch (tensor.Type)
        {
            case OnnxDataType.Float:
                data = data.Slice(start * 4, values.Length * 4);
                for (int i = 0; i < values.Length; i++)
                {
                    values[i] = BinaryPrimitives.ReadSingleLittleEndian(data[(i * 4)..]);
                }

                break;
            case OnnxDataType.Float16:
                data = data.Slice(start * 2, values.Length * 2);
                for (int i = 0; i < values.Length; i++)
                {
                    values[i] = (float)BinaryPrimitives.ReadHalfLittleEndian(data[(i * 2)..]);
                }

                break;
            case OnnxDataType.BFloat16:
                data = data.Slice(start * 2, values.Length * 2);
                for (int i = 0; i < values.Length; i++)
                {
                    values[i] = BitConverter.Int32BitsToSingle(BinaryPrimitives.ReadUInt16LittleEndian(data[(i * 2)..]) << 16);
                }

                break;
            case OnnxDataType.Double:
                data = data.Slice(start * 8, values.Length * 8);
                for (int i = 0; i < values.Length; i++)
                {
                    values[i] = (float)BinaryPrimitives.ReadDoubleLittleEndian(data[(i * 8)..]);
                }

                break;
            default:
                throw Refused(tensor, "a floating-point type");
        }
    }

    /// <summary>The values of a tensor of any integer type of 8 to 64 bits, or of booleans as 0 and 1.</summary>
    /// <exception cref="YoloGenException">The tensor has another type, or an unsigned value that a long cannot hold.</exception>
    public static long[] ToLongs(this OnnxTensor tensor)
    {
        var values = new long[tensor.Count];
        int size = tensor.Type.BitsOf() / 8;
        ReadOnlySpan<byte> data = tensor.Data.Span;
        for (int i = 0; i < values.Length; i++)
        {
            ReadOnlySpan<byte> at = data[(i * size)..];
            values[i] = tensor.Type switch
            {
                OnnxDataType.Int64 => BinaryPrimitives.ReadInt64LittleEndian(at),
                OnnxDataType.UInt64 => FromUnsigned(tensor, BinaryPrimitives.ReadUInt64LittleEndian(at)),
                OnnxDataType.Int32 => BinaryPrimitives.ReadInt32LittleEndian(at),
                OnnxDataType.UInt32 => BinaryPrimitives.ReadUInt32LittleEndian(at),
                OnnxDataType.Int16 => BinaryPrimitives.ReadInt16LittleEndian(at),
                OnnxDataType.UInt16 => BinaryPrimitives.ReadUInt16LittleEndian(at),
                OnnxDataType.Int8 => (sbyte)at[0],
                OnnxDataType.UInt8 => at[0],
                OnnxDataType.Bool => at[0] != 0 ? 1 : 0,
                _ => throw Refused(tensor, "an integer type"),
            };
        }

        return values;
    }

    private static long FromUnsigned(OnnxTensor tensor, ulong value) => value <= long.MaxValue
        ? (long)value
        : throw new YoloGenException(DiagnosticCodes.UnsupportedType, $"the uint64 value {value} of tensor '{tensor.Name}' is above 2^63 - 1");

    private static YoloGenException Refused(OnnxTensor tensor, string wanted)
        => new(DiagnosticCodes.UnsupportedType, $"tensor '{tensor.Name}' has type {tensor.Type.NameOf()} where {wanted} is needed");
}
