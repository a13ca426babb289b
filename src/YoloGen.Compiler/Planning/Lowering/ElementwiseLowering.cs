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
    {
        LayerDraft d = g.Draft();
        d.Add(new UnaryLayer { Name = name, X = d.Read(g.Read(x)), Y = d.Write(y), Function = op.Kind, Alpha = op.Alpha, Beta = op.Beta }, inPlace: true);
    }

    /// <summary>A function of two operands.</summary>
    public static Value Binary(GraphLowering g, string name, BinaryKind function, Operand a, Operand b, Value y, bool inPlace = true)
    {
        LayerDraft d = g.Draft();
        return d.Add(new BinaryLayer { Name = name, A = d.Read(a), B = d.Read(b), Y = d.Write(y), Function = function }, inPlace: inPlace);
    }

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
            b = Cast(g, node.Name, b, new Value(node.Input(1).Name, node.Input(0).Type, node.Input(1).Shape));
        }

        Binary(g, node.Name, op.Kind, a, b, g.Of(node.Output));
    }

    public static void PRelu(GraphLowering g, Node node)
    {
        LayerDraft d = g.Draft();
        d.Add(new PReluLayer { Name = node.Name, X = d.Read(g.Read(node, 0)), Slope = d.Read(g.Read(node, 1)), Y = d.Write(g.Of(node.Output)) }, inPlace: true);
    }

    public static void Where(GraphLowering g, Node node)
    {
        LayerDraft d = g.Draft();
        d.Add(new WhereLayer { Name = node.Name, Condition = d.Read(g.Read(node, 0)), A = d.Read(g.Read(node, 1)), B = d.Read(g.Read(node, 2)), Y = d.Write(g.Of(node.Output)) });
    }

    public static void Cast(GraphLowering g, Node node)
    {
        if (node.Input(0).Type == node.Output.Type)
        {
            g.Copy(node.Name, g.Read(node, 0), g.Of(node.Output));
        }
        else
        {
            Cast(g, node.Name, g.Read(node, 0), g.Of(node.Output));
        }
    }

    private static Value Cast(GraphLowering g, string name, Operand x, Value y)
    {
        LayerDraft d = g.Draft();
        return d.Add(new CastLayer { Name = name, X = d.Read(x), Y = d.Write(y) });
    }

    public static void Lookup(GraphLowering g, Node node)
    {
        Value x = g.Of(node.Input(0)), y = g.Of(node.Output);
        g.Lookup(node.Name, g.Read(x), ((Lookup)node.Op).Table, y);
    }

    public static void QAdd(GraphLowering g, Node node)
    {
        var op = (QAdd)node.Op;
        (QAddFactors f, bool swaps) = QAddFactors.For(op, node.Input(0).Shape, node.Input(1).Shape);
        (int first, int second) = swaps ? (1, 0) : (0, 1);
        LayerDraft d = g.Draft();
        d.Add(
            new QAddLayer
            {
                Name = node.Name,
                A = d.Read(g.Read(node, first)),
                B = d.Read(g.Read(node, second)),
                Y = d.Write(g.Of(node.Output)),
                RatioA = f.RatioA,
                RatioB = f.RatioB,
                Fixed = f.Fixed,
                Shift = GraphLowering.Shift(op.Y.Type),
            },
            inPlace: true);
    }

    public static void QMul(GraphLowering g, Node node)
    {
        var op = (QMul)node.Op;
        LayerDraft d = g.Draft();
        d.Add(
            new QMulLayer
            {
                Name = node.Name,
                A = d.Read(g.Read(node, 0)),
                B = d.Read(g.Read(node, 1)),
                Y = d.Write(g.Of(node.Output)),
                ZeroA = GraphLowering.StorageZero(op.A),
                ZeroB = GraphLowering.StorageZero(op.B),
                Ratio = ProductScales.Of(op.A, op.B, op.Y),
                Offset = op.Y.ZeroPoint,
                Shift = GraphLowering.Shift(op.Y.Type),
            },
            inPlace: true);
    }

    public static void Quantize(GraphLowering g, Node node)
    {
        LayerDraft d = g.Draft();
        QuantParams? q = ((QuantizeLinear)node.Op).Params;
        PlanOperand x = d.Read(g.Read(node, 0));
        if (q is { IsPerTensor: true })
        {
            d.Add(new QuantizeLayer { Name = node.Name, X = x, Y = d.Write(g.Of(node.Output)), Scale = q.Scale, Zero = q.ZeroPoint + GraphLowering.Shift(node.Output.Type) });
            return;
        }

        (Operand scale, Operand zero) = Parameters(g, node, q, node.Output.Type);
        d.Add(new QuantizeByLayer { Name = node.Name, X = x, Scale = d.Read(scale), Zero = d.Read(zero), Y = d.Write(g.Of(node.Output)) });
    }

    public static void Dequantize(GraphLowering g, Node node)
    {
        LayerDraft d = g.Draft();
        QuantParams? q = ((DequantizeLinear)node.Op).Params;
        PlanOperand x = d.Read(g.Read(node, 0));
        if (q is { IsPerTensor: true })
        {
            d.Add(new DequantizeLayer { Name = node.Name, X = x, Y = d.Write(g.Of(node.Output)), Scale = q.Scale, Zero = q.ZeroPoint + GraphLowering.Shift(node.Input(0).Type) });
            return;
        }

        (Operand scale, Operand zero) = Parameters(g, node, q, node.Input(0).Type);
        d.Add(new DequantizeByLayer { Name = node.Name, X = x, Scale = d.Read(scale), Zero = d.Read(zero), Y = d.Write(g.Of(node.Output)) });
    }

    /// <summary>Scales and zero points as operands: per channel as weights, else the node's own inputs.</summary>
    private static (Operand Scale, Operand Zero) Parameters(GraphLowering g, Node node, QuantParams? q, ElementType bytes)
    {
        if (q is not null)
        {
            var shape = new int[node.Output.Shape.Rank];
            Array.Fill(shape, 1);
            shape[q.Axis] = q.Scales.Length;
            int scales = g.Weights.AddFloats(node.Name + ".scale", shape, q.Scales.AsSpan(), resident: true);
            int zeros = g.Weights.AddInts(node.Name + ".zero", shape, [.. q.ZeroPoints.Select(z => z + GraphLowering.Shift(bytes))], resident: true);
            return (Operand.OfWeight(scales), Operand.OfWeight(zeros));
        }

        Operand zero = node.Has(2) ? g.Read(node, 2) : Operand.OfWeight(g.Weights.AddInts(node.Name + ".zero", [], [GraphLowering.Shift(bytes)], resident: true));
        return (g.Read(node, 1), zero);
    }

    public static void DynamicQuantize(GraphLowering g, Node node)
    {
        Value x = g.InArena(node, 0), scale = g.Of(node.Outputs[1]), zero = g.Of(node.Outputs[2]);
        LayerDraft range = g.Draft(), d = g.Draft();
        range.Add(new DynamicRangeLayer { Name = node.Name, X = range.Read(x), Scale = range.Write(scale), Zero = range.Write(zero) });
        d.Add(new QuantizeByLayer { Name = node.Name, X = d.Read(x), Scale = d.Read(scale), Zero = d.Read(zero), Y = d.Write(g.Of(node.Output)) });
    }
}
