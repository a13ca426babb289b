using System.Collections.Immutable;
using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;
using YoloGen.Compiler.Operators;
using YoloGen.Diagnostics;
using YoloGen.Emit;

namespace YoloGen.Compiler.Planning;

/// <summary>Turns the nodes of a graph into steps: layers with their weights, views, and assemblies.</summary>
internal sealed class GraphLowering
{
    private readonly Dictionary<Tensor, Value> _values = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<Value, ViewStep> _slices = new(ReferenceEqualityComparer.Instance);
    private readonly FoldingBudget _folding = new();

    public List<Step> Steps { get; } = [];

    public WeightsBuilder Weights { get; } = new();

    public List<Value> Inputs { get; } = [];

    public List<Value> Outputs { get; } = [];

    public List<Diagnostic> Problems { get; } = [];

    /// <summary>Lowers a whole graph; every node that cannot be lowered is reported at once.</summary>
    /// <exception cref="YoloGenException">At least one node has no kernel.</exception>
    public static GraphLowering Run(NetworkGraph graph)
    {
        var lowering = new GraphLowering();
        foreach (Tensor input in graph.Inputs)
        {
            var port = new Value(input.Name, input.Type, input.Shape) { IsPort = true };
            lowering.Inputs.Add(port);
            lowering._values[input] = input.Type == ElementType.Int8 ? lowering.Flip(port, new Value(input.Name, input.Type, input.Shape)) : port;
        }

        foreach (Node node in graph.Nodes)
        {
            lowering.Lower(node);
        }

        if (lowering.Problems.Count > 0)
        {
            throw new YoloGenException(lowering.Problems);
        }

        foreach (Tensor output in graph.Outputs)
        {
            lowering.Outputs.Add(lowering.Port(output));
        }

        return lowering;
    }

    private void Lower(Node node)
    {
        if (node.Inputs.All(i => i is null || i.IsConstant))
        {
            _folding.Charge(node);
            TensorData[] results = Interpreter.Interpreter.Evaluate(node, [.. node.Inputs.Select(i => i?.Constant)]);
            for (int i = 0; i < results.Length; i++)
            {
                _values[node.Outputs[i]] = new Value(node.Outputs[i].Name, results[i].Type, results[i].Shape, results[i]);
            }

            return;
        }

        try
        {
            OperatorCatalog.Of(node.Op).Lower(this, node);
        }
        catch (YoloGenException exception)
        {
            Problems.AddRange(exception.Diagnostics);
        }
    }

    /// <summary>A network output: the value itself where nobody needs another layout of it, else a copy.</summary>
    private Value Port(Tensor output)
    {
        Value value = Of(output);
        var port = new Value(output.Name, value.Type, value.Shape) { IsPort = true };
        if (value.Type == ElementType.Int8)
        {
            return Flip(value, port);
        }

        return Copy(output.Name, Read(value), port);
    }

    private Value Flip(Value from, Value to)
    {
        LayerDraft d = Draft();
        return d.Add(new CopyLayer { Name = from.Name, X = d.Read(Read(from)), Y = d.Write(to), Flip = true });
    }

    /// <summary>The value of a tensor.</summary>
    public Value Of(Tensor tensor)
    {
        if (!_values.TryGetValue(tensor, out Value? value))
        {
            value = new Value(tensor.Name, tensor.Type, tensor.Shape, tensor.Constant);
            _values[tensor] = value;
        }

        return value;
    }

    /// <summary>The constant of an input, if it is one.</summary>
    public TensorData? Constant(Node node, int index) => node.Has(index) ? Of(node.Input(index)).Constant : null;

    /// <summary>Input <paramref name="index"/> of a node as an operand.</summary>
    public Operand Read(Node node, int index) => Read(Of(node.Input(index)));

    public Operand Read(Value value)
        => value.Constant is { } constant ? Operand.OfWeight(Weights.AddActivation(value.Name, constant)) with { Shape = value.Shape } : value;

    /// <summary>Input <paramref name="index"/> as a value in the arena; a constant is copied there.</summary>
    public Value InArena(Node node, int index) => InArena(Of(node.Input(index)));

    public Value InArena(Value value)
    {
        if (value.Constant is null)
        {
            return value;
        }

        return Copy(value.Name, Read(value), new Value(value.Name, value.Type, value.Shape));
    }

    /// <summary>A value between the steps of one node.</summary>
    public static Value Temporary(string name, ElementType type, params ReadOnlySpan<int> dims) => new(name, type, Shape.Of(dims));

    /// <summary>Begins a layer.</summary>
    public LayerDraft Draft() => new(this);

    /// <summary>Adds a copy.</summary>
    public Value Copy(string name, Operand from, Value to, bool inPlace = false)
    {
        LayerDraft d = Draft();
        return d.Add(new CopyLayer { Name = name, X = d.Read(from), Y = d.Write(to) }, inPlace: inPlace);
    }

    /// <summary>Adds a function of each byte: as two straight lines where its table follows such, else as the table.</summary>
    /// <param name="name">Name of the layer.</param>
    /// <param name="x">The bytes.</param>
    /// <param name="table">256 entries, index and value as bit patterns of the model's types.</param>
    /// <param name="y">The result.</param>
    public Value Lookup(string name, Operand x, ImmutableArray<byte> table, Value y)
    {
        byte[] stored = StoredTable(table, x.Value!.Type, y.Type);
        LayerDraft d = Draft();
        return d.Add(
            SlopesSearch.Find(stored) is { } slopes
                ? slopes with { Name = name, X = d.Read(x), Y = d.Write(y) }
                : new LookupLayer { Name = name, X = d.Read(x), Table = d.Weight(Weights.Add(name + ".table", ElementType.UInt8, [256], stored, resident: true)), Y = d.Write(y) },
            inPlace: true);
    }

    /// <summary>Adds a view.</summary>
    public Value View(string name, View view, Value input, Value output)
    {
        var step = new ViewStep(name, view, InArena(input), output);
        Steps.Add(step);
        if (view is SliceView)
        {
            _slices[output] = step;
        }

        return output;
    }

    /// <summary>The slice that a value is, or null.</summary>
    public ViewStep? SliceOf(Value value) => _slices.GetValueOrDefault(value);

    public Value Reshape(string name, Value input, params ReadOnlySpan<int> dims)
        => input.Shape == Shape.Of(dims) ? input : View(name, new ReshapeView(), input, new Value(name, input.Type, Shape.Of(dims)));

    public Value Transpose(string name, Value input, params ReadOnlySpan<int> perm)
    {
        ImmutableArray<int> axes = [.. perm];
        return View(name, new TransposeView(axes), input, new Value(name, input.Type, Shape.Of([.. axes.Select(a => input.Shape[a])])));
    }

    public void Refuse(Node node, string reason) => Problems.Add(new Diagnostic(DiagnosticCodes.NoKernel, reason, Node: node.Name));

    /// <summary>Bytes of int8 tensors are stored plus 128: a zero point in the storage domain.</summary>
    public static int StorageZero(QuantParams q) => q.ZeroPoint + Shift(q.Type);

    public static int Shift(ElementType type) => Rounding.Shift(type);

    /// <summary>A table whose index and values are bytes of the storage domain.</summary>
    private static byte[] StoredTable(ImmutableArray<byte> table, ElementType from, ElementType to)
    {
        var stored = new byte[256];
        for (int i = 0; i < 256; i++)
        {
            stored[i] = (byte)(table[i ^ Shift(from)] ^ Shift(to));
        }

        return stored;
    }
}
