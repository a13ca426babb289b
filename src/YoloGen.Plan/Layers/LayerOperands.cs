using System;
using System.Collections.Generic;

namespace YoloGen.Plans;

/// <summary>Goes over a layer's operands only.</summary>
public sealed class LayerOperands : LayerFields
{
    private readonly Func<PlanOperand, PlanOperand> _input;
    private readonly Func<int, int> _output;
    private readonly List<PlanOperand> _inputs = [];
    private readonly List<int> _outputs = [];

    private LayerOperands(Func<PlanOperand, PlanOperand> input, Func<int, int> output)
    {
        _input = input;
        _output = output;
    }

    /// <summary>Operands that are read; absent ones are left out.</summary>
    public IReadOnlyList<PlanOperand> Inputs => _inputs;

    /// <summary>Tensors that are written.</summary>
    public IReadOnlyList<int> Outputs => _outputs;

    /// <summary>The operands of a layer.</summary>
    public static LayerOperands Of(PlanLayer layer)
    {
        var operands = new LayerOperands(i => i, o => o);
        layer.Visit(operands);
        return operands;
    }

    /// <summary>The layer with other operands, what follows it left as it is; absent operands stay absent.</summary>
    public static PlanLayer Replace(PlanLayer layer, Func<PlanOperand, PlanOperand> input, Func<int, int> output) => layer.Visit(new LayerOperands(input, output));

    /// <inheritdoc/>
    public override int Output(int value)
    {
        _outputs.Add(value);
        return _output(value);
    }

    /// <inheritdoc/>
    public override PlanOperand Input(string name, PlanOperand value, bool optional = false)
    {
        if (value.Kind == OperandKind.None)
        {
            return value;
        }

        _inputs.Add(value);
        return _input(value);
    }

    /// <inheritdoc/>
    public override int[] Ints(string name, int[] values, int least, int most) => values;

    /// <inheritdoc/>
    public override float Float(string name, float value) => value;

    /// <inheritdoc/>
    public override bool Flag(string name, bool value) => value;

    /// <inheritdoc/>
    public override T? Word<T>(string name, T? value, bool optional = false) => value;
}
