namespace YoloGen.Emit;

/// <summary>C# expressions that read and write one element, in the model's own domain.</summary>
internal static class Scalars
{
    /// <summary>The value of an element of the arena: a signed byte is stored plus 128, a truth value as 0 or 1.</summary>
    public static string Load(PlanType type, string element) => type switch
    {
        PlanType.S8 => $"(sbyte)({element} ^ 0x80)",
        PlanType.Bool => $"({element} != 0)",
        _ => element,
    };

    /// <summary>What is stored for a value.</summary>
    public static string Store(PlanType type, string value) => type switch
    {
        PlanType.U8 => $"(byte)({value})",
        PlanType.S8 => $"(byte)((sbyte)({value}) ^ 0x80)",
        PlanType.Bool => $"({value}) ? (byte)1 : (byte)0",
        PlanType.I32 => $"(int)({value})",
        PlanType.I64 => $"(long)({value})",
        _ => value,
    };
}
