using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Import.Operators;
using YoloGen.Diagnostics;
using YoloGen.Onnx;

namespace YoloGen.Compiler.Import;

/// <summary>What one import collects: nodes, problems, names in use, and how much constant folding it has done.</summary>
internal sealed class ImportState
{
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private readonly HashSet<string> _unclaimed = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _suffixes = new(StringComparer.Ordinal);
    private readonly HashSet<string> _read = new(StringComparer.Ordinal);
    private readonly Dictionary<Tensor, OnnxDataType> _wide = new(ReferenceEqualityComparer.Instance);

    public ImportState(OnnxModel model)
    {
        Model = model;
        OnnxGraph graph = model.Graph;
        _unclaimed.UnionWith(graph.Inputs.Concat(graph.Outputs).Select(i => i.Name));
        _unclaimed.UnionWith(graph.Initializers.Select(t => t.Name));
        _unclaimed.UnionWith(graph.Nodes.SelectMany(n => n.Outputs));
        _names.UnionWith(_unclaimed);
        _read.UnionWith(graph.Nodes.SelectMany(NodeOrder.Reads));
        _read.UnionWith(graph.Outputs.Select(o => o.Name));
    }

    public OnnxModel Model { get; }

    public List<Node> Nodes { get; } = [];

    public List<Diagnostic> Problems { get; } = [];

    /// <summary>What is evaluated during import.</summary>
    public FoldingBudget Folding { get; } = new();

    /// <summary>Version of the ONNX operator set.</summary>
    public int OnnxOpset => (int)Model.Opsets.GetValueOrDefault("", OpsetCheck.Newest);

    /// <summary>Whether anything reads a value of this name.</summary>
    public bool IsRead(string name) => _read.Contains(name);

    /// <summary>The name of a value of the file, kept as it is for the first tensor that asks for it.</summary>
    public string NameOf(string name) => _unclaimed.Remove(name) ? name : UniqueName(name);

    /// <summary>A tensor name that is neither in use nor a name of the file: the wanted one if possible.</summary>
    public string UniqueName(string wanted)
    {
        string name = wanted;
        while (!_names.Add(name))
        {
            // Counting on from the last suffix keeps many equal names linear.
            int next = _suffixes[wanted] = _suffixes.GetValueOrDefault(wanted, 1) + 1;
            name = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{wanted}_{next}");
        }

        return name;
    }

    /// <summary>Marks a tensor of floats as whole numbers of 16 bits.</summary>
    public Tensor Widen(Tensor tensor, OnnxDataType type)
    {
        _wide[tensor] = type;
        return tensor;
    }

    /// <summary>Whether a tensor holds whole numbers of 16 bits.</summary>
    public bool IsWide(Tensor? tensor) => tensor is not null && _wide.ContainsKey(tensor);

    /// <summary>Which type of 16 bits a tensor has in the file; null for others.</summary>
    public OnnxDataType? WideType(Tensor tensor) => _wide.TryGetValue(tensor, out OnnxDataType type) ? type : null;

    /// <summary>The IR constant for a tensor of the file.</summary>
    /// <exception cref="YoloGenException">Its element type is not supported.</exception>
    public Tensor Constant(OnnxTensor tensor)
    {
        if (WideQuantization.RangeOf(tensor.Type) is not null)
        {
            var whole = new TensorData(new Shape([.. tensor.Dims.Select(d => (int)d)]), Array.ConvertAll(tensor.ToLongs(), v => (float)v));
            return Widen(new Tensor(NameOf(tensor.Name.Length > 0 ? tensor.Name : "constant"), whole), tensor.Type);
        }

        TensorData data = ElementTypeMap.Values(tensor) ?? throw new YoloGenException(
            DiagnosticCodes.UnsupportedType,
            $"constant '{tensor.Name}' has type {tensor.Type.NameOf()}, which is not supported; use float, float16, uint8, int8, int32, int64 or bool");
        return new Tensor(NameOf(tensor.Name.Length > 0 ? tensor.Name : "constant"), data);
    }

    /// <summary>Throws everything that was found, if anything was.</summary>
    public void ThrowIfProblems()
    {
        if (Problems.Count > 0)
        {
            throw new YoloGenException(Problems);
        }
    }
}
