using YoloGen.Compiler.Graph;
using YoloGen.Onnx;

namespace YoloGen.Fuzz.Tests.Models;

/// <summary>A model that is being written at random: dice, the tensors so far, constants and nodes.</summary>
internal sealed class ModelWriter
{
    private readonly OnnxModelBuilder _builder;
    private readonly HashSet<string> _read = new(StringComparer.Ordinal);
    private int _count;

    public ModelWriter(int seed, Form form)
    {
        Random = new Random(seed);
        Form = form;
        Opset = Random.Next(12) switch { 0 => Random.Next(7, 10), 1 => seed % 4 == 0 ? 26 : 24, 2 or 3 => Random.Next(10, 24), _ => Pick(13, 17, 18, 21) };
        Opset = Math.Max(Opset, form switch { Form.Float => 7, Form.Dynamic => 11, _ => 10 });
        _builder = new OnnxModelBuilder(Opset, "random").Opset("com.microsoft", 1);
        Special = form == Form.Float && Random.Next(20) == 0;
    }

    public Random Random { get; }

    public Form Form { get; }

    public int Opset { get; }

    /// <summary>Whether the inputs hold infinities, NaN and the ends of the range.</summary>
    public bool Special { get; }

    public List<Value> Inputs { get; } = [];

    public List<Value> Values { get; } = [];

    /// <summary>Operators written, with their domain.</summary>
    public List<string> Operators { get; } = [];

    public int Int(int least, int most) => Random.Next(least, most + 1);

    public int Int(int least, long most) => Random.Next(least, (int)Math.Max(least, most) + 1);

    public bool Chance(int n) => Random.Next(n) == 0;

    public bool Flip() => Random.Next(2) == 0;

    public double Double(double low, double high) => low + (Random.NextDouble() * (high - low));

    public T Pick<T>(params T[] choices) => choices[Random.Next(choices.Length)];

    public Value Input(ElementType type, long[] dims, double range = 2, Quantum? quantum = null)
    {
        var value = new Value($"x{Inputs.Count}", dims, type, range, quantum);
        _builder.Input(value.Name, Types.Onnx(type), dims);
        Inputs.Add(value);
        Values.Add(value);
        return value;
    }

    /// <summary>A tensor so far that fits, later ones preferred; null if there is none.</summary>
    public Value? Take(Func<Value, bool> fits)
    {
        Value[] fitting = [.. Values.Where(fits)];
        return fitting.Length == 0 ? null : fitting[Math.Max(Random.Next(fitting.Length), Random.Next(fitting.Length))];
    }

    public Value? Float(Func<Value, bool>? fits = null) => Take(v => v.Type == ElementType.Float32 && (fits?.Invoke(v) ?? true));

    /// <summary>A tensor that nothing has to read.</summary>
    public void Forget(Value value) => Values.Remove(value);

    public string Name(string kind) => $"{kind}{_count++}";

    public Value Node(string op, Value[] inputs, ElementType type, long[] dims, double range, params (string, object)[] attributes)
        => Node(op, [.. inputs.Select(i => i.Name)], type, dims, range, null, attributes);

    /// <summary>Adds a node with one result, and the result to the tensors.</summary>
    public Value Node(string op, string[] inputs, ElementType type, long[] dims, double range, Quantum? quantum, params (string, object)[] attributes)
    {
        var value = new Value(Name("t"), dims, type, Math.Min(range, 1e6), quantum);
        Raw(op, inputs, [value.Name], attributes);
        Values.Add(value);
        return value;
    }

    /// <summary>Adds a node whose results the caller keeps.</summary>
    public void Raw(string op, string[] inputs, string[] outputs, params (string, object)[] attributes)
    {
        _builder.Node(op, inputs, outputs, attributes);
        _read.UnionWith(inputs);
        Operators.Add(op.Replace(':', '.'));
    }

    public Value Add(Value value)
    {
        Values.Add(value);
        return value;
    }

    public Value Constant(OnnxTensor tensor, ElementType type, double range = 1, Quantum? quantum = null)
    {
        // Some exporters write constants as nodes.
        if (Chance(12))
        {
            string name = tensor.Name;
            tensor.Name = "";
            Raw("Constant", [], [name], ("value", tensor));
            return new Value(name, [.. tensor.Dims], type, range, quantum);
        }

        _builder.Initializer(tensor);
        return new Value(tensor.Name, [.. tensor.Dims], type, range, quantum);
    }

    public Value Floats(double range, params long[] dims) => Floats(-range, range, dims);

    public Value Floats(double low, double high, long[] dims)
        => Constant(OnnxModelBuilder.Tensor(Name("w"), dims, [.. Enumerable.Range(0, Types.Count(dims)).Select(_ => (float)Double(low, high))]), ElementType.Float32, Math.Max(Math.Abs(low), Math.Abs(high)));

    public Value Scalar(float value) => Constant(OnnxModelBuilder.Tensor(Name("w"), Chance(4) ? [1] : [], [value]), ElementType.Float32, Math.Abs(value));

    public Value Longs(params long[] values) => Constant(OnnxModelBuilder.Tensor(Name("i"), [values.Length], values), ElementType.Int64);

    /// <summary>A constant of any type.</summary>
    public Value Any(ElementType type, long[] dims, int least, int most) => Constant(Types.Tensor(Name("c"), type, dims, [.. Enumerable.Range(0, Types.Count(dims)).Select(_ => Int(least, most))]), type, Math.Max(Math.Abs(least), Math.Abs(most)));

    /// <summary>The model. What nothing reads is an output, and some of the rest.</summary>
    public OnnxModel Build()
    {
        Value[] made = [.. Values.Where(v => !Inputs.Contains(v))];
        foreach (Value value in made.Where(v => !_read.Contains(v.Name) || Chance(8)).DefaultIfEmpty(made[^1]))
        {
            _builder.Output(value.Name, Types.Onnx(value.Type), Chance(3) ? [] : value.Dims);
        }

        return _builder.Build();
    }
}
