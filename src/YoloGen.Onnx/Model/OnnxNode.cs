namespace YoloGen.Onnx;

/// <summary>NodeProto.</summary>
public sealed class OnnxNode
{
    /// <summary>Name; may be empty.</summary>
    public string Name { get; set; } = "";

    /// <summary>Operator, such as Conv.</summary>
    public string OpType { get; set; } = "";

    /// <summary>Operator set; empty for the ONNX one ("ai.onnx" is read as empty).</summary>
    public string Domain { get; set; } = "";

    /// <summary>Names of the inputs; an omitted optional input is empty.</summary>
    public List<string> Inputs { get; } = [];

    /// <summary>Names of the outputs; an unused optional output is empty.</summary>
    public List<string> Outputs { get; } = [];

    /// <summary>Attributes in the order of the file.</summary>
    public List<OnnxAttribute> Attributes { get; } = [];

    /// <summary>The name for messages: the node's own, or its operator and first output.</summary>
    public string Label => Name.Length > 0 ? Name : $"{OpType} -> {Outputs.FirstOrDefault() ?? "nothing"}";
}
