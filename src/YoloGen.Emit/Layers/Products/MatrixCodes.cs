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
        string code = MatrixLoops.Over(a, b, y, offsets =>
            $"K.MatMul(a{offsets[1]} + begin{LoopNest.Times(a.Strides[ra - 2])}, {Text(a.Strides[ra - 2] * 4)}, {Text(a.Strides[ra - 1] * 4)}, "
            + $"b{offsets[2]}, {Text(b.Strides[rb - 2] * 4)}, y{offsets[0]} + begin{LoopNest.Times(y.Strides[ry - 2])}, {Text(y.Strides[ry - 2] * 4)}, "
            + $"end - begin, {Text(a.Shape[ra - 1])}, {Text(y.Shape[ry - 1])});");
        return s.Render("matmul", new ScriptObject
        {
            ["a"] = s.Pointer(layer.A),
            ["b"] = s.Pointer(layer.B),
            ["y"] = s.Pointer(layer.Y),
            ["m"] = y.Shape[ry - 2],
            ["code"] = code,
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
        bool sums = !layer.Scale.IsPresent, zeroForEach = layer.ZerosB.IsPresent && s.View(layer.ZerosB).Count() > 1;
        string scratch = s.Scratch(), zeroA = layer.RunTimeZeroA.IsPresent ? $"*({s.Pointer(layer.RunTimeZeroA)})" : Text(layer.ZeroA);
        string code = MatrixLoops.Over(a, b, y, offsets =>
            $"IntegerMatMul.Run<K>(a{offsets[1]}, {Text(a.Strides[ra - 2])}, b{offsets[2]}, {Text(b.Strides[rb - 2])}, {Text(b.Strides[rb - 1])}, "
            + (sums ? $"(byte*)(y{offsets[0]}), {Text(y.Strides[ry - 2] * 4)}" : $"y{offsets[0]}, {Text(y.Strides[ry - 2])}")
            + $", {Text(y.Shape[ry - 2])}, {Text(a.Shape[ra - 1])}, {Text(y.Shape[ry - 1])}, zeroA, zeroB, {(zeroForEach ? "1" : "0")}, "
            + $"{s.Pointer(layer.Bias)}, {s.Pointer(layer.Scale)}, {Text(layer.Zero)}, scratch, part, parts);");
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
            ["code"] = code,
            ["halo"] = s.FillHalo(layer.Y),
        });
    }
}

/// <summary>Loops over the leading axes of matrix products.</summary>
internal static class MatrixLoops
{
    /// <summary>Loops around the product of two matrices.</summary>
    public static string Over(PlanTensor a, PlanTensor b, PlanTensor y, Func<string[], string> statement)
    {
        int ry = y.Shape.Count;
        int[] leading = y.Shape.Take(ry - 2).ToArray();
        long[] Strides(PlanTensor t) => TensorStrides.Broadcast(t.Shape.Take(t.Shape.Count - 2).ToArray(), t.Strides.Take(t.Shape.Count - 2).ToArray(), leading);
        PlanTensor[] all = [y, a, b];
        string open = "        ";
        for (int i = 0; i < leading.Length; i++)
        {
            if (leading[i] != 1)
            {
                open += $"for (int i{i} = 0; i{i} < {Text(leading[i])}; i{i}++)\n            ";
            }
        }

        string[] offsets = all.Select(t => string.Concat(Strides(t).Select((stride, i) => leading[i] == 1 || stride == 0 ? "" : $" + i{i}{LoopNest.Times(stride)}"))).ToArray();
        return open + statement(offsets) + "\n";
    }
}
