using System;
using System.Linq;
using Scriban.Runtime;
using static YoloGen.Emit.LayerScope;

namespace YoloGen.Emit;

internal sealed class MatMulCode() : LayerCode<MatMulLayer>("product of matrices of floats")
{
    protected override string Body(LayerScope s, MatMulLayer layer)
    {
        PlanTensor a = s.View(layer.A), b = s.View(layer.B), y = s.View(layer.Y);
        int ra = a.Shape.Count, rb = b.Shape.Count, ry = y.Shape.Count;
        return s.Render("matmul", new ScriptObject
        {
            ["a"] = s.Pointer(layer.A),
            ["b"] = s.Pointer(layer.B),
            ["y"] = s.Pointer(layer.Y),
            ["loops"] = MatrixLoops.Over(a, b, y, out string[] at),
            ["a_at"] = at[1],
            ["b_at"] = at[2],
            ["y_at"] = at[0],
            ["a_row"] = a.Strides[ra - 2],
            ["a_step"] = a.Strides[ra - 1],
            ["a_begin"] = LoopNest.Times(a.Strides[ra - 2]),
            ["b_row"] = b.Strides[rb - 2],
            ["y_row"] = y.Strides[ry - 2],
            ["y_begin"] = LoopNest.Times(y.Strides[ry - 2]),
            ["m"] = y.Shape[ry - 2],
            ["k"] = a.Shape[ra - 1],
            ["n"] = y.Shape[ry - 1],
            ["halo"] = s.FillHalo(layer.Y),
        });
    }
}

internal sealed class QMatMulCode() : LayerCode<QMatMulLayer>("product of matrices of bytes")
{
    protected override string Body(LayerScope s, QMatMulLayer layer)
    {
        PlanTensor a = s.View(layer.A), b = s.View(layer.B), y = s.View(layer.Y);
        int ra = a.Shape.Count, rb = b.Shape.Count, ry = y.Shape.Count;
        string scratch = s.Scratch(), zeroA = layer.RunTimeZeroA.IsPresent ? $"*({s.Pointer(layer.RunTimeZeroA)})" : Text(layer.ZeroA);
        return s.Render("qmatmul", new ScriptObject
        {
            ["a"] = s.Pointer(layer.A),
            ["b"] = s.Pointer(layer.B),
            ["type"] = y.Type.Storage(),
            ["y"] = s.Pointer(layer.Y),
            ["zero_a"] = zeroA,
            ["zero_b"] = s.Pointer(layer.ZerosB),
            ["zero_b_value"] = layer.ZeroB,
            ["scratch"] = scratch,
            ["loops"] = MatrixLoops.Over(a, b, y, out string[] at),
            ["a_at"] = at[1],
            ["b_at"] = at[2],
            ["y_at"] = at[0],
            ["a_row"] = a.Strides[ra - 2],
            ["b_row"] = b.Strides[rb - 2],
            ["b_step"] = b.Strides[rb - 1],
            ["y_row"] = y.Strides[ry - 2],
            ["sums"] = !layer.Scale.IsPresent,
            ["m"] = y.Shape[ry - 2],
            ["k"] = a.Shape[ra - 1],
            ["n"] = y.Shape[ry - 1],
            ["zero_for_each"] = layer.ZerosB.IsPresent && s.View(layer.ZerosB).Count() > 1,
            ["bias"] = s.Pointer(layer.Bias),
            ["scale"] = s.Pointer(layer.Scale),
            ["zero"] = layer.Zero,
            ["halo"] = s.FillHalo(layer.Y),
        });
    }
}

/// <summary>Loops over the leading axes of matrix products.</summary>
internal static class MatrixLoops
{
    /// <summary>The loops around the product of two matrices that are not of length 1: their numbers and counts.</summary>
    /// <param name="a">The left factors.</param>
    /// <param name="b">The right factors.</param>
    /// <param name="y">The products.</param>
    /// <param name="at">Expressions: elements from the first of y, a and b to the matrix of an iteration; empty, or starting with " + ".</param>
    public static ScriptObject[] Over(PlanTensor a, PlanTensor b, PlanTensor y, out string[] at)
    {
        int[] leading = y.Shape.Take(y.Shape.Count - 2).ToArray();
        long[] Strides(PlanTensor t) => TensorStrides.Broadcast(t.Shape.Take(t.Shape.Count - 2).ToArray(), t.Strides.Take(t.Shape.Count - 2).ToArray(), leading);
        PlanTensor[] all = [y, a, b];
        at = all.Select(t => string.Concat(Strides(t).Select((stride, i) => leading[i] == 1 || stride == 0 ? "" : $" + i{i}{LoopNest.Times(stride)}"))).ToArray();
        return leading.Select((count, i) => new ScriptObject { ["name"] = $"i{i}", ["count"] = count }).Where((_, i) => leading[i] != 1).ToArray();
    }
}
