using System.Globalization;

namespace YoloGen.Plans;

/// <summary>Where an operand lies.</summary>
public enum OperandKind
{
    /// <summary>An optional operand that is absent.</summary>
    None,

    /// <summary>A tensor of the arena.</summary>
    Tensor,

    /// <summary>A tensor of the weights file.</summary>
    Weight,
}

/// <summary>A reference to a tensor or a weight.</summary>
/// <param name="Kind">Which table <paramref name="Index"/> counts in.</param>
/// <param name="Index">0-based index.</param>
public readonly record struct PlanOperand(OperandKind Kind, int Index)
{
    /// <summary>An absent operand.</summary>
    public static PlanOperand None => default;

    /// <summary>Whether there is an operand.</summary>
    public bool IsPresent => Kind != OperandKind.None;

    /// <summary>Tensor <paramref name="index"/>.</summary>
    public static PlanOperand Tensor(int index) => new(OperandKind.Tensor, index);

    /// <summary>Weight <paramref name="index"/>.</summary>
    public static PlanOperand Weight(int index) => new(OperandKind.Weight, index);

    /// <summary>The text form: t12, w3 or -.</summary>
    public override string ToString() => Kind switch
    {
        OperandKind.Tensor => "t" + Index.ToString(CultureInfo.InvariantCulture),
        OperandKind.Weight => "w" + Index.ToString(CultureInfo.InvariantCulture),
        _ => "-",
    };
}
