using System;
using System.Collections.Generic;
using System.Linq;
using Scriban.Runtime;

namespace YoloGen.Emit;

/// <summary>
/// A layer that computes each output element from the elements of its inputs at the same (broadcast) place. Rows whose elements lie
/// side by side go to a kernel, others are computed one by one.
/// </summary>
internal abstract class ElementwiseLayer(string name, int operands, int extras = 0) : LayerKind(name, operands, operands + extras)
{
    private static readonly string[] Names = ["a", "b", "c", "d"];

    /// <summary>Inputs that take part in the loops; further ones are per-layer constants.</summary>
    protected int Operands { get; } = operands;

    protected override int RowOperands => Operands;

    protected override string? CheckMore(LayerFacts f)
        => Enumerable.Range(0, Operands).All(i => f.Has(i) && f.Broadcasts(i)) ? CheckTypes(f) : "has operands that cannot be broadcast to its output";

    protected abstract string? CheckTypes(LayerFacts f);

    /// <summary>The call of a kernel for a row of <c>count</c> elements; null if there is none for these types and steps.</summary>
    protected abstract string? Row(LayerScope s, int[] steps, string y, string[] x, string count);

    /// <summary>The value of one element from the values of the inputs.</summary>
    protected abstract string Value(LayerScope s, string[] x);

    /// <summary>Statements before the loops.</summary>
    protected virtual string Prologue(LayerScope s) => "";

    /// <summary>The call that fills the output's border.</summary>
    protected virtual string Halo(LayerScope s) => s.FillHalo();

    public override string Body(LayerScope s)
    {
        PlanTensor y = s.Out();
        PlanTensor[] x = Enumerable.Range(0, Operands).Select(s.In).ToArray();
        LoopNest nest = LoopNest.Build(y.Shape, [y.Strides, .. x.Select(t => LoopNest.Broadcast(t, y.Shape))]);
        string loops = nest.Render((count, offsets) => Statement(s, nest, x, y, count, offsets));
        return s.Render("elementwise", new ScriptObject
        {
            ["pointers"] = s.DeclarePointers(Names.Take(Operands).ToArray()),
            ["prologue"] = Prologue(s),
            ["loops"] = loops,
            ["halo"] = Halo(s),
        });
    }

    private string Statement(LayerScope s, LoopNest nest, PlanTensor[] x, PlanTensor y, string count, string[] offsets)
    {
        int[] steps = Enumerable.Range(1, Operands).Select(o => (int)Math.Min(int.MaxValue, Math.Abs(nest.InnerStride(o)))).ToArray();
        if (nest.InnerStride(0) == 1 && Enumerable.Range(1, Operands).All(o => nest.InnerStride(o) is 0 or 1)
            && Row(s, steps, "y" + offsets[0], Enumerable.Range(0, Operands).Select(i => Names[i] + offsets[i + 1]).ToArray(), count) is { } row)
        {
            return row;
        }

        string[] values = x.Select((t, i) => Scalars.Load(t.Type, $"{Names[i]}[k{LoopNest.Times(nest.InnerStride(i + 1))}{offsets[i + 1]}]")).ToArray();
        return $"for (int k = 0; k < {count}; k++)\n    y[k{LoopNest.Times(nest.InnerStride(0))}{offsets[0]}] = {Scalars.Store(y.Type, Value(s, values))};";
    }
}
