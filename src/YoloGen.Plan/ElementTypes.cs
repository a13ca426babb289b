using System;

namespace YoloGen.Plans;

/// <summary>Facts about <see cref="ElementType"/>.</summary>
public static class ElementTypes
{
    /// <summary>Bytes of one element.</summary>
    public static int SizeOf(this ElementType type) => type switch
    {
        ElementType.UInt8 or ElementType.Int8 or ElementType.Bool => 1,
        ElementType.Int64 => 8,
        _ => 4,
    };

    /// <summary>Whether the type is an 8-bit integer, that is, one that carries quantization parameters.</summary>
    public static bool IsQuantized(this ElementType type) => type is ElementType.UInt8 or ElementType.Int8;

    /// <summary>The name used in reports and in <c>.ygraph</c>: f32, u8, s8, i32, i64, bool.</summary>
    public static string ShortName(this ElementType type) => type switch
    {
        ElementType.Float32 => "f32",
        ElementType.UInt8 => "u8",
        ElementType.Int8 => "s8",
        ElementType.Int32 => "i32",
        ElementType.Int64 => "i64",
        _ => "bool",
    };

    /// <summary>The reverse of <see cref="ShortName"/>; false if the word is no type.</summary>
    public static bool TryParse(string word, out ElementType type)
    {
        foreach (ElementType candidate in (ElementType[])Enum.GetValues(typeof(ElementType)))
        {
            if (candidate.ShortName() == word)
            {
                type = candidate;
                return true;
            }
        }

        type = default;
        return false;
    }
}
