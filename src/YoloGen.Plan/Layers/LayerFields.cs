using System;

namespace YoloGen.Plans;

/// <summary>Goes over the fields of a layer: is shown each with its name and value, and answers the value that the field shall have.</summary>
public abstract class LayerFields
{
    /// <summary>A tensor that is written.</summary>
    public abstract int Output(int value);

    /// <summary>An operand that is read.</summary>
    /// <param name="name">The name in the text form.</param>
    /// <param name="value">The operand.</param>
    /// <param name="optional">Whether it may be absent.</param>
    public abstract PlanOperand Input(string name, PlanOperand value, bool optional = false);

    /// <summary>Integers.</summary>
    /// <param name="name">The name in the text form.</param>
    /// <param name="values">The values; their number is fixed.</param>
    /// <param name="least">The least that each may be.</param>
    /// <param name="most">The most that each may be.</param>
    public abstract int[] Ints(string name, int[] values, int least, int most);

    /// <summary>A float; its text gives the same bits again.</summary>
    public abstract float Float(string name, float value);

    /// <summary>A truth value: stands in the text only where it is true.</summary>
    public abstract bool Flag(string name, bool value);

    /// <summary>A member of an enumeration by its name; null stands for one that is absent.</summary>
    public abstract T? Word<T>(string name, T? value, bool optional = false)
        where T : struct, Enum;

    /// <summary>An integer.</summary>
    public int Int(string name, int value, int least, int most) => Ints(name, [value], least, most)[0];

    /// <summary>A number of a byte in the storage domain.</summary>
    public int Byte(string name, int value) => Int(name, value, 0, 255);

    /// <summary>An axis of a tensor.</summary>
    public int Axis(int value) => Int("axis", value, 0, PlanLimits.MaxRank - 1);

    /// <summary>A member of an enumeration.</summary>
    public T Word<T>(string name, T value)
        where T : struct, Enum
        => Word<T>(name, (T?)value) ?? value;
}
