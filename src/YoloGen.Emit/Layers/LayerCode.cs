using System;

namespace YoloGen.Emit;

/// <summary>How one kind of layer becomes code.</summary>
internal abstract class LayerCode
{
    /// <summary>The record of the layer in the plan.</summary>
    public abstract Type Layer { get; }

    /// <summary>What the layer computes, in a line for the head of the emitted class.</summary>
    public abstract string Meaning { get; }

    /// <summary>The body of the layer's method.</summary>
    public abstract string Body(LayerScope scope);

    /// <summary>The statement that applies the layer to a row that was just written; only for layers that can follow.</summary>
    public abstract string Follow(LayerScope scope, RowScope row);
}

/// <summary>How layers of one record become code.</summary>
internal abstract class LayerCode<T>(string meaning) : LayerCode
    where T : PlanLayer
{
    public override Type Layer => typeof(T);

    public override string Meaning => meaning;

    public override string Body(LayerScope scope) => Body(scope, (T)scope.Layer);

    public override string Follow(LayerScope scope, RowScope row) => Follow(scope, (T)scope.Layer, row);

    protected abstract string Body(LayerScope s, T layer);

    protected virtual string Follow(LayerScope s, T layer, RowScope row) => throw new InvalidOperationException($"{layer.Kind} cannot follow");
}
