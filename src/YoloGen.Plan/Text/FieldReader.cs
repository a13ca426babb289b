using System;
using System.Collections.Generic;
using System.Globalization;

namespace YoloGen.Plans;

/// <summary>Fields of a layer from the words of a line: what is missing, unknown or out of its range is an error, the first of which is kept.</summary>
/// <param name="outputs">Tensors that are written, in order.</param>
/// <param name="words">Everything else by name.</param>
internal sealed class FieldReader(IReadOnlyList<int> outputs, IReadOnlyDictionary<string, string> words) : LayerFields
{
    private readonly HashSet<string> _used = [];
    private int _output;
    private string? _error;

    /// <summary>A layer of the kind of <paramref name="empty"/> with the fields of the line.</summary>
    /// <param name="empty">A layer of the kind.</param>
    /// <param name="error">What is wrong with the fields, or null.</param>
    public PlanLayer Read(PlanLayer empty, out string? error)
    {
        PlanLayer layer = empty.Visit(this);
        if (_output != outputs.Count)
        {
            Fail("has the wrong number of operands");
        }

        foreach (string name in words.Keys)
        {
            if (!_used.Contains(name))
            {
                Fail($"has the unknown attribute '{name}'");
            }
        }

        error = _error;
        return layer;
    }

    public override int Output(int value)
    {
        int index = _output++;
        return index < outputs.Count ? outputs[index] : value;
    }

    public override PlanOperand Input(string name, PlanOperand value, bool optional = false)
    {
        if (Take(name) is not { } word)
        {
            return optional ? PlanOperand.None : Fail($"lacks the operand '{name}'", value);
        }

        return LineReader.TryReference(word, 't', out int tensor) ? PlanOperand.Tensor(tensor)
            : LineReader.TryReference(word, 'w', out int weight) ? PlanOperand.Weight(weight)
            : Fail($"has an operand '{name}' that is neither a tensor nor a weight", value);
    }

    public override int[] Ints(string name, int[] values, int least, int most)
    {
        if (Take(name) is not { } word)
        {
            return Fail($"lacks the attribute '{name}'", values);
        }

        string[] parts = word.Split(',');
        var found = new int[values.Length];
        bool fits = parts.Length == values.Length;
        for (int i = 0; fits && i < found.Length; i++)
        {
            fits = int.TryParse(parts[i], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out found[i]) && found[i].ToString(CultureInfo.InvariantCulture) == parts[i] && found[i] >= least && found[i] <= most;
        }

        return fits ? found : Bad(name, values);
    }

    public override float Float(string name, float value)
        => Take(name) is not { } word ? Fail($"lacks the attribute '{name}'", value) : FloatText.TryRead(word, out float found) ? found : Bad(name, value);

    public override bool Flag(string name, bool value) => Take(name) is { } word && (word is "0" or "1" ? word == "1" : Bad(name, value));

    public override T? Word<T>(string name, T? value, bool optional = false)
    {
        if (Take(name) is not { } word)
        {
            return optional ? null : Fail($"lacks the attribute '{name}'", value);
        }

        foreach (T candidate in (T[])Enum.GetValues(typeof(T)))
        {
            if (candidate.ToString() == word)
            {
                return candidate;
            }
        }

        return Bad(name, value);
    }

    private string? Take(string name) => _used.Add(name) && words.TryGetValue(name, out string? word) ? word : null;

    private T Bad<T>(string name, T value) => Fail($"has an attribute '{name}' that it cannot have", value);

    private void Fail(string error) => _error ??= error;

    private T Fail<T>(string error, T value)
    {
        Fail(error);
        return value;
    }
}
