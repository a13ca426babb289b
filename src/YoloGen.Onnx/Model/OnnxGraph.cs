namespace YoloGen.Onnx;

/// <summary>GraphProto.</summary>
public sealed class OnnxGraph
{
    /// <summary>Name.</summary>
    public string Name { get; set; } = "";

    /// <summary>Nodes in the order of the file.</summary>
    public List<OnnxNode> Nodes { get; } = [];

    /// <summary>Constants.</summary>
    public List<OnnxTensor> Initializers { get; } = [];

    /// <summary>Inputs; one that is also an initializer has a default value.</summary>
    public List<OnnxValueInfo> Inputs { get; } = [];

    /// <summary>Outputs.</summary>
    public List<OnnxValueInfo> Outputs { get; } = [];

    /// <summary>Declared types of intermediate values.</summary>
    public List<OnnxValueInfo> ValueInfos { get; } = [];
}
