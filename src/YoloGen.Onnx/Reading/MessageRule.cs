namespace YoloGen.Onnx.Reading;

/// <summary>What a field holds.</summary>
internal enum FieldKind
{
    /// <summary>An integer.</summary>
    Integer,

    /// <summary>Integers, packed or one by one.</summary>
    Integers,

    /// <summary>A 32-bit float.</summary>
    Float,

    /// <summary>32-bit floats, packed or one by one.</summary>
    Floats,

    /// <summary>64-bit floats, packed or one by one.</summary>
    Doubles,

    /// <summary>Values of a tensor, of any length.</summary>
    Values,

    /// <summary>A name or other text that is kept.</summary>
    Text,

    /// <summary>A message.</summary>
    Message,
}

/// <summary>How many of something a message, or a whole model, may hold.</summary>
/// <param name="Limit">The number.</param>
/// <param name="Message">What is said above it.</param>
/// <param name="Slot">Where it is counted; fields of a message with one slot are counted together.</param>
internal sealed record CountRule(long Limit, string Message, int Slot);

/// <summary>What a field must be on the wire.</summary>
/// <param name="number">Its number.</param>
/// <param name="kind">What it holds.</param>
/// <param name="count">How many of it a message may hold; null where there is no limit of its own.</param>
/// <param name="message">Rules of the message in it, if it holds one.</param>
internal sealed class FieldRule(int number, FieldKind kind, CountRule? count = null, MessageRule? message = null)
{
    /// <summary>Its number.</summary>
    public int Number { get; } = number;

    /// <summary>What it holds.</summary>
    public FieldKind Kind { get; } = kind;

    /// <summary>How many of it a message may hold; null where there is no limit of its own.</summary>
    public CountRule? Count { get; } = count;

    /// <summary>Rules of the message in it, if it holds one.</summary>
    public MessageRule? Message { get; } = message;

    /// <summary>Wire type of one value: 0 varint, 1 eight bytes, 2 length-delimited, 5 four bytes.</summary>
    public int WireType { get; } = kind switch
    {
        FieldKind.Integer or FieldKind.Integers => 0,
        FieldKind.Float or FieldKind.Floats => 5,
        FieldKind.Doubles => 1,
        _ => 2,
    };

    /// <summary>Whether it is a list of numbers.</summary>
    public bool IsList => Kind is FieldKind.Integers or FieldKind.Floats or FieldKind.Doubles;

    /// <summary>Bytes that a number takes when it is parsed.</summary>
    public int Size => WireType == 5 ? 4 : 8;
}

/// <summary>The fields of a message that are read, by number; all others are skipped.</summary>
/// <param name="name">Its name in onnx.proto.</param>
/// <param name="total">How many of these messages a model may hold.</param>
internal sealed class MessageRule(string name, CountRule? total = null)
{
    /// <summary>Most slots of a message, and of a model.</summary>
    public const int Slots = 4;

    private readonly FieldRule?[] _fields = new FieldRule?[26];

    /// <summary>Its name in onnx.proto.</summary>
    public string Name { get; } = name;

    /// <summary>How many of these messages a model may hold.</summary>
    public CountRule? Total { get; } = total;

    /// <summary>All fields, by number.</summary>
    public IEnumerable<FieldRule> Fields => _fields.OfType<FieldRule>();

    /// <summary>The rule of a field; null for what is not read.</summary>
    public FieldRule? Field(int number) => number < _fields.Length ? _fields[number] : null;

    /// <summary>Adds fields; apart from the constructor, since a graph is a field of what a graph holds.</summary>
    public MessageRule With(params ReadOnlySpan<FieldRule> fields)
    {
        foreach (FieldRule field in fields)
        {
            _fields[field.Number] = field;
        }

        return this;
    }
}
