namespace YoloGen.Emit;

/// <summary>C# types of elements.</summary>
internal static class CSharpTypes
{
    /// <summary>The type of an element in the arena: a signed byte is stored as an unsigned one.</summary>
    public static string Storage(this ElementType type) => type switch
    {
        ElementType.Float32 => "float",
        ElementType.Int32 => "int",
        ElementType.Int64 => "long",
        _ => "byte",
    };

    /// <summary>The type that the user of the class sees.</summary>
    public static string Public(this ElementType type) => type switch
    {
        ElementType.Int8 => "sbyte",
        ElementType.Bool => "bool",
        _ => type.Storage(),
    };

    /// <summary>The unsigned integer of an element's size.</summary>
    public static string Unsigned(this ElementType type) => type.SizeOf() switch { 1 => "byte", 4 => "uint", _ => "ulong" };
}
