namespace YoloGen.Onnx;

/// <summary>AttributeProto.AttributeType, with the numbers of the ONNX specification.</summary>
public enum OnnxAttributeType
{
    /// <summary>Not set.</summary>
    Undefined = 0,

    /// <summary>One float.</summary>
    Float = 1,

    /// <summary>One 64-bit integer.</summary>
    Int = 2,

    /// <summary>One text.</summary>
    String = 3,

    /// <summary>One tensor.</summary>
    Tensor = 4,

    /// <summary>One nested graph.</summary>
    Graph = 5,

    /// <summary>Floats.</summary>
    Floats = 6,

    /// <summary>64-bit integers.</summary>
    Ints = 7,

    /// <summary>Texts.</summary>
    Strings = 8,

    /// <summary>Tensors; values are not kept.</summary>
    Tensors = 9,

    /// <summary>Nested graphs; not kept.</summary>
    Graphs = 10,

    /// <summary>A sparse tensor; not kept.</summary>
    SparseTensor = 11,

    /// <summary>Sparse tensors; not kept.</summary>
    SparseTensors = 12,

    /// <summary>A type; not kept.</summary>
    TypeProto = 13,

    /// <summary>Types; not kept.</summary>
    TypeProtos = 14,
}

/// <summary>AttributeProto: the member that <see cref="Type"/> names holds the value.</summary>
public sealed class OnnxAttribute
{
    /// <summary>Name.</summary>
    public string Name { get; set; } = "";

    /// <summary>Which member holds the value.</summary>
    public OnnxAttributeType Type { get; set; }

    /// <summary>Value of <see cref="OnnxAttributeType.Float"/>.</summary>
    public float Float { get; set; }

    /// <summary>Value of <see cref="OnnxAttributeType.Int"/>.</summary>
    public long Int { get; set; }

    /// <summary>Value of <see cref="OnnxAttributeType.String"/>.</summary>
    public string Text { get; set; } = "";

    /// <summary>Value of <see cref="OnnxAttributeType.Tensor"/>.</summary>
    public OnnxTensor? Tensor { get; set; }

    /// <summary>Value of <see cref="OnnxAttributeType.Graph"/>.</summary>
    public OnnxGraph? Graph { get; set; }

    /// <summary>Value of <see cref="OnnxAttributeType.Floats"/>.</summary>
    public IReadOnlyList<float> Floats { get; set; } = [];

    /// <summary>Value of <see cref="OnnxAttributeType.Ints"/>.</summary>
    public IReadOnlyList<long> Ints { get; set; } = [];

    /// <summary>Value of <see cref="OnnxAttributeType.Strings"/>.</summary>
    public IReadOnlyList<string> Strings { get; set; } = [];

    /// <summary>In the body of a function, the attribute of the call that gives the value; else empty.</summary>
    internal string Reference { get; init; } = "";
}
