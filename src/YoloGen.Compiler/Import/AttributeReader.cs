using YoloGen.Diagnostics;
using YoloGen.Onnx;

namespace YoloGen.Compiler.Import;

/// <summary>Typed access to a node's attributes. One that no import reads is reported: it may change what the node means.</summary>
internal sealed class AttributeReader
{
    private readonly Dictionary<string, OnnxAttribute> _attributes = new(StringComparer.Ordinal);
    private readonly HashSet<string> _read = new(StringComparer.Ordinal);
    private readonly string _op;

    public AttributeReader(OnnxNode node)
    {
        _op = node.OpType;
        foreach (OnnxAttribute attribute in node.Attributes)
        {
            if (!_attributes.TryAdd(attribute.Name, attribute))
            {
                throw Bad($"attribute '{attribute.Name}' is given twice");
            }

            // Only the body of a function refers to attributes, and its copies have their values.
            if (attribute.Reference.Length > 0 || (attribute.Type, attribute.Tensor, attribute.Graph) is (OnnxAttributeType.Tensor, null, _) or (OnnxAttributeType.Graph, _, null))
            {
                throw Bad($"attribute '{attribute.Name}' refers to an attribute of a function instead of having a value");
            }
        }
    }

    public bool Has(string name) => _attributes.ContainsKey(name);

    public long Int(string name, long otherwise) => Find(name, OnnxAttributeType.Int)?.Int ?? otherwise;

    public bool Flag(string name, bool otherwise) => Int(name, otherwise ? 1 : 0) != 0;

    /// <summary>An integer that must be there.</summary>
    public long Int(string name) => (Find(name, OnnxAttributeType.Int) ?? throw Missing(name)).Int;

    /// <summary>An element type; it must be there if <paramref name="otherwise"/> is null. Numbers of more than 32 bits are no type, not that of their low bits.</summary>
    public OnnxDataType Type(string name, OnnxDataType? otherwise)
    {
        long value = otherwise is { } type ? Int(name, (long)type) : Int(name);
        return value == (int)value ? (OnnxDataType)value : (OnnxDataType)(-1);
    }

    public float Float(string name, float otherwise) => Find(name, OnnxAttributeType.Float)?.Float ?? otherwise;

    public string Text(string name, string otherwise) => Find(name, OnnxAttributeType.String)?.Text ?? otherwise;

    public IReadOnlyList<long>? Ints(string name) => Find(name, OnnxAttributeType.Ints)?.Ints;

    public IReadOnlyList<float>? Floats(string name) => Find(name, OnnxAttributeType.Floats)?.Floats;

    public OnnxTensor? Tensor(string name) => Find(name, OnnxAttributeType.Tensor)?.Tensor;

    public OnnxGraph Graph(string name) => (Find(name, OnnxAttributeType.Graph) ?? throw Missing(name)).Graph!;

    /// <summary>Marks attributes as known that do not change the result.</summary>
    public void Ignore(params ReadOnlySpan<string> names)
    {
        foreach (string name in names)
        {
            _read.Add(name);
        }
    }

    public void CheckAllRead()
    {
        string[] unknown = [.. _attributes.Keys.Where(k => !_read.Contains(k)).Order(StringComparer.Ordinal)];
        if (unknown.Length > 0)
        {
            throw Bad($"unknown attribute {string.Join(", ", unknown.Select(u => $"'{u}'"))}");
        }
    }

    /// <summary>The exception for an attribute with a value that makes no sense.</summary>
    public YoloGenException Bad(string what) => new(DiagnosticCodes.BadAttribute, $"{_op}: {what}; the file is invalid, export it again");

    private YoloGenException Missing(string name) => Bad($"attribute '{name}' is missing");

    private OnnxAttribute? Find(string name, OnnxAttributeType type)
    {
        _read.Add(name);
        if (!_attributes.TryGetValue(name, out OnnxAttribute? attribute))
        {
            return null;
        }

        // Writers drop the type of empty lists.
        return attribute.Type == type || (attribute.Type == OnnxAttributeType.Undefined && type is OnnxAttributeType.Ints or OnnxAttributeType.Floats)
            ? attribute
            : throw Bad($"attribute '{name}' has type {attribute.Type} instead of {type}");
    }
}
