namespace YoloGen.Emit;

/// <summary>C# expressions that read and write one element, in the model's own domain.</summary>
internal static class Scalars
{
    /// <summary>The value of an element of the arena: a signed byte is stored plus 128, a truth value as 0 or 1.</summary>
    public static string Load(ElementType type, string element) => type switch
    {
        ElementType.Int8 => $"(sbyte)({element} ^ 0x80)",
        ElementType.Bool => $"({element} != 0)",
        _ => element,
    };

    /// <summary>What is stored for a value.</summary>
    public static string Store(ElementType type, string value) => type switch
    {
        ElementType.UInt8 => $"(byte)({value})",
        ElementType.Int8 => $"(byte)((sbyte)({value}) ^ 0x80)",
        ElementType.Bool => $"({value}) ? (byte)1 : (byte)0",
        ElementType.Int32 => $"(int)({value})",
        ElementType.Int64 => $"(long)({value})",
        _ => value,
    };
}
