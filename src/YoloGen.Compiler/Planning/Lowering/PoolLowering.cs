using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;
using YoloGen.Compiler.Interpreter;
using YoloGen.Emit;

namespace YoloGen.Compiler.Planning;

/// <summary>Pooling, reductions, softmax.</summary>
internal static class PoolLowering
{
    public static void Max(GraphLowering g, Node node) => Window(g, node, "maxpool", ((MaxPool)node.Op).Window, new PlanAttributes());

    public static void Average(GraphLowering g, Node node)
    {
        var op = (AveragePool)node.Op;
        Window(g, node, "avgpool", op.Window, new PlanAttributes().Add("include", op.CountIncludePad ? 1 : 0));
    }

    public static void QuantizedAverage(GraphLowering g, Node node)
    {
        var op = (QAveragePool)node.Op;
        Window(
            g, node, "qavgpool", op.Window,
            new PlanAttributes().Add("include", op.CountIncludePad ? 1 : 0).AddFloats("input_scale", op.X.Scale).Add("input_zero", GraphLowering.StorageZero(op.X))
                .AddFloats("output_scale", op.Y.Scale).Add("output_zero", op.RoundsFirst ? 0 : op.Y.ZeroPoint)
                .Add("shift", op.RoundsFirst ? GraphLowering.StorageZero(op.Y) : GraphLowering.Shift(op.Y.Type)));
    }

    private static void Window(GraphLowering g, Node node, string kind, Window2D w, PlanAttributes attributes)
    {
        Value x = g.InArena(node, 0);
        attributes.Add("kernel", w.KernelH, w.KernelW).Add("stride", w.StrideH, w.StrideW).Add("dilation", w.DilationH, w.DilationW)
            .Add("pad", w.PadTop, w.PadLeft, w.PadBottom, w.PadRight);
        g.Layer(kind, node.Name, [new Operand(x, -1, LayoutNeed.Pixels)], g.Of(node.Output), attributes, LayoutNeed.Pixels);
    }

    public static void QuantizedGlobal(GraphLowering g, Node node)
    {
        var op = (QGlobalAveragePool)node.Op;
        Value x = g.InArena(node, 0);
        float divisor = op.Y.Scale * (float)(x.Shape[2] * x.Shape[3]);
        g.Layer(
            "qglobalpool", node.Name, [new Operand(x, -1, LayoutNeed.Pixels)], g.Of(node.Output),
            new PlanAttributes().Add("input_zero", GraphLowering.StorageZero(op.X)).AddFloats("scale", op.X.Scale / divisor).Add("zero", GraphLowering.StorageZero(op.Y)),
            LayoutNeed.Pixels);
    }

    /// <summary>The layer keeps reduced axes with size 1; without them it is a view.</summary>
    public static void Reduce(GraphLowering g, Node node)
    {
        var op = (Reduce)node.Op;
        Value x = g.InArena(node, 0), y = g.Of(node.Output);
        int[] kept = [.. x.Shape.Dims.Select((d, i) => op.Axes.Contains(i) ? 1 : d)];
        Value full = op.KeepDims ? y : GraphLowering.Temporary(y.Name, y.Type, kept);

        // GlobalMaxPool skips NaNs, ReduceMax keeps them; bytes have none.
        string kind = op is { Kind: ReduceKind.Max, IsGlobalPool: true } && x.Type == ElementType.Float32 ? "MaxNumber" : op.Kind.ToString();
        g.Layer("reduce", node.Name, [x], full, new PlanAttributes().Add("op", kind));
        if (!op.KeepDims)
        {
            g.View(node.Name, new ReshapeView(), full, y);
        }
    }

    public static void ArgMax(GraphLowering g, Node node)
    {
        var op = (ArgMax)node.Op;
        Value x = g.InArena(node, 0), y = g.Of(node.Output);
        int[] kept = [.. x.Shape.Dims.Select((d, i) => i == op.Axis ? 1 : d)];
        Value full = op.KeepDims ? y : GraphLowering.Temporary(y.Name, y.Type, kept);
        g.Layer(
            "argmax", node.Name, [x], full,
            new PlanAttributes().Add("axis", op.Axis).Add("last", op.SelectLast ? 1 : 0).Add("smallest", op.Smallest ? 1 : 0));
        if (!op.KeepDims)
        {
            g.View(node.Name, new ReshapeView(), full, y);
        }
    }

    public static void Softmax(GraphLowering g, Node node)
        => g.Layer("softmax", node.Name, [g.InArena(node, 0)], g.Of(node.Output), new PlanAttributes().Add("axis", ((Softmax)node.Op).Axis), inPlace: true);

    public static void QuantizedSoftmax(GraphLowering g, Node node)
    {
        var op = (QSoftmax)node.Op;
        Value x = g.InArena(node, 0);
        int length = x.Shape[op.Axis];

        float[] table = QSoftmaxEvaluator.Exponentials(op.X.Scale, length);
        g.Layer(
            "qsoftmax", node.Name, [x, Operand.OfWeight(g.Weights.AddFloats(node.Name + ".table", [256], table, resident: true))], g.Of(node.Output),
            new PlanAttributes().Add("axis", op.Axis).AddFloats("factor", QSoftmaxEvaluator.Factor(op.Y)).Add("zero", GraphLowering.StorageZero(op.Y)), inPlace: true);
    }
}
