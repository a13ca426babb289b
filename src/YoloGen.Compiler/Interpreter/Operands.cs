using YoloGen.Compiler.Graph;
using YoloGen.Diagnostics;

namespace YoloGen.Compiler.Interpreter;

/// <summary>The node being evaluated and the values of its inputs.</summary>
internal readonly struct Operands(Node node, IReadOnlyList<TensorData?> inputs)
{
    public Node Node { get; } = node;

    public int Count => inputs.Count;

    /// <summary>Shape of the first output.</summary>
    public Shape Shape => Node.Output.Shape;

    /// <summary>Element type of the first output.</summary>
    public ElementType Type => Node.Output.Type;

    /// <summary>A required input.</summary>
    public TensorData this[int index] => Optional(index) ?? throw Bad($"input {index} is missing");

    /// <summary>An optional input, null if omitted.</summary>
    public TensorData? Optional(int index) => index < inputs.Count ? inputs[index] : null;

    /// <summary>An error that the values of the inputs cause.</summary>
    public YoloGenException Bad(string message) => new(DiagnosticCodes.BadShape, $"{Node.Op.Name}: {message}", node: Node.Name);

    /// <summary>An error for an element type that the operator does not take.</summary>
    public YoloGenException BadType(ElementType type)
        => new(DiagnosticCodes.UnsupportedType, $"{Node.Op.Name} has no definition for {type.ShortName()}", node: Node.Name);
}
