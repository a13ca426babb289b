using YoloGen.Compiler.Export;
using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;
using YoloGen.Compiler.Interpreter;
using YoloGen.Compiler.Operators;
using YoloGen.Compiler.Planning;

namespace YoloGen.Compiler.Operators;

/// <summary>All that is known of one operator of the IR: a line of <see cref="OperatorCatalog"/>.</summary>
internal sealed record OperatorDefinition
{
    /// <summary>The operator's record.</summary>
    public required Type Type { get; init; }

    /// <summary>The first rule of types and shapes that a node breaks, or null.</summary>
    public required Func<Node, string?> BrokenRule { get; init; }

    /// <summary>Its values, as the interpreter computes them.</summary>
    public required Func<Operands, TensorData[]> Evaluate { get; init; }

    /// <summary>How it becomes steps of the plan.</summary>
    public required Action<GraphLowering, Node> Lower { get; init; }

    /// <summary>How it is written as ONNX; null for operators that only the compiler has.</summary>
    public Action<ExportState, Node>? Export { get; init; }

    /// <summary>What passes, quantizer, verification and reports ask.</summary>
    public OperatorTraits Traits { get; init; } = new();

    /// <summary>Attributes in short, for reports.</summary>
    public Func<Operator, string> Describe { get; init; } = _ => "";
}
