using YoloGen.Compiler.Graph;
using YoloGen.Emit;

namespace YoloGen.Compiler.Planning;

/// <summary>What a step asks of an operand's layout.</summary>
internal enum LayoutNeed
{
    /// <summary>Any strides.</summary>
    Any,

    /// <summary>Rank 4 with the channels of a pixel side by side.</summary>
    Pixels,

    /// <summary>Row-major without gaps.</summary>
    RowMajor,

    /// <summary>Elements of the last axis side by side.</summary>
    Rows,
}

/// <summary>An operand: a value, or a weight of the file, or absent.</summary>
internal sealed record Operand(Value? Value, int Weight = -1, LayoutNeed Need = LayoutNeed.Any, HaloNeed? Halo = null)
{
    private readonly Shape? _weightShape;

    public static Operand Absent { get; } = new(null);

    /// <summary>Shape of the value or of a weight that was read as a value; null if unknown.</summary>
    public Shape? Shape
    {
        get => Value?.Shape ?? _weightShape;
        init => _weightShape = value;
    }

    public static Operand OfWeight(int index) => new(null, index);

    public static implicit operator Operand(Value value) => new(value);
}

/// <summary>One step of the network before addresses are known.</summary>
internal abstract class Step(string name)
{
    public string Name { get; } = name;

    /// <summary>Values that are read.</summary>
    public abstract IEnumerable<Value> Reads { get; }

    /// <summary>Values that are written.</summary>
    public abstract IEnumerable<Value> Writes { get; }
}

/// <summary>A step that becomes a layer.</summary>
/// <param name="layer">The layer; its operands and outputs count in <paramref name="inputs"/> and <paramref name="outputs"/> until addresses are known.</param>
/// <param name="inputs">What is read, values and weights.</param>
/// <param name="outputs">What is written.</param>
internal sealed class LayerStep(PlanLayer layer, IReadOnlyList<Operand> inputs, IReadOnlyList<Value> outputs) : Step(layer.Name)
{
    public PlanLayer Layer { get; } = layer;

    public IReadOnlyList<Operand> Inputs { get; } = [.. inputs];

    public IReadOnlyList<Value> Outputs { get; } = outputs;

    /// <summary>What stands behind an operand of the layer.</summary>
    public Operand this[PlanOperand operand] => operand.IsPresent ? Inputs[operand.Index] : Operand.Absent;

    /// <summary>Layout of the outputs.</summary>
    public LayoutNeed OutputNeed { get; init; }

    /// <summary>Steps applied to each row that this one has just written.</summary>
    public List<LayerStep> Then { get; } = [];

    /// <summary>Whether the output may take the memory of an input that nobody reads afterwards.</summary>
    public bool InPlace { get; init; }

    private IEnumerable<LayerStep> All => Then.Prepend(this);

    public override IEnumerable<Value> Reads
        => All.SelectMany(s => s.Inputs).Select(i => i.Value).OfType<Value>().Where(v => !All.SelectMany(s => s.Outputs).Contains(v));

    public override IEnumerable<Value> Writes => All.SelectMany(s => s.Outputs);
}

/// <summary>The output is the input under another addressing.</summary>
internal sealed class ViewStep(string name, View view, Value input, Value output) : Step(name)
{
    public View View { get; } = view;

    public Value Input { get; } = input;

    public Value Output { get; } = output;

    public override IEnumerable<Value> Reads => [Input];

    public override IEnumerable<Value> Writes => [Output];
}

/// <summary>
/// The output is made of boxes, each the place of one part: Concat, transposed convolution. Parts are written to their place where they can be, else copied.
/// </summary>
internal sealed class AssembleStep(string name, IReadOnlyList<(Value Part, SliceView Place)> parts, Value output, bool alongChannels) : Step(name)
{
    private Dictionary<Value, SliceView?>? _places;

    public IReadOnlyList<(Value Part, SliceView Place)> Parts { get; } = parts;

    public Value Output { get; } = output;

    /// <summary>Whether parts are runs of whole channels, so that each fills its share of a border.</summary>
    public bool AlongChannels { get; } = alongChannels;

    /// <summary>The place of a part; null where it has several, or is none.</summary>
    public SliceView? PlaceOf(Value part)
    {
        if (_places is null)
        {
            _places = [];
            foreach ((Value value, SliceView place) in Parts)
            {
                _places[value] = _places.ContainsKey(value) ? null : place;
            }
        }

        return _places.GetValueOrDefault(part);
    }

    public override IEnumerable<Value> Reads => Parts.Select(p => p.Part);

    public override IEnumerable<Value> Writes => [Output];
}
