using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace YoloGen.Plans;

/// <summary>The fields of a layer as words: tensors that are written, then <c>&lt;-</c>, then <c>name=value</c> for everything else.</summary>
internal sealed class FieldWriter : LayerFields
{
    private readonly List<string> _outputs = [];
    private readonly List<string> _inputs = [];
    private readonly List<string> _constants = [];

    /// <summary>The words of a layer between its kind and its name.</summary>
    public static IEnumerable<string> Words(PlanLayer layer)
    {
        FieldWriter fields = Of(layer);
        return [string.Join(",", fields._outputs), "<-", .. fields._inputs, .. fields._constants];
    }

    /// <summary>The words of a layer that are no operands.</summary>
    public static IReadOnlyList<string> Constants(PlanLayer layer) => Of(layer)._constants;

    private static FieldWriter Of(PlanLayer layer)
    {
        var writer = new FieldWriter();
        layer.Visit(writer);
        return writer;
    }

    public override int Output(int value)
    {
        _outputs.Add(PlanOperand.Tensor(value).ToString());
        return value;
    }

    public override PlanOperand Input(string name, PlanOperand value, bool optional = false)
    {
        if (value.IsPresent)
        {
            _inputs.Add($"{name}={value}");
        }

        return value;
    }

    public override int[] Ints(string name, int[] values, int least, int most)
    {
        _constants.Add($"{name}={string.Join(",", values.Select(v => v.ToString(CultureInfo.InvariantCulture)))}");
        return values;
    }

    public override float Float(string name, float value)
    {
        _constants.Add($"{name}={FloatText.Write(value)}");
        return value;
    }

    public override bool Flag(string name, bool value)
    {
        if (value)
        {
            _constants.Add($"{name}=1");
        }

        return value;
    }

    public override T? Word<T>(string name, T? value, bool optional = false)
    {
        if (value is { } word)
        {
            _constants.Add($"{name}={word}");
        }

        return value;
    }
}
