namespace YoloGen.Onnx;

/// <summary>ModelProto: the file, faithfully. No judgement here about what can be compiled.</summary>
public sealed class OnnxModel
{
    /// <summary>Where the model was read from; null if it was built in memory. For messages.</summary>
    public string? Path { get; set; }

    /// <summary>Absolute paths of the files beside the model that values of tensors were read from, in ordinal order.</summary>
    public IReadOnlyCollection<string> ExternalFiles { get; internal set; } = [];

    /// <summary>Version of the file format.</summary>
    public long IrVersion { get; set; }

    /// <summary>Tool that wrote the model; untrusted text.</summary>
    public string ProducerName { get; set; } = "";

    /// <summary>Version of that tool; untrusted text.</summary>
    public string ProducerVersion { get; set; } = "";

    /// <summary>Imported operator sets: domain (empty for ONNX's own) and version.</summary>
    public Dictionary<string, long> Opsets { get; } = new(StringComparer.Ordinal);

    /// <summary>metadata_props in the order of the file; untrusted text.</summary>
    public Dictionary<string, string> Metadata { get; } = new(StringComparer.Ordinal);

    /// <summary>Domain and name of functions that the model defines and whose bodies could not take the place of their calls.</summary>
    public List<(string Domain, string Name)> Functions { get; } = [];

    /// <summary>The network.</summary>
    public OnnxGraph Graph { get; set; } = new();
}
