using System;
using System.Collections.Generic;
using System.Linq;
using Scriban.Runtime;

namespace YoloGen.Emit;

/// <summary>Rows whose elements lie side by side go to a kernel, others are computed one by one.</summary>
internal abstract class ElementwiseCode<T>(string meaning) : LayerCode<T>(meaning)
    where T : ElementwiseLayer
{
    private static readonly string[] Names = ["a", "b", "c", "d"];

    /// <summary>The call of a kernel for a row of <c>count</c> elements; null if there is none for these types and steps.</summary>
    protected abstract string? Row(LayerScope s, T layer, int[] steps, string y, string[] x, string count);

    /// <summary>The value of one element from the values of the inputs.</summary>
    protected abstract string Value(LayerScope s, T layer, string[] x);

    /// <summary>Statements before the loops.</summary>
    protected virtual string Prologue(LayerScope s, T layer) => "";

    /// <summary>The call that fills the output's border.</summary>
    protected virtual string Halo(LayerScope s, T layer) => s.FillHalo(layer.Y);

    protected override string Body(LayerScope s, T layer)
    {
        PlanTensor y = s.View(layer.Y);
        IReadOnlyList<PlanOperand> inputs = layer.Elements;
        PlanTensor[] x = inputs.Select(s.View).ToArray();
        LoopNest nest = LoopNest.Build(y.Shape, [y.Strides, .. x.Select(t => TensorStrides.Broadcast(t, y.Shape))]);
        return s.Render("elementwise", new ScriptObject
        {
            ["pointers"] = s.DeclarePointers(inputs, Names, layer.Y),
            ["prologue"] = Prologue(s, layer),
            ["loops"] = nest.Around(Statement(s, layer, nest, x, y)),
            ["halo"] = Halo(s, layer),
        });
    }

    private string Statement(LayerScope s, T layer, LoopNest nest, PlanTensor[] x, PlanTensor y)
    {
        int[] steps = Enumerable.Range(1, x.Length).Select(o => (int)Math.Min(int.MaxValue, Math.Abs(nest.InnerStride(o)))).ToArray();
        if (nest.InnerStride(0) == 1 && Enumerable.Range(1, x.Length).All(o => nest.InnerStride(o) is 0 or 1)
            && Row(s, layer, steps, "y" + nest.At(0), x.Select((_, i) => Names[i] + nest.At(i + 1)).ToArray(), nest.Count) is { } row)
        {
            return row;
        }

        string[] values = x.Select((t, i) => Scalars.Load(t.Type, $"{Names[i]}[{nest.Element(i + 1)}]")).ToArray();
        return s.Render("elements", new ScriptObject { ["count"] = nest.Count, ["y"] = nest.Element(0), ["value"] = Scalars.Store(y.Type, Value(s, layer, values)) });
    }
}
