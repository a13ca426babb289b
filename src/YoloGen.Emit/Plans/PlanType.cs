using System;

namespace YoloGen.Emit;

/// <summary>Element types of a plan.</summary>
public enum PlanType
{
    /// <summary>Single precision.</summary>
    F32,

    /// <summary>Unsigned byte.</summary>
    U8,

    /// <summary>Signed byte. Activations are stored as value + 128 (an unsigned byte); weights as they are.</summary>
    S8,

    /// <summary>32-bit signed integer.</summary>
    I32,

    /// <summary>64-bit signed integer.</summary>
    I64,

    /// <summary>One byte, 0 or 1.</summary>
    Bool,
}

/// <summary>Facts about <see cref="PlanType"/>.</summary>
public static class PlanTypes
{
    /// <summary>Bytes of one element.</summary>
    public static int SizeOf(this PlanType type) => type switch
    {
        PlanType.U8 or PlanType.S8 or PlanType.Bool => 1,
        PlanType.I64 => 8,
        _ => 4,
    };

    /// <summary>Whether an element is a number of 8 bits, which a bool is not.</summary>
    internal static bool IsByte(this PlanType type) => type is PlanType.U8 or PlanType.S8;

    /// <summary>The word in the text form: f32, u8, s8, i32, i64, bool.</summary>
    public static string Word(this PlanType type) => type switch
    {
        PlanType.F32 => "f32",
        PlanType.U8 => "u8",
        PlanType.S8 => "s8",
        PlanType.I32 => "i32",
        PlanType.I64 => "i64",
        _ => "bool",
    };

    /// <summary>The C# type of an element in the arena: a signed byte is stored as an unsigned one.</summary>
    public static string Storage(this PlanType type) => type switch
    {
        PlanType.F32 => "float",
        PlanType.I32 => "int",
        PlanType.I64 => "long",
        _ => "byte",
    };

    /// <summary>The C# type that the user of the class sees.</summary>
    public static string Public(this PlanType type) => type switch
    {
        PlanType.S8 => "sbyte",
        PlanType.Bool => "bool",
        _ => type.Storage(),
    };

    /// <summary>The reverse of <see cref="Word"/>; false if the word is no type.</summary>
    public static bool TryParse(string word, out PlanType type)
    {
        foreach (PlanType candidate in (PlanType[])Enum.GetValues(typeof(PlanType)))
        {
            if (candidate.Word() == word)
            {
                type = candidate;
                return true;
            }
        }

        type = default;
        return false;
    }
}
