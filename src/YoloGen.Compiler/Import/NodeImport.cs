using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;
using YoloGen.Diagnostics;
using YoloGen.Onnx;

namespace YoloGen.Compiler.Import;

/// <summary>One ONNX node during import: what it reads, and the IR nodes and results that its import makes of it.</summary>
internal sealed class NodeImport
{
    private readonly ImportState _state;
    private readonly Scope _scope;
    private readonly bool[] _bound;
    private readonly int _first;

    public NodeImport(ImportState state, Scope scope, OnnxNode source, IReadOnlyList<Tensor?> inputs)
    {
        _state = state;
        _scope = scope;
        Source = source;
        Inputs = inputs;
        Attributes = new AttributeReader(source);
        _bound = new bool[source.Outputs.Count];
        _first = state.Nodes.Count;
    }

    public OnnxNode Source { get; }

    public string Op => Source.OpType;

    public AttributeReader Attributes { get; }

    public IReadOnlyList<Tensor?> Inputs { get; }

    public ImportState State => _state;

    public Scope Scope => _scope;

    /// <summary>Version of the ONNX operator set.</summary>
    public int Opset => _state.OnnxOpset;

    /// <summary>A required input.</summary>
    public Tensor In(int index) => Optional(index)
        ?? throw new YoloGenException(DiagnosticCodes.BadGraph, $"{Op} needs input {index}, which is missing");

    /// <summary>An optional input.</summary>
    public Tensor? Optional(int index) => index < Inputs.Count ? Inputs[index] : null;

    public bool Has(int index) => Optional(index) is not null;

    /// <summary>Whether something reads output <paramref name="index"/>.</summary>
    public bool WantsOutput(int index) => index < Source.Outputs.Count && Source.Outputs[index].Length > 0 && _state.IsRead(Source.Outputs[index]);

    /// <summary>Adds an IR node whose result is an inner value of this import, or a constant where all inputs are.</summary>
    public Tensor Add(Operator op, IReadOnlyList<Tensor?> inputs, ElementType type, Shape shape)
        => Append(op, inputs, type, shape, _state.UniqueName($"{BaseName}/{op.Name}"));

    /// <summary>Adds the IR node that produces an output of the ONNX node.</summary>
    public void Result(Operator op, IReadOnlyList<Tensor?> inputs, ElementType type, Shape shape, int output = 0)
    {
        if (WantsOutput(output))
        {
            Alias(Append(op, inputs, type, shape, _state.NameOf(Source.Outputs[output])), output);
        }
    }

    /// <summary>As <see cref="Add"/>, under the name of the node's first output, which is bound later.</summary>
    public Tensor AddNamed(Operator op, IReadOnlyList<Tensor?> inputs, ElementType type, Shape shape)
        => Append(op, inputs, type, shape, _state.NameOf(Source.Outputs[0]));

    /// <summary>Makes an output another name of a tensor.</summary>
    public void Alias(Tensor tensor, int output = 0)
    {
        if (!WantsOutput(output))
        {
            return;
        }

        if (!_scope.TryBind(Source.Outputs[output], tensor))
        {
            throw new YoloGenException(DiagnosticCodes.BadGraph, $"'{Source.Outputs[output]}' is produced twice");
        }

        _bound[output] = true;
    }

    /// <summary>Makes the last tensor of a formula an output; under the output's name, so that it is compared under that name. What reads it from then on reads what is returned.</summary>
    public Tensor Finish(Tensor tensor, int output = 0)
    {
        if (WantsOutput(output) && _state.Nodes.Count > _first && _state.Nodes[^1].Outputs is [var last] && ReferenceEquals(last, tensor))
        {
            tensor = new Tensor(_state.NameOf(Source.Outputs[output]), tensor.Type, tensor.Shape);
            _state.Nodes[^1] = _state.Nodes[^1] with { Outputs = [tensor] };
        }

        Alias(tensor, output);
        return tensor;
    }

    /// <summary>A constant that the import makes.</summary>
    public Tensor Constant(TensorData data, string what) => new(_state.UniqueName($"{BaseName}/{what}"), data);

    /// <summary>A scalar float constant.</summary>
    public Tensor Scalar(float value) => Constant(new TensorData(Graph.Shape.Scalar, [value]), "value");

    /// <summary>The shape with these dimensions.</summary>
    /// <exception cref="YoloGenException">A dimension is negative, or there are too many elements.</exception>
    public Shape Shape(params ReadOnlySpan<long> dims) => Dimensions.Check(dims, $"the result of {Op}");

    /// <summary>Same elements under another shape.</summary>
    public Tensor Reshape(Tensor x, Shape shape) => x.Shape == shape ? x : Add(new Reshape(), [x], x.Type, shape);

    /// <summary>An output that is an input under another shape.</summary>
    public void ReshapeResult(Tensor x, Shape shape, int output = 0)
    {
        if (x.Shape == shape)
        {
            Alias(x, output);
        }
        else
        {
            Result(new Reshape(), [x], x.Type, shape, output);
        }
    }

    /// <summary>A constant integer input of rank 0 or 1.</summary>
    public long[] ConstantInts(int index, string what)
    {
        TensorData data = ConstantOf(index, what);
        if (data.Type is ElementType.Float32 or ElementType.Bool || data.Shape.Rank > 1)
        {
            throw BadShape($"{what} must be a list of integers, it is {data.Type.ShortName()} {data.Shape}");
        }

        return [.. Enumerable.Range(0, data.Values.Length).Select(data.IntegerAt)];
    }

    /// <summary>A constant float input of any rank.</summary>
    public float[] ConstantFloats(int index, string what)
    {
        TensorData data = ConstantOf(index, what);
        return data.Type == ElementType.Float32 ? data.Floats : throw BadType(index, "float");
    }

    public TensorData ConstantOf(int index, string what) => In(index).Constant ?? throw new YoloGenException(
        DiagnosticCodes.NotConstant, $"{Op}: {what} ('{In(index).Name}') depends on the network's input; simplify the model (onnxsim) or export it with fixed shapes");

    /// <summary>An axis of a tensor of <paramref name="rank"/> dimensions, counted from the front.</summary>
    public int Axis(long axis, int rank)
        => axis >= -rank && axis < rank ? (int)(axis < 0 ? axis + rank : axis) : throw Attributes.Bad($"axis {axis} of a tensor with {rank} dimensions");

    public YoloGenException Unsupported(string what) => new(DiagnosticCodes.UnsupportedForm, $"{Op}: {what}");

    public YoloGenException BadShape(string what) => new(
        DiagnosticCodes.BadShape, $"{Op}: {what}; inputs are {string.Join(", ", Inputs.Select(i => i is null ? "none" : $"'{i.Name}' [{string.Join(',', i.Shape.Dims)}]"))}");

    public YoloGenException BadType(int index, string wanted) => new(
        DiagnosticCodes.UnsupportedType, $"{Op}: input {index} ('{In(index).Name}') has type {In(index).Type.ShortName()} where {wanted} is needed");

    /// <summary>Checks the type of an input.</summary>
    public Tensor In(int index, params ReadOnlySpan<ElementType> types)
    {
        Tensor tensor = In(index);
        return types.Contains(tensor.Type) ? tensor : throw BadType(index, string.Join(" or ", types.ToArray().Select(t => t.ShortName())));
    }

    public Tensor Float(int index) => In(index, ElementType.Float32);

    /// <summary>Refuses a node whose further outputs something reads.</summary>
    public void OnlyOutput(string reason)
    {
        for (int i = 1; i < Source.Outputs.Count; i++)
        {
            if (WantsOutput(i))
            {
                throw Unsupported($"output '{Source.Outputs[i]}' is not computed: {reason}");
            }
        }
    }

    public void CheckAllBound()
    {
        for (int i = 0; i < _bound.Length; i++)
        {
            if (WantsOutput(i) && !_bound[i])
            {
                throw new YoloGenException(DiagnosticCodes.BadGraph, $"{Op} has no output {i} ('{Source.Outputs[i]}')");
            }
        }
    }

    private string BaseName => Source.Outputs.FirstOrDefault(o => o.Length > 0) ?? Source.Label;

    private Tensor Append(Operator op, IReadOnlyList<Tensor?> inputs, ElementType type, Shape shape, string name)
    {
        Dimensions.Check([.. shape.Dims.Select(d => (long)d)], $"the result of {Op}");
        var output = new Tensor(name, type, shape);
        var node = new Node(Source.Label, op, inputs, [output]);
        if (ConstantFolding.TryFold(node, _state) is { } folded)
        {
            return new Tensor(output.Name, folded);
        }

        Dimensions.CheckRank(shape, $"the result of {Op}");
        _state.Nodes.Add(node);
        return output;
    }
}
