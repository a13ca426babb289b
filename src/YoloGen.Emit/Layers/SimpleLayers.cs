using System.Linq;

namespace YoloGen.Emit;

/// <summary>condition ? a : b. Inputs: condition (bool), a, b.</summary>
internal sealed class WhereLayer() : ElementwiseLayer("where", 3)
{
    protected override string? CheckTypes(LayerFacts f)
        => f.In(0).Type == PlanType.Bool && f.In(1).Type == f.In(2).Type && f.In(1).Type == f.Out().Type ? null : "has operands of the wrong type";

    protected override string? Row(LayerScope s, int[] steps, string y, string[] x, string count) => null;

    protected override string Value(LayerScope s, string[] x) => $"{x[0]} ? {x[1]} : {x[2]}";
}

/// <summary>Values converted to the output's type. Input: x.</summary>
internal sealed class CastLayer() : ElementwiseLayer("cast", 1)
{
    protected override string? CheckTypes(LayerFacts f) => null;

    protected override string? Row(LayerScope s, int[] steps, string y, string[] x, string count) => null;

    protected override string Value(LayerScope s, string[] x)
    {
        PlanType from = s.In(0).Type, to = s.Out().Type;
        if (from == to)
        {
            return x[0];
        }

        string integer = from switch
        {
            PlanType.F32 => $"Scalar.ToInt64({x[0]})",
            PlanType.Bool => $"({x[0]} ? 1 : 0)",
            _ => x[0],
        };
        return to switch
        {
            PlanType.F32 => $"(float)({integer})",
            PlanType.Bool => $"{x[0]} != 0",
            _ => $"unchecked(({to.Public()})({integer}))",
        };
    }
}

/// <summary>A table applied to each byte. Inputs: x, table u8 [256] of storage bytes.</summary>
internal sealed class LookupLayer() : ElementwiseLayer("lookup", 1, 1)
{
    public override bool CanFollow => true;

    protected override string? CheckTypes(LayerFacts f)
        => f.In(0).Type.IsByte() && f.Out().Type.IsByte() && f.Has(1) && f.IsWeight(1, PlanType.U8, 256) ? null : "has operands of the wrong type";

    protected override string Prologue(LayerScope s) => $"        byte* table = {s.InPointer(1)};\n";

    protected override string? Row(LayerScope s, int[] steps, string y, string[] x, string count)
        => steps[0] == 1 ? $"K.LookupRow({x[0]}, 0, {y}, 0, 1, {count}, table);" : null;

    protected override string Value(LayerScope s, string[] x)
    {
        // The table is of storage bytes, so the conversions of signed bytes are undone.
        string index = s.In(0).Type == PlanType.S8 ? $"(byte)({x[0]} ^ -128)" : x[0];
        return s.Out().Type == PlanType.S8 ? $"(sbyte)(table[{index}] ^ 0x80)" : $"table[{index}]";
    }

    public override string Follow(LayerScope s, RowScope row)
    {
        PlanTensor from = s.In(0), to = s.Out();
        return $"K.LookupRow({row.Pointer(s, s.Layer.Inputs[0])}, {LayerScope.Text(from.Strides[3])}, {row.Pointer(s, PlanOperand.Tensor(s.Layer.Outputs[0]))}, "
            + $"{LayerScope.Text(to.Strides[3])}, {row.Width}, {row.Channels}, {s.InPointer(1)});";
    }
}

/// <summary>Quantized addition. Inputs: a, b. Attributes: ratio_a, ratio_b, fixed, shift (<c>QAddParams</c> of the kernels).</summary>
internal sealed class QAddLayer() : ElementwiseLayer("qadd", 2)
{
    public override bool CanFollow => true;

    protected override string? CheckTypes(LayerFacts f) => QuantizedPair.Check(f, "ratio_a", "ratio_b", "fixed");

    protected override string Prologue(LayerScope s) => "        QAddParams p = " + Params(s) + ";\n" + QuantizedPair.Prologue(s);

    private static string Params(LayerScope s)
        => $"new() {{ RatioA = {FloatText.Literal(s.Attributes.Float("ratio_a"))}, RatioB = {FloatText.Literal(s.Attributes.Float("ratio_b"))}, "
            + $"Fixed = {FloatText.Literal(s.Attributes.Float("fixed"))}, Shift = {LayerScope.Text(s.Attributes.Int("shift"))} }}";

    protected override string? Row(LayerScope s, int[] steps, string y, string[] x, string count)
        => QuantizedPair.Row(s, "QAddRow", steps, y, x, count);

    protected override string Value(LayerScope s, string[] x) => QuantizedPair.Value(s, "PortableKernels.QAdd", x);

    public override string Follow(LayerScope s, RowScope row)
        => QuantizedPair.Follow(s, row, "QAddRow", Params(s));
}

/// <summary>Quantized multiplication. Inputs: a, b. Attributes: zero_a, zero_b, ratio, zero, shift (<c>QMulParams</c> of the kernels).</summary>
internal sealed class QMulLayer() : ElementwiseLayer("qmul", 2)
{
    public override bool CanFollow => true;

    protected override string? CheckTypes(LayerFacts f) => QuantizedPair.Check(f, "ratio", "zero");

    protected override string Prologue(LayerScope s) => "        QMulParams p = " + Params(s) + ";\n" + QuantizedPair.Prologue(s);

    private static string Params(LayerScope s)
        => $"new() {{ ZeroA = {LayerScope.Text(s.Attributes.Int("zero_a"))}, ZeroB = {LayerScope.Text(s.Attributes.Int("zero_b"))}, "
            + $"Ratio = {FloatText.Literal(s.Attributes.Float("ratio"))}, ZeroC = {FloatText.Literal(s.Attributes.Float("zero"))}, Shift = {LayerScope.Text(s.Attributes.Int("shift"))} }}";

    protected override string? Row(LayerScope s, int[] steps, string y, string[] x, string count)
        => QuantizedPair.Row(s, "QMulRow", steps, y, x, count);

    protected override string Value(LayerScope s, string[] x) => QuantizedPair.Value(s, "PortableKernels.QMul", x);

    public override string Follow(LayerScope s, RowScope row)
        => QuantizedPair.Follow(s, row, "QMulRow", Params(s));
}

/// <summary>What the quantized functions of two tensors share.</summary>
internal static class QuantizedPair
{
    public static string? Check(LayerFacts f, params string[] floats)
        => f.In(0).Type.IsByte() && f.In(1).Type.IsByte() && f.Out().Type.IsByte() && floats.All(n => f.Attributes.Floats(n).Length == 1)
            ? null : "has operands or attributes of the wrong type";

    /// <summary>Bytes of a broadcast operand that are written out at a time.</summary>
    public const int Block = 256;

    /// <summary>A row as the channels of one pixel; a broadcast operand is written out to a block of equal bytes first.</summary>
    public static string? Row(LayerScope s, string method, int[] steps, string y, string[] x, string count)
    {
        if (steps.All(step => step == 1))
        {
            return $"K.{method}({x[0]}, 0, {x[1]}, 0, {y}, 0, 1, {count}, in p);";
        }

        if (steps.All(step => step == 0))
        {
            return $"K.{method}({x[0]}, 0, {x[1]}, 0, {y}, 1, {count}, 1, in p);";
        }

        int fixedOperand = steps[0] == 0 ? 0 : 1;
        string[] at = Enumerable.Range(0, 2).Select(i => i == fixedOperand ? "block" : $"{x[i]} + i").ToArray();
        return $"new Span<byte>(block, Math.Min({LayerScope.Text(Block)}, {count})).Fill(*({x[fixedOperand]}));\n"
            + $"for (int i = 0; i < {count}; i += {LayerScope.Text(Block)})\n    K.{method}({at[0]}, 0, {at[1]}, 0, {y} + i, 0, 1, Math.Min({LayerScope.Text(Block)}, {count} - i), in p);";
    }

    /// <summary>Declares the block of a broadcast operand.</summary>
    public static string Prologue(LayerScope s) => $"        byte* block = {s.Needs.Scratch(Block)};\n";

    public static string Value(LayerScope s, string method, string[] x)
    {
        string[] bytes = x.Select((v, i) => s.In(i).Type == PlanType.S8 ? $"(byte)({v} ^ -128)" : v).ToArray();
        string result = $"{method}({bytes[0]}, {bytes[1]}, in p)";
        return s.Out().Type == PlanType.S8 ? $"(sbyte)({result} ^ 0x80)" : result;
    }

    public static string Follow(LayerScope s, RowScope row, string method, string parameters)
    {
        string Piece(PlanOperand operand) => $"{row.Pointer(s, operand)}, {LayerScope.Text(LayerScope.View(s.Plan, operand).Strides[3])}";
        return $"K.{method}({Piece(s.Layer.Inputs[0])}, {Piece(s.Layer.Inputs[1])}, {Piece(PlanOperand.Tensor(s.Layer.Outputs[0]))}, "
            + $"{row.Width}, {row.Channels}, {parameters});";
    }
}
