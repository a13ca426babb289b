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

        if (isThen && !CanFollow)
        {
            return "cannot follow a row";
        }

        return CheckMore(plan, layer);
    }

    /// <summary>Whether the layer can be applied to rows that another layer has just written.</summary>
    public virtual bool CanFollow => false;

    /// <summary>Rules beyond the number of operands.</summary>
    protected virtual string? CheckMore(Plan plan, PlanLayer layer) => null;
}
