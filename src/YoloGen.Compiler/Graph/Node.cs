using YoloGen.Compiler.Graph.Operators;

namespace YoloGen.Compiler.Graph;

/// <summary>One operation: an operator with its attributes, applied to tensors.</summary>
/// <param name="Name">The ONNX node's name, or its operator and first output if it has none. Untrusted text, for messages.</param>
/// <param name="Op">What is computed, with all attributes.</param>
/// <param name="Inputs">Inputs in the operator's documented order; an omitted optional input is null.</param>
/// <param name="Outputs">Outputs, at least one.</param>
public sealed record Node(string Name, Operator Op, IReadOnlyList<Tensor?> Inputs, IReadOnlyList<Tensor> Outputs)
{
    /// <summary>The only output of a node with one output.</summary>
    public Tensor Output => Outputs[0];

    /// <summary>Input <paramref name="index"/>, which must be present.</summary>
    public Tensor Input(int index) => Inputs[index] ?? throw new InvalidOperationException($"input {index} of {Name} is absent");

    /// <summary>Whether optional input <paramref name="index"/> is present.</summary>
    public bool Has(int index) => index < Inputs.Count && Inputs[index] is not null;

    /// <summary>Identity is by reference: two nodes with equal content are different nodes.</summary>
    public bool Equals(Node? other) => ReferenceEquals(this, other);

    /// <inheritdoc/>
    public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);
}
