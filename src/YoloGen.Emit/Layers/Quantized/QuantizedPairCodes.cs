using System.Linq;
using Scriban.Runtime;
using static YoloGen.Emit.LayerScope;

namespace YoloGen.Emit;

/// <summary>What the functions of two bytes share.</summary>
internal abstract class QuantizedPairCode<T>(string meaning, string method, string parameters, string portable) : ElementwiseCode<T>(meaning)
    where T : QuantizedPairLayer
{
    /// <summary>The initializer of the kernels' parameters.</summary>
    protected abstract string Parameters(T layer);

    protected override string Prologue(LayerScope s, T layer) => $"        {parameters} p = new() {{ {Parameters(layer)} }};\n        byte* block = {s.Scratch()};\n";

    /// <summary>A row as the channels of one pixel; a broadcast operand is written out to a block of equal bytes first.</summary>
    protected override string? Row(LayerScope s, T layer, int[] steps, string y, string[] x, string count)
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
        return s.Render("pair_blocks", new ScriptObject
        {
            ["method"] = method,
            ["block"] = QuantizedPairLayer.Block,
            ["count"] = count,
            ["value"] = x[fixedOperand],
            ["a"] = at[0],
            ["b"] = at[1],
            ["y"] = y,
        });
    }

    protected override string Value(LayerScope s, T layer, string[] x)
    {
        PlanOperand[] inputs = [layer.A, layer.B];
        string[] bytes = x.Select((v, i) => s.View(inputs[i]).Type == ElementType.Int8 ? $"(byte)({v} ^ -128)" : v).ToArray();
        string result = $"{portable}({bytes[0]}, {bytes[1]}, in p)";
        return s.View(layer.Y).Type == ElementType.Int8 ? $"(sbyte)({result} ^ 0x80)" : result;
    }

    protected override string Follow(LayerScope s, T layer, RowScope row)
    {
        string Piece(PlanOperand operand) => $"{row.Pointer(s, operand)}, {Text(s.View(operand).Strides[3])}";
        return $"K.{method}({Piece(layer.A)}, {Piece(layer.B)}, {Piece(PlanOperand.Tensor(layer.Y))}, {row.Width}, {row.Channels}, new() {{ {Parameters(layer)} }});";
    }
}

internal sealed class QAddCode() : QuantizedPairCode<QAddLayer>("sum of bytes of different scales", "QAddRow", "QAddParams", "PortableKernels.QAdd")
{
    protected override string Parameters(QAddLayer layer)
        => $"RatioA = {Literal.Float(layer.RatioA)}, RatioB = {Literal.Float(layer.RatioB)}, Fixed = {Literal.Float(layer.Fixed)}, Shift = {Text(layer.Shift)}";
}

internal sealed class QMulCode() : QuantizedPairCode<QMulLayer>("product of bytes of different scales", "QMulRow", "QMulParams", "PortableKernels.QMul")
{
    protected override string Parameters(QMulLayer layer)
        => $"ZeroA = {Text(layer.ZeroA)}, ZeroB = {Text(layer.ZeroB)}, Ratio = {Literal.Float(layer.Ratio)}, ZeroC = {Literal.Float(layer.Offset)}, Shift = {Text(layer.Shift)}";
}
