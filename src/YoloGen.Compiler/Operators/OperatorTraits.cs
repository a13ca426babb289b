using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;
using YoloGen.Compiler.Operators;

namespace YoloGen.Compiler.Operators;

/// <summary>How closely an operator's results have to agree with another engine's.</summary>
internal enum Agreement
{
    /// <summary>Bit for bit.</summary>
    Exact,

    /// <summary>Correctly rounded values where others approximate: at most 1 away.</summary>
    Table,

    /// <summary>Floats: within a share of the tensor's largest magnitude.</summary>
    Float,
}

/// <summary>Whether an operator's results are elements of its first input.</summary>
internal enum Movement
{
    /// <summary>They are computed.</summary>
    None,

    /// <summary>Each is an element of the first input: any function of elements commutes with it.</summary>
    Elements,

    /// <summary>Each is the largest of some elements of the first input: functions that keep order commute with it.</summary>
    Largest,
}

/// <summary>Answers about an operator; every list of operators elsewhere is a question to one of these.</summary>
internal sealed record OperatorTraits
{
    /// <summary>Whether anything is computed: moves and casts are free or copies.</summary>
    public bool Computes { get; init; } = true;

    /// <summary>Whether results are elements of the first input.</summary>
    public Func<Node, Movement> Movement { get; init; } = _ => Operators.Movement.None;

    /// <summary>Whether results are elements of the first input or 0, which every range of bytes holds: quantizing needs no range of its own.</summary>
    public Func<Operator, bool> KeepsRange { get; init; } = _ => false;

    /// <summary>Whether a quantization of the result may be one of the input instead.</summary>
    public Func<Operator, bool> QuantizesBefore { get; init; } = _ => false;

    /// <summary>Whether ONNX Runtime moves Q/DQ pairs past it (qdq_propagation).</summary>
    public Func<Operator, bool> OrtPropagates { get; init; } = _ => false;

    /// <summary>Whether the work of a node is done in integers.</summary>
    public Func<Node, bool> IsInteger { get; init; } = _ => false;

    /// <summary>Multiply-adds of a node.</summary>
    public Func<Node, long> Products { get; init; } = _ => 0;

    /// <summary>Elements that are looked at for each result beside the multiply-adds; 0 where the result shares the input's values.</summary>
    public Func<Operator, double> Looks { get; init; } = _ => 1;

    /// <summary>Whether shape arithmetic is made of it: evaluated on import where all inputs are known.</summary>
    public bool FoldsOnImport { get; init; }

    /// <summary>Whether it changes the size of feature maps: a hint where shapes do not fit.</summary>
    public bool ChangesSize { get; init; }

    /// <summary>Inputs that hold trained weights where they are constant.</summary>
    public IReadOnlyList<int> WeightInputs { get; init; } = [];

    /// <summary>Whether a Relu or Clip right after it is absorbed by quantizing its result.</summary>
    public Func<Node, bool> AbsorbsClip { get; init; } = _ => false;

    /// <summary>How closely results have to agree.</summary>
    public Func<Node, Agreement> Agreement { get; init; } = node => node.Output.Type == ElementType.Float32 ? Operators.Agreement.Float : Operators.Agreement.Exact;
}
