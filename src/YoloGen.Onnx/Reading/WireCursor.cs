using YoloGen.Diagnostics;

namespace YoloGen.Onnx.Reading;

/// <summary>Steps from field to field of a protobuf message and tells how long each is, before anything is parsed. Every length is checked against what is left.</summary>
internal ref struct WireCursor(ReadOnlySpan<byte> data)
{
    private readonly ReadOnlySpan<byte> _data = data;
    private int _at;

    /// <summary>Number of the current field.</summary>
    public int Field { get; private set; }

    /// <summary>Wire type of the current field: 0 varint, 1 eight bytes, 2 length-delimited, 5 four bytes.</summary>
    public int Type { get; private set; }

    private readonly int Left => _data.Length - _at;

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
        return tag <= uint.MaxValue && Field != 0 && Type is 0 or 1 or 2 or 5 ? true : throw Damaged($"invalid field tag {tag}");
    }

    /// <summary>Passes over the value of the current field.</summary>
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

    /// <summary>The value of a length-delimited field.</summary>
    public ReadOnlySpan<byte> Bytes()
    {
        Expect(2);
        ulong length = Varint();
        return length <= (ulong)Left ? Take((int)length) : throw Damaged($"a field of {length} bytes where {Left} are left");
    }

    /// <summary>Passes over a number, or over numbers that are packed.</summary>
    /// <param name="type">Wire type of one.</param>
    /// <param name="repeated">Whether they may be packed.</param>
    /// <returns>How many.</returns>
    public int Numbers(int type, bool repeated)
    {
        if (Type == type)
        {
            Skip();
            return 1;
        }

        Expect(repeated ? 2 : type);
        ReadOnlySpan<byte> packed = Bytes();
        if (type != 0)
        {
            int size = type == 1 ? 8 : 4;
            return packed.Length % size == 0 ? packed.Length / size : throw Damaged($"{packed.Length} bytes do not hold values of {size} bytes");
        }

        var numbers = new WireCursor(packed);
        int count = 0;
        for (; numbers.Left > 0; count++)
        {
            numbers.Varint();
        }

        return count;
    }

    /// <summary>The exception for a file that is no valid protobuf.</summary>
    public static YoloGenException Damaged(string what)
        => new(DiagnosticCodes.NotOnnx, $"not a valid ONNX file: {what}; it is damaged or truncated, export or download it again");

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
