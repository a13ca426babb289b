namespace YoloGen.Onnx;

/// <summary>FunctionProto: an operator that the model defines by other nodes.</summary>
internal sealed class OnnxFunction
{
    /// <summary>Name.</summary>
    public string Name { get; init; } = "";

    /// <summary>Operator set; empty for the ONNX one.</summary>
    public string Domain { get; init; } = "";

    /// <summary>Names under which the body reads what a call gives.</summary>
    public IReadOnlyList<string> Inputs { get; init; } = [];

    /// <summary>Values of the body that a call gets.</summary>
    public IReadOnlyList<string> Outputs { get; init; } = [];

    /// <summary>Names of attributes that a call may give.</summary>
    public IReadOnlyList<string> Attributes { get; init; } = [];

    /// <summary>Further attributes, with the values that hold where a call gives none.</summary>
    public IReadOnlyList<OnnxAttribute> Defaults { get; init; } = [];

    /// <summary>The body.</summary>
    public IReadOnlyList<OnnxNode> Nodes { get; init; } = [];

    /// <summary>Operator sets of the body.</summary>
    public IReadOnlyDictionary<string, long> Opsets { get; init; } = new Dictionary<string, long>();
}
