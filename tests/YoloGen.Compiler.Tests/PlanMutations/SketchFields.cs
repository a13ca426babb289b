using System.Globalization;

namespace YoloGen.Compiler.Tests.PlanMutations;

/// <summary>Fills a layer's fields from operands in the order of the text form and from constants by name; what is not given stays as it is.</summary>
internal sealed class SketchFields(IReadOnlyList<PlanOperand> inputs, IReadOnlyList<PlanOperand> outputs, string constants) : LayerFields
{
    private readonly Dictionary<string, string> _constants = constants.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(a => a.Split('=')).ToDictionary(a => a[0], a => a[1]);
    private int _input;
    private int _output;

    /// <summary>A layer of the kind with this word.</summary>
    public static PlanLayer Make(string kind, IReadOnlyList<PlanOperand> inputs, IReadOnlyList<PlanOperand> outputs, string constants)
    {
        var fields = new SketchFields(inputs, outputs, constants);
        PlanLayer layer = LayerTable.Find(kind)!.Visit(fields) with { Name = kind };
        return fields._input <= inputs.Count || fields._constants.Count > 0 ? layer : throw new ArgumentException($"{kind} has more operands");
    }

    public override int Output(int value) => outputs[_output++].Index;

    public override PlanOperand Input(string name, PlanOperand value, bool optional = false)
        => _input < inputs.Count ? inputs[_input++] : optional ? PlanOperand.None : throw new ArgumentException($"no operand {name}");

    public override int[] Ints(string name, int[] values, int least, int most)
        => Take(name) is { } text ? [.. text.Split(',').Select(v => int.Parse(v, CultureInfo.InvariantCulture))] : values;

    public override float Float(string name, float value) => Take(name) is { } text ? float.Parse(text, CultureInfo.InvariantCulture) : value;

    public override bool Flag(string name, bool value) => Take(name) is { } text ? text == "1" : value;

    public override T? Word<T>(string name, T? value, bool optional = false) => Take(name) is { } text ? Enum.Parse<T>(text) : value;

    private string? Take(string name) => _constants.GetValueOrDefault(name);
}
