using System.Buffers.Binary;
using System.Text;
using YoloGen.Diagnostics;

namespace YoloGen.Onnx.Wire;

/// <summary>
/// Reads the protobuf wire format over a span. Every length is checked against what is left, so that a damaged file
/// can neither read outside nor make anything allocate more than the file holds.
/// </summary>
internal ref struct WireReader(ReadOnlySpan<byte> data)
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: false);

    private readonly ReadOnlySpan<byte> _data = data;
    private int _at;

    /// <summary>Number of the current field.</summary>
    public int Field { get; private set; }

    /// <summary>Wire type of the current field: 0 varint, 1 eight bytes, 2 length-delimited, 5 four bytes.</summary>
    public int Type { get; private set; }

    /// <summary>Bytes that are left.</summary>
    public readonly int Left => _data.Length - _at;

    /// <summary>Moves to the next field; false at the end.</summary>
    public bool Next()
    {
        if (_at == _data.Length)
        {
            return false;
        }

        ulong tag = Varint();
        Field = (int)(tag >> 3);
        Type = (int)(tag & 7);
        if (tag > uint.MaxValue || Field == 0 || Type is not (0 or 1 or 2 or 5))
        {
            throw Damaged($"invalid field tag {tag}");
        }

        return true;
    }

    /// <summary>Skips the value of the current field.</summary>
    public void Skip()
    {
        switch (Type)
        {
            case 0:
                Varint();
                break;
            case 1:
                Take(8);
                break;
            case 2:
                Bytes();
                break;
            default:
                Take(4);
                break;
        }
    }

    /// <summary>The value of a varint field.</summary>
    public long Int64()
    {
        Expect(0);
        return (long)Varint();
    }

    /// <summary>The value of a 32-bit float field.</summary>
    public float Float()
    {
        Expect(5);
        return BinaryPrimitives.ReadSingleLittleEndian(Take(4));
    }

    /// <summary>The value of a length-delimited field.</summary>
    public ReadOnlySpan<byte> Bytes()
    {
        Expect(2);
        ulong length = Varint();
        if (length > (ulong)Left)
        {
            throw Damaged($"a field of {length} bytes where {Left} are left");
        }

        return Take((int)length);
    }

    /// <summary>The value of a text field; invalid UTF-8 becomes U+FFFD.</summary>
    public string Text()
    {
        ReadOnlySpan<byte> bytes = Bytes();
        if (bytes.Length > OnnxLimits.MaxTextBytes)
        {
            throw new YoloGenException(DiagnosticCodes.LimitExceeded, $"a text of {bytes.Length} bytes; at most {OnnxLimits.MaxTextBytes} are read");
        }

        return Utf8.GetString(bytes);
    }

    /// <summary>A field inside packed or unpacked repeated varints.</summary>
    public void Varints(List<long> into, long limit)
    {
        if (Type == 0)
        {
            Add(into, (long)Varint(), limit);
            return;
        }

        var packed = new WireReader(Bytes());
        while (packed.Left > 0)
        {
            Add(into, (long)packed.Varint(), limit);
        }
    }

    /// <summary>A field of packed or unpacked repeated fixed-size values of <paramref name="size"/> bytes, as raw bytes.</summary>
    public ReadOnlySpan<byte> Fixed(int size)
    {
        if (Type == (size == 4 ? 5 : 1))
        {
            return Take(size);
        }

        ReadOnlySpan<byte> packed = Bytes();
        return packed.Length % size == 0 ? packed : throw Damaged($"{packed.Length} bytes do not hold values of {size} bytes");
    }

    /// <summary>The exception for a file that is no valid protobuf.</summary>
    public static YoloGenException Damaged(string what)
        => new(DiagnosticCodes.NotOnnx, $"not a valid ONNX file: {what}; it is damaged or truncated, export or download it again");

    private static void Add(List<long> into, long value, long limit)
    {
        if (into.Count >= limit)
        {
            throw new YoloGenException(DiagnosticCodes.LimitExceeded, $"a list of more than {limit} values");
        }

        into.Add(value);
    }

    private readonly void Expect(int type)
    {
        if (Type != type)
        {
            throw Damaged($"field {Field} has wire type {Type} instead of {type}");
        }
    }

    private ReadOnlySpan<byte> Take(int count)
    {
        if (count > Left)
        {
            throw Damaged($"{count} bytes expected where {Left} are left");
        }

        ReadOnlySpan<byte> taken = _data.Slice(_at, count);
        _at += count;
        return taken;
    }

    private ulong Varint()
    {
        ulong value = 0;
        for (int shift = 0; shift < 70; shift += 7)
        {
            byte b = Take(1)[0];
            value |= (ulong)(b & 0x7F) << Math.Min(shift, 63);
            if (b < 0x80)
            {
                return value;
            }
        }

        throw Damaged("a number of more than 10 bytes");
    }
}
