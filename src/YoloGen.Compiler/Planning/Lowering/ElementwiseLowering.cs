using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;
using YoloGen.Compiler.Interpreter;
using YoloGen.Emit;

namespace YoloGen.Compiler.Planning;

/// <summary>Operators that compute each element from the elements at the same place.</summary>
internal static class ElementwiseLowering
{
    public static void Unary(GraphLowering g, Node node) => Unary(g, node.Name, (Unary)node.Op, g.Of(node.Input(0)), g.Of(node.Output));

    public static void Unary(GraphLowering g, string name, Unary op, Value x, Value y)
        => g.Layer("unary", name, [g.Read(x)], y, new PlanAttributes().Add("op", op.Kind.ToString()).AddFloats("alpha", op.Alpha).AddFloats("beta", op.Beta), inPlace: true);

    public static void Binary(GraphLowering g, Node node)
    {
        var op = (Binary)node.Op;
        Operand a = g.Read(node, 0), b = g.Read(node, 1);
        if (node.Input(0).Type != node.Input(1).Type)
        {
            if (node.Input(0).Type != ElementType.Float32 && node.Input(1).Type == ElementType.Float32)
            {
                g.Refuse(node, "integers to the power of floats");
                return;
            }

            // Pow may have an exponent of another type.
            b = g.Layer("cast", node.Name, [b], new Value(node.Input(1).Name, node.Input(0).Type, node.Input(1).Shape), new PlanAttributes());
        }

        g.Layer("binary", node.Name, [a, b], g.Of(node.Output), new PlanAttributes().Add("op", op.Kind.ToString()), inPlace: true);
    }

    public static void PRelu(GraphLowering g, Node node)
        => g.Layer("binary", node.Name, [g.Read(node, 0), g.Read(node, 1)], g.Of(node.Output), new PlanAttributes().Add("op", "PRelu"), inPlace: true);

    public static void Where(GraphLowering g, Node node)
        => g.Layer("where", node.Name, [g.Read(node, 0), g.Read(node, 1), g.Read(node, 2)], g.Of(node.Output), new PlanAttributes());

    public static void Cast(GraphLowering g, Node node)
        => g.Layer(node.Input(0).Type == node.Output.Type ? "copy" : "cast", node.Name, [g.Read(node, 0)], g.Of(node.Output), new PlanAttributes());

    public static void Lookup(GraphLowering g, Node node)
    {
        Value x = g.Of(node.Input(0)), y = g.Of(node.Output);
        int table = g.Table(node.Name, ((Lookup)node.Op).Table, x.Type, y.Type);
        g.Layer("lookup", node.Name, [g.Read(x), Operand.OfWeight(table)], y, new PlanAttributes(), inPlace: true);
    }

    public static void QAdd(GraphLowering g, Node node)
    {
        var op = (QAdd)node.Op;
        (QAddFactors f, bool swaps) = QAddFactors.For(op, node.Input(0).Shape, node.Input(1).Shape);
        (int first, int second) = swaps ? (1, 0) : (0, 1);
        g.Layer(
            "qadd", node.Name, [g.Read(node, first), g.Read(node, second)], g.Of(node.Output),
            new PlanAttributes().AddFloats("ratio_a", f.RatioA).AddFloats("ratio_b", f.RatioB).AddFloats("fixed", f.Fixed).Add("shift", GraphLowering.Shift(op.Y.Type)),
            inPlace: true);
    }

    public static void QMul(GraphLowering g, Node node)
    {
        var op = (QMul)node.Op;
        g.Layer(
            "qmul", node.Name, [g.Read(node, 0), g.Read(node, 1)], g.Of(node.Output),
            new PlanAttributes().Add("zero_a", GraphLowering.StorageZero(op.A)).Add("zero_b", GraphLowering.StorageZero(op.B))
                .AddFloats("ratio", op.A.Scale * op.B.Scale / op.Y.Scale).AddFloats("zero", op.Y.ZeroPoint).Add("shift", GraphLowering.Shift(op.Y.Type)),
            inPlace: true);
    }

    public static void Quantize(GraphLowering g, Node node) => Convert(g, node, "quantize", ((QuantizeLinear)node.Op).Params, node.Output.Type);

    public static void Dequantize(GraphLowering g, Node node) => Convert(g, node, "dequantize", ((DequantizeLinear)node.Op).Params, node.Input(0).Type);

    private static void Convert(GraphLowering g, Node node, string kind, QuantParams? q, ElementType bytes)
    {
        Value y = g.Of(node.Output);
        if (q is { IsPerTensor: true })
        {
            int zero = q.ZeroPoint + GraphLowering.Shift(bytes);
            g.Layer(kind, node.Name, [g.Read(node, 0)], y, new PlanAttributes().AddFloats("scale", q.Scale).Add("zero", zero));
        }
        else if (q is not null)
        {
            var shape = new int[y.Shape.Rank];
            Array.Fill(shape, 1);
            shape[q.Axis] = q.Scales.Length;
            int scales = g.Weights.AddFloats(node.Name + ".scale", shape, q.Scales.AsSpan(), resident: true);
            int zeros = g.Weights.AddInts(node.Name + ".zero", shape, [.. q.ZeroPoints.Select(z => z + GraphLowering.Shift(bytes))], resident: true);
            g.Layer(kind + "_by", node.Name, [g.Read(node, 0), Operand.OfWeight(scales), Operand.OfWeight(zeros)], y, new PlanAttributes());
        }
        else
        {
            Operand zero = node.Has(2) ? g.Read(node, 2) : Operand.OfWeight(g.Weights.AddInts(node.Name + ".zero", [], [GraphLowering.Shift(bytes)], resident: true));
            g.Layer(kind + "_by", node.Name, [g.Read(node, 0), g.Read(node, 1), zero], y, new PlanAttributes());
        }
    }

    public static void DynamicQuantize(GraphLowering g, Node node)
    {
        Value x = g.InArena(node, 0), scale = g.Of(node.Outputs[1]), zero = g.Of(node.Outputs[2]);
        g.Steps.Add(new LayerStep("dynrange", node.Name, [x], [scale, zero], new PlanAttributes()));
        g.Layer("quantize_by", node.Name, [x, scale, zero], g.Of(node.Output), new PlanAttributes());
    }
}
