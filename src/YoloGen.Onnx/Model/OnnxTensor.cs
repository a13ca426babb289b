namespace YoloGen.Onnx;

/// <summary>
/// TensorProto. However the file stores the values (raw, typed fields, external), <see cref="Data"/> holds them as
/// little-endian bytes, row-major; 2- and 4-bit types stay packed.
/// </summary>
public sealed class OnnxTensor
{
    /// <summary>Name; empty for tensors inside attributes.</summary>
    public string Name { get; set; } = "";

    /// <summary>Element type.</summary>
    public OnnxDataType Type { get; set; }

    /// <summary>Dimensions, at least 0; empty for a scalar.</summary>
    public IReadOnlyList<long> Dims { get; set; } = [];

    /// <summary>
    /// Little-endian values; empty for <see cref="OnnxDataType.String"/>, whose values are not kept. What was read from a file is where the
    /// reader put it, so that a model is in memory once.
    /// </summary>
    public ReadOnlyMemory<byte> Data { get; set; }

    /// <summary>Number of elements.</summary>
    public long Count => Dims.Aggregate(1L, (n, d) => checked(n * d));

    /// <inheritdoc/>
    public override string ToString() => $"{Name}: {Type.NameOf()} [{string.Join(',', Dims)}]";
}
