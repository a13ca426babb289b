using System;
using System.Linq;
using Scriban.Runtime;

namespace YoloGen.Emit;

/// <summary>
/// Matrix product of two tensors with leading axes broadcast; rows of b and of the output contiguous. Inputs: a [.., m, k], b [.., k, n].
/// </summary>
internal sealed class MatMulLayer() : LayerKind("matmul", 2, 2)
{
    protected override string? CheckMore(LayerFacts f)
    {
        PlanTensor a = f.In(0), b = f.In(1), y = f.Out();
        bool fits = a.Type == PlanType.F32 && b.Type == PlanType.F32 && y.Type == PlanType.F32 && MatrixShape.Fits(a, b, y) && b.Strides[b.Strides.Count - 1] == 1 | b.Shape[b.Shape.Count - 1] == 1
            && (y.Strides[y.Strides.Count - 1] == 1 || y.Shape[y.Shape.Count - 1] == 1);
        return fits ? null : "has operands that do not fit together";
    }

    public override string Body(LayerScope s)
    {
        PlanTensor a = s.In(0), b = s.In(1), y = s.Out();
        int ra = a.Shape.Count, rb = b.Shape.Count, ry = y.Shape.Count;
        string code = MatrixShape.Batches(a, b, y, offsets =>
            $"K.MatMul(a{offsets[1]} + begin{LoopNest.Times(a.Strides[ra - 2])}, {LayerScope.Text(a.Strides[ra - 2] * 4)}, {LayerScope.Text(a.Strides[ra - 1] * 4)}, "
            + $"b{offsets[2]}, {LayerScope.Text(b.Strides[rb - 2] * 4)}, y{offsets[0]} + begin{LoopNest.Times(y.Strides[ry - 2])}, {LayerScope.Text(y.Strides[ry - 2] * 4)}, "
            + $"end - begin, {LayerScope.Text(a.Shape[ra - 1])}, {LayerScope.Text(y.Shape[ry - 1])});");
        return s.Render("matmul", new ScriptObject
        {
            ["a"] = s.InPointer(0),
            ["b"] = s.InPointer(1),
            ["y"] = s.OutPointer(),
            ["m"] = y.Shape[ry - 2],
            ["code"] = code,
            ["halo"] = s.FillHalo(),
        });
    }
}

/// <summary>
/// Product of two matrices of bytes known at run time only. Inputs: a [.., m, k], b [.., k, n], optional bias i32 [n], scale f32 [n]
/// (absent: raw sums), zero points of a and b where they are tensors. Attributes: zero_a, zero_b, zero, type-dependent (storage domain).
/// </summary>
internal sealed class QMatMulLayer() : LayerKind("qmatmul", 6, 6)
{
    protected override int Required => 2;

    protected override string? CheckMore(LayerFacts f)
    {
        PlanTensor a = f.In(0), b = f.In(1), y = f.Out();
        int n = y.Shape.Count < 2 ? 0 : y.Shape[y.Shape.Count - 1];
        bool sums = !f.Has(3);
        bool fits = a.Type.IsByte() && b.Type.IsByte() && (sums ? y.Type == PlanType.I32 : y.Type.IsByte()) && MatrixShape.Fits(a, b, y)
            && (a.Strides[a.Strides.Count - 1] == 1 || a.Shape[a.Shape.Count - 1] == 1) && (y.Strides[y.Strides.Count - 1] == 1 || n == 1)
            && f.IsWeight(2, PlanType.I32, n) && f.IsWeight(3, PlanType.F32, n)
            && (!f.Has(4) || (LayerFacts.Count(f.In(4)) == 1 && f.In(4).Type.IsByte()))
            && (!f.Has(5) || ((LayerFacts.Count(f.In(5)) == 1 || LayerFacts.Count(f.In(5)) == n) && f.In(5).Type.IsByte()));
        return fits ? null : "has operands that do not fit together";
    }

    public override string Body(LayerScope s)
    {
        PlanTensor a = s.In(0), b = s.In(1), y = s.Out();
        int ra = a.Shape.Count, rb = b.Shape.Count, ry = y.Shape.Count;
        int k = a.Shape[ra - 1], n = y.Shape[ry - 1];
        bool sums = !s.Has(3);
        string scratch = s.Needs.Scratch(Scratch(s.Facts));
        string zeroA = s.Has(4) ? $"*({s.InPointer(4)})" : LayerScope.Text(s.Attributes.Int("zero_a"));
        string code = MatrixShape.Batches(a, b, y, offsets =>
            $"IntegerMatMul.Run<K>(a{offsets[1]}, {LayerScope.Text(a.Strides[ra - 2])}, b{offsets[2]}, {LayerScope.Text(b.Strides[rb - 2])}, {LayerScope.Text(b.Strides[rb - 1])}, "
            + (sums ? $"(byte*)(y{offsets[0]}), {LayerScope.Text(y.Strides[ry - 2] * 4)}" : $"y{offsets[0]}, {LayerScope.Text(y.Strides[ry - 2])}")
            + $", {LayerScope.Text(y.Shape[ry - 2])}, {LayerScope.Text(k)}, {LayerScope.Text(n)}, zeroA, zeroB, {(s.Has(5) && LayerFacts.Count(s.In(5)) > 1 ? "1" : "0")}, "
            + $"{s.InPointerOrNull(2)}, {s.InPointerOrNull(3)}, {LayerScope.Text(s.Attributes.Int("zero"))}, scratch, part, parts);");
        return s.Render("qmatmul", new ScriptObject
        {
            ["a"] = s.InPointer(0),
            ["b"] = s.InPointer(1),
            ["type"] = y.Type.Storage(),
            ["y"] = s.OutPointer(),
            ["zero_a"] = zeroA,
            ["zero_b"] = s.Has(5) ? s.InPointer(5) : "null",
            ["zero_b_value"] = s.Attributes.Int("zero_b"),
            ["scratch"] = scratch,
            ["code"] = code,
            ["halo"] = s.FillHalo(),
        });
    }

    /// <summary>As <c>IntegerMatMul.ScratchBytes</c> of the support code: columns of a panel (at most 32), the panel, sums of 64 rows.</summary>
    public override long Scratch(LayerFacts f) => ((long)f.In(0).Shape[f.In(0).Shape.Count - 1] + 64) * 32 * 3 + 32 * 64 * 4 + 64 * 4 + 4096;
}

/// <summary>x * factor + summand, both rounded. Inputs: x, factor, summand (broadcast).</summary>
internal sealed class AffineLayer() : ElementwiseLayer("affine", 3)
{
    protected override string? CheckTypes(LayerFacts f)
        => Enumerable.Range(0, 3).All(i => f.In(i).Type == PlanType.F32) && f.Out().Type == PlanType.F32 ? null : "has operands of the wrong type";

    protected override string? Row(LayerScope s, int[] steps, string y, string[] x, string count)
        => $"K.BinaryRow<BinaryOps.Mul>({x[0]}, {steps[0]}, {x[1]}, {steps[1]}, {y}, {count});\nK.BinaryRow<BinaryOps.Add>({y}, 1, {x[2]}, {steps[2]}, {y}, {count});";

    protected override string Value(LayerScope s, string[] x) => $"Scalar.Binary<BinaryOps.Add>({x[0]} * {x[1]}, {x[2]})";
}

/// <summary>Shapes of matrix products.</summary>
internal static class MatrixShape
{
    public static bool Fits(PlanTensor a, PlanTensor b, PlanTensor y)
    {
        int ra = a.Shape.Count, rb = b.Shape.Count, ry = y.Shape.Count;
        if (ra < 2 || rb < 2 || ry != Math.Max(ra, rb) || a.Shape.Concat(b.Shape).Concat(y.Shape).Any(d => d == 0))
        {
            return false;
        }

        bool Leading(PlanTensor t) => Enumerable.Range(0, t.Shape.Count - 2).All(i => t.Shape[i] == 1 || t.Shape[i] == y.Shape[ry - t.Shape.Count + i]);
        return a.Shape[ra - 1] == b.Shape[rb - 2] && y.Shape[ry - 2] == a.Shape[ra - 2] && y.Shape[ry - 1] == b.Shape[rb - 1] && Leading(a) && Leading(b);
    }

    /// <summary>Loops over the leading axes around the product of two matrices.</summary>
    public static string Batches(PlanTensor a, PlanTensor b, PlanTensor y, Func<string[], string> statement)
    {
        int ry = y.Shape.Count;
        int[] leading = y.Shape.Take(ry - 2).ToArray();
        long[] Strides(PlanTensor t) => LoopNest.Broadcast(t.Shape.Take(t.Shape.Count - 2).ToArray(), t.Strides.Take(t.Shape.Count - 2).ToArray(), leading);
        PlanTensor[] all = [y, a, b];
        string open = "        ";
        for (int i = 0; i < leading.Length; i++)
        {
            if (leading[i] != 1)
            {
                open += $"for (int i{i} = 0; i{i} < {LayerScope.Text(leading[i])}; i{i}++)\n            ";
            }
        }

        string[] offsets = all.Select(t => string.Concat(Strides(t).Select((stride, i) => leading[i] == 1 || stride == 0 ? "" : $" + i{i}{LoopNest.Times(stride)}"))).ToArray();
        return open + statement(offsets) + "\n";
    }
}
