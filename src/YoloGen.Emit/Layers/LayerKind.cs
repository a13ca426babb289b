using System.Linq;

namespace YoloGen.Emit;

/// <summary>One kind of layer: what it needs to be valid and how it becomes code.</summary>
internal abstract class LayerKind(string name, int minInputs, int maxInputs, int outputs = 1)
{
    /// <summary>The word in the text form.</summary>
    public string Name { get; } = name;

    /// <summary>What is wrong with a layer of this kind, or null.</summary>
    public string? Check(Plan plan, PlanLayer layer, bool isThen)
    {
        if (layer.Inputs.Count < minInputs || layer.Inputs.Count > maxInputs || layer.Outputs.Count != outputs)
        {
            return "has the wrong number of operands";
        }

        if (layer.Inputs.Take(Required).Any(i => i.Kind == OperandKind.None))
        {
            return "lacks an operand";
        }

        if (isThen && !CanFollow)
        {
            return "cannot follow a row";
        }

        if (LayerAttributes.Error(layer) is { } attribute)
        {
            return attribute;
        }

        if (layer.Then.Count > 0 && !CanLead)
        {
            return "cannot be followed by operations on its rows";
        }

        var facts = new LayerFacts(plan, layer);
        return CheckMore(facts) ?? (isThen ? CheckFollow(facts) : null) ?? MemoryRules.Layer(facts, this, isThen);
    }

    /// <summary>How many operands, from the first on, cannot be absent.</summary>
    protected virtual int Required => int.MaxValue;

    /// <summary>Whether the layer can be applied to rows that another layer has just written.</summary>
    public virtual bool CanFollow => false;

    /// <summary>Whether operations on its rows can follow.</summary>
    public virtual bool CanLead => false;

    /// <summary>Rules beyond the number of operands: what <see cref="Body"/> relies on.</summary>
    protected abstract string? CheckMore(LayerFacts facts);

    /// <summary>
    /// Rules of a layer that is applied to rows: rows are walked by pixels, their channels side by side. What follows has the shape of the
    /// row's feature map, which <see cref="PlanRules"/> sees to.
    /// </summary>
    protected virtual string? CheckFollow(LayerFacts facts)
        => facts.Layer.Inputs.Take(RowOperands).All(i => i.Kind == OperandKind.Tensor) ? null : "follows a row with an operand that is no feature map";

    /// <summary>How many operands, from the first on, are rows where the layer follows one.</summary>
    protected virtual int RowOperands => 0;

    /// <summary>Bytes of scratch memory that the layer needs for each thread.</summary>
    public virtual long Scratch(LayerFacts facts) => 0;

    /// <summary>The body of the layer's method.</summary>
    public abstract string Body(LayerScope scope);

    /// <summary>The statement that applies the layer to a row that was just written; only if <see cref="CanFollow"/>.</summary>
    public virtual string Follow(LayerScope scope, RowScope row) => throw new System.InvalidOperationException($"{Name} cannot follow");
}

/// <summary>A layer with its operands looked up, for the rules.</summary>
internal sealed class LayerFacts(Plan plan, PlanLayer layer)
{
    public Plan Plan => plan;

    public PlanLayer Layer => layer;

    public PlanAttributes Attributes => layer.Attributes;

    public bool Has(int index) => index < layer.Inputs.Count && layer.Inputs[index].Kind != OperandKind.None;

    /// <summary>Whether input <paramref name="index"/> lies in the arena, where the code of some kinds looks for it.</summary>
    public bool IsTensor(int index) => layer.Inputs[index].Kind == OperandKind.Tensor;

    public PlanTensor In(int index) => LayerScope.View(plan, layer.Inputs[index]);

    public PlanTensor Out(int index = 0) => plan.Tensors[layer.Outputs[index]];

    /// <summary>Whether input <paramref name="index"/> is absent, or a weight of this type with this many elements.</summary>
    public bool IsWeight(int index, PlanType type, long count)
        => !Has(index) || (layer.Inputs[index].Kind == OperandKind.Weight && In(index).Type == type && Count(In(index)) == count);

    public static long Count(PlanTensor t) => t.Shape.Aggregate(1L, (n, d) => n * d);

    /// <summary>Whether an input can be broadcast to the output's shape.</summary>
    public bool Broadcasts(int index)
    {
        if (!Has(index))
        {
            return true;
        }

        int missing = Out().Shape.Count - In(index).Shape.Count;
        return missing >= 0 && In(index).Shape.Select((d, i) => d == 1 || d == Out().Shape[missing + i]).All(ok => ok);
    }
}

/// <summary>A piece of a row of pixels that a layer has just written.</summary>
/// <param name="Row">Expression: index of the row (or of the chunk of pixels).</param>
/// <param name="PixelsPerRow">Pixels between rows where rows are chunks of contiguous pixels; 0 where they are rows of the feature map.</param>
/// <param name="Width">Expression: pixels.</param>
/// <param name="FirstChannel">Expression: first channel, "" for 0.</param>
/// <param name="Channels">Expression: channels.</param>
/// <param name="WholePixels">Whether the piece has all channels.</param>
internal sealed record RowScope(string Row, int PixelsPerRow, string Width, string FirstChannel, string Channels, bool WholePixels)
{
    /// <summary>A pointer to the piece of a feature map.</summary>
    public string Pointer(LayerScope scope, PlanOperand operand)
    {
        PlanTensor t = LayerScope.View(scope.Plan, operand);
        long step = PixelsPerRow > 0 ? PixelsPerRow * t.Strides[3] : t.Strides[2];
        string channel = FirstChannel.Length == 0 || t.Shape[1] == 1 ? "" : " + " + FirstChannel;
        return $"{scope.Pointer(operand)} + {Row}{LoopNest.Times(step)}{channel}";
    }
}
