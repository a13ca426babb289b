using System.Collections.Generic;

namespace YoloGen.Emit;

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

    /// <summary>Tensor <paramref name="index"/>.</summary>
    public static PlanOperand Tensor(int index) => new(OperandKind.Tensor, index);

    /// <summary>Weight <paramref name="index"/>.</summary>
    public static PlanOperand Weight(int index) => new(OperandKind.Weight, index);

    /// <summary>The text form: t12, w3 or -.</summary>
    public override string ToString() => Kind switch
    {
        OperandKind.Tensor => "t" + Index.ToString(System.Globalization.CultureInfo.InvariantCulture),
        OperandKind.Weight => "w" + Index.ToString(System.Globalization.CultureInfo.InvariantCulture),
        _ => "-",
    };
}

/// <summary>One step of the network.</summary>
/// <param name="Kind">A key of the layer table, such as <c>qconv</c>.</param>
/// <param name="Name">The model's name of the node; untrusted text, for comments only.</param>
/// <param name="Inputs">Operands that are read.</param>
/// <param name="Outputs">Tensors that are written.</param>
/// <param name="Attributes">Constants of the layer; each value is a list of integers, floats or words.</param>
/// <param name="Then">Operations applied to each row that the layer has just written.</param>
public sealed record PlanLayer(
    string Kind,
    string Name,
    IReadOnlyList<PlanOperand> Inputs,
    IReadOnlyList<int> Outputs,
    PlanAttributes Attributes,
    IReadOnlyList<PlanLayer> Then);
