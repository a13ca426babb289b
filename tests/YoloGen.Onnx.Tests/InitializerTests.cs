using System.Buffers.Binary;
using YoloGen.Diagnostics;
using Xunit;

namespace YoloGen.Onnx.Tests;

public class InitializerTests
{
    [Fact]
    public void Floats_come_from_raw_packed_and_single_fields()
    {
        byte[] raw = new byte[8];
        BinaryPrimitives.WriteSingleLittleEndian(raw, 1.5f);
        BinaryPrimitives.WriteSingleLittleEndian(raw.AsSpan(4), -2);
        Assert.Equal([1.5f, -2], Read(OnnxDataType.Float, w => w.Bytes(9, raw)).ToFloats());
        Assert.Equal([1.5f, -2], Read(OnnxDataType.Float, w => w.Bytes(4, raw)).ToFloats());
        Assert.Equal([1.5f, -2], Read(OnnxDataType.Float, w =>
        {
            w.Float(4, 1.5f);
            w.Float(4, -2);
        }).ToFloats());
    }

    [Theory]
    [InlineData(OnnxDataType.Int8)]
    [InlineData(OnnxDataType.UInt8)]
    [InlineData(OnnxDataType.Int16)]
    [InlineData(OnnxDataType.UInt16)]
    [InlineData(OnnxDataType.Int32)]
    [InlineData(OnnxDataType.Bool)]
    public void Small_integers_come_from_int32_data(OnnxDataType type)
        => Assert.Equal([1L, 0], Read(type, w => Varints(w, 5, 1, 0)).ToLongs());

    [Fact]
    public void Wide_integers_have_their_own_fields()
    {
        Assert.Equal([-5L, long.MaxValue], Read(OnnxDataType.Int64, w => Varints(w, 7, -5, long.MaxValue)).ToLongs());
        Assert.Equal([5L, 1L << 40], Read(OnnxDataType.UInt64, w => Varints(w, 11, 5, 1L << 40)).ToLongs());
        Assert.Equal([uint.MaxValue, 0L], Read(OnnxDataType.UInt32, w => Varints(w, 11, uint.MaxValue, 0)).ToLongs());
        Models.Refused(DiagnosticCodes.UnsupportedType, () => Read(OnnxDataType.UInt64, w => Varints(w, 11, -1, 0)).ToLongs());
    }

    [Fact]
    public void Half_and_brain_floats_are_bit_patterns_in_int32_data()
    {
        Assert.Equal([1.5f, -2], Read(OnnxDataType.Float16, w => Varints(w, 5, BitConverter.HalfToUInt16Bits((Half)1.5f), BitConverter.HalfToUInt16Bits((Half)(-2f)))).ToFloats());
        Assert.Equal([1.5f, -2], Read(OnnxDataType.BFloat16, w => Varints(w, 5, 0x3FC0, 0xC000)).ToFloats());
        Assert.Equal([1.5f, -2], Read(OnnxDataType.BFloat16, w => w.Bytes(9, [0xC0, 0x3F, 0x00, 0xC0])).ToFloats());
    }

    [Fact]
    public void Doubles_are_rounded_to_single_precision()
    {
        byte[] raw = new byte[16];
        BinaryPrimitives.WriteDoubleLittleEndian(raw, 0.1);
        BinaryPrimitives.WriteDoubleLittleEndian(raw.AsSpan(8), 3);
        Assert.Equal([0.1f, 3], Read(OnnxDataType.Double, w => w.Bytes(10, raw)).ToFloats());
    }

    [Fact]
    public void Four_bit_values_stay_packed()
        => Assert.Equal([0x21], Read(OnnxDataType.Int4, w => Varints(w, 5, 0x21)).Data.ToArray());

    [Theory]
    [InlineData(3)]
    [InlineData(12)]
    public void Wrong_length_is_refused(int bytes)
        => Models.Refused(DiagnosticCodes.BadInitializer, () => Read(OnnxDataType.Float, w => w.Bytes(9, new byte[bytes])));

    [Fact]
    public void Missing_values_unknown_types_segments_and_negative_sizes_are_refused()
    {
        Models.Refused(DiagnosticCodes.BadInitializer, () => Read(OnnxDataType.Float, _ => { }));
        Models.Refused(DiagnosticCodes.BadInitializer, () => Read((OnnxDataType)77, w => w.Bytes(9, [1, 2])));
        Models.Refused(DiagnosticCodes.BadInitializer, () => Read(OnnxDataType.UInt8, w =>
        {
            w.Bytes(9, [1, 2]);
            w.Message(3, s => s.Int64(1, 0));
        }));
        Models.Refused(DiagnosticCodes.BadInitializer, () => Models.ReadTensor(w =>
        {
            w.Int64(1, -2);
            w.Int64(2, 1);
        }));
        Models.Refused(DiagnosticCodes.BadInitializer, () => Read(OnnxDataType.UInt8, w => Varints(w, 5, 1, 256)));
    }

    /// <summary>protobuf's int32 would keep the lower half: 1, 0 and -1.</summary>
    [Fact]
    public void Values_beyond_32_bits_are_refused_and_not_cut()
    {
        foreach (long value in (long[])[(1L << 32) + 1, 1L << 32, (1L << 32) - 1, long.MinValue])
        {
            Models.Refused(DiagnosticCodes.BadInitializer, () => Read(OnnxDataType.Int32, w => Varints(w, 5, 7, value)));
        }

        Assert.Equal([int.MinValue, int.MaxValue], Read(OnnxDataType.Int32, w => Varints(w, 5, int.MinValue, int.MaxValue)).ToLongs());
    }

    [Fact]
    public void Huge_dimensions_are_refused_before_anything_is_allocated()
    {
        Models.Refused(DiagnosticCodes.LimitExceeded, () => Models.ReadTensor(w =>
        {
            for (int i = 0; i < 4; i++)
            {
                w.Int64(1, 1L << 20);
            }

            w.Int64(2, 1);
        }));
        Models.Refused(DiagnosticCodes.LimitExceeded, () => Models.ReadTensor(w => w.Int64(1, long.MaxValue)));
    }

    [Fact]
    public void Sparse_initializers_are_refused()
    {
        var w = new WireWriter();
        w.Message(7, g => g.Message(15, s => s.Int64(3, 1)));
        Models.Refused(DiagnosticCodes.BadInitializer, () => OnnxReader.Parse(w.Written));
    }

    private static OnnxTensor Read(OnnxDataType type, Action<WireWriter> values) => Models.ReadTensor(w =>
    {
        w.Int64(1, 2);
        w.Int64(2, (long)type);
        w.Text(8, "t");
        values(w);
    });

    private static void Varints(WireWriter w, int field, params long[] values)
    {
        foreach (long v in values)
        {
            w.Int64(field, v);
        }
    }
}
