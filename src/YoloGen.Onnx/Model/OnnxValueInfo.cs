namespace YoloGen.Onnx;

/// <summary>One dimension of a declared shape.</summary>
/// <param name="Value">The size, or null where the dimension is free.</param>
/// <param name="Symbol">Name of a free dimension, if it has one.</param>
public readonly record struct OnnxDim(long? Value, string? Symbol)
{
    /// <inheritdoc/>
    public override string ToString()
        => Value is { } v ? v.ToString(System.Globalization.CultureInfo.InvariantCulture) : Symbol is { Length: > 0 } s ? s : "?";
}

/// <summary>ValueInfoProto: a graph input or output, or the declared type of an intermediate value.</summary>
public sealed class OnnxValueInfo
{
    /// <summary>Name.</summary>
    public string Name { get; set; } = "";

    /// <summary>Element type; Undefined where the file does not say or the value is no tensor.</summary>
    public OnnxDataType Type { get; set; }

    /// <summary>Dimensions; null where the file does not say.</summary>
    public IReadOnlyList<OnnxDim>? Dims { get; set; }

    /// <summary>"tensor", or what else the value is: "sequence", "map", "optional", "sparse tensor".</summary>
    public string Kind { get; set; } = "tensor";
}
