using System.Collections.Generic;
using System.Linq;

namespace YoloGen.Plans;

/// <summary>
/// One step of the network. Each kind of layer is a record with its operands and constants by name; it says how it is written and read
/// (<see cref="Visit"/>), what has to hold (<see cref="Error"/>), and which bytes its code touches (<see cref="Touches"/>).
/// </summary>
public abstract record PlanLayer
{
    /// <summary>The model's name of the node; untrusted text, for comments only.</summary>
    public string Name { get; init; } = "";

    /// <summary>Operations applied to each row that the layer has just written.</summary>
    public IReadOnlyList<PlanLayer> Then { get; init; } = [];

    /// <summary>The kernel on each instruction set; where one is not named, it is the direct kernel.</summary>
    public IReadOnlyList<KernelChoice> Kernels { get; init; } = [];

    /// <summary>The word in the text form, such as <c>qconv</c>: for reports and comments, not to decide by.</summary>
    public string Kind => LayerTable.WordOf(this);

    /// <summary>Operands that are read, in the order of the text form; absent ones are left out.</summary>
    public IReadOnlyList<PlanOperand> Inputs => LayerOperands.Of(this).Inputs;

    /// <summary>Tensors that are written, in the order of the text form.</summary>
    public IReadOnlyList<int> Outputs => LayerOperands.Of(this).Outputs;

    /// <summary>Whether the layer can be applied to rows that another layer has just written.</summary>
    public virtual bool CanFollow => false;

    /// <summary>Whether operations on its rows can follow.</summary>
    public virtual bool CanLead => false;

    /// <summary>
    /// The layer with every field as <paramref name="fields"/> answers it. One method for all that goes over the fields: writing answers each as
    /// it is, reading what the text says, and operands can be put in the place of others.
    /// </summary>
    /// <param name="fields">Is shown each field in the order of the text form.</param>
    public abstract PlanLayer Visit(LayerFields fields);

    /// <summary>Bytes of scratch memory that the layer's code needs for each thread.</summary>
    /// <param name="plan">The plan that the layer is part of.</param>
    public virtual long Scratch(Plan plan) => 0;

    /// <summary>What is wrong with the layer, or null; its operands exist.</summary>
    internal abstract string? Error(Plan plan);

    /// <summary>
    /// What is wrong with it as an operation on rows, or null: rows are walked by pixels, their channels side by side. That what follows has the
    /// shape of the row's feature map <see cref="PlanRules"/> sees to.
    /// </summary>
    internal virtual string? FollowError(Plan plan)
        => RowOperands.All(o => o.Kind == OperandKind.Tensor) ? null : "follows a row with an operand that is no feature map";

    /// <summary>Operands that are rows where the layer follows one.</summary>
    internal virtual IEnumerable<PlanOperand> RowOperands => [];

    /// <summary>The bytes that the layer's code reads and writes, borders of its outputs not counted; the layer is valid in all else.</summary>
    internal abstract IEnumerable<MemoryAccess> Touches(Plan plan);

    /// <summary>Weights whose numbers are places along an axis.</summary>
    internal virtual IEnumerable<IndexTable> IndexTables(Plan plan) => [];
}
