using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;
using YoloGen.Compiler.Interpreter;
using YoloGen.Emit;

namespace YoloGen.Compiler.Planning;

/// <summary>Pooling, reductions, softmax.</summary>
internal static class PoolLowering
{
    public static void Max(GraphLowering g, Node node) => Window(g, node, ((MaxPool)node.Op).Window, new MaxPoolLayer());

    public static void Average(GraphLowering g, Node node)
    {
        var op = (AveragePool)node.Op;
        Window(g, node, op.Window, new AveragePoolLayer { IncludesPadding = op.CountIncludePad });
    }

    public static void QuantizedAverage(GraphLowering g, Node node)
    {
        var op = (QAveragePool)node.Op;
        Window(
            g, node, op.Window,
            new QAveragePoolLayer
            {
                IncludesPadding = op.CountIncludePad,
                InputScale = op.X.Scale,
                InputZero = GraphLowering.StorageZero(op.X),
                OutputScale = op.Y.Scale,
                OutputZero = op.Y.ZeroPoint,
                Shift = GraphLowering.Shift(op.Y.Type),
            });
    }

    private static void Window(GraphLowering g, Node node, Window2D w, PoolLayer layer)
    {
        LayerDraft d = g.Draft();
        d.Add(
            layer with
            {
                Name = node.Name,
                X = d.Pixels(g.InArena(node, 0)),
                Y = d.Write(g.Of(node.Output)),
                Window = new PoolWindow(w.KernelH, w.KernelW, w.StrideH, w.StrideW, w.DilationH, w.DilationW, w.PadTop, w.PadLeft, w.PadBottom, w.PadRight),
            },
            LayoutNeed.Pixels);
    }

    public static void QuantizedGlobal(GraphLowering g, Node node)
    {
        var op = (QGlobalAveragePool)node.Op;
        Value x = g.InArena(node, 0);
        LayerDraft d = g.Draft();
        d.Add(
            new QGlobalPoolLayer
            {
                Name = node.Name,
                X = d.Pixels(x),
                Y = d.Write(g.Of(node.Output)),
                InputZero = GraphLowering.StorageZero(op.X),
                Scale = ProductScales.OfMean(op.X, op.Y, x.Shape[2] * x.Shape[3]),
                Zero = GraphLowering.StorageZero(op.Y),
            },
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
        ReduceKind kind = op is { Kind: ReduceKind.Max, IsGlobalPool: true } && x.Type == ElementType.Float32 ? ReduceKind.MaxNumber : op.Kind;
        LayerDraft d = g.Draft();
        d.Add(new ReduceLayer { Name = node.Name, X = d.Read(x), Y = d.Write(full), Function = kind });
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
        LayerDraft d = g.Draft();
        d.Add(new ArgMaxLayer { Name = node.Name, X = d.Read(x), Y = d.Write(full), Axis = op.Axis, SelectsLast = op.SelectLast, IsSmallest = op.Smallest });
        if (!op.KeepDims)
        {
            g.View(node.Name, new ReshapeView(), full, y);
        }
    }

    public static void Softmax(GraphLowering g, Node node)
    {
        LayerDraft d = g.Draft();
        d.Add(new SoftmaxLayer { Name = node.Name, X = d.Read(g.InArena(node, 0)), Y = d.Write(g.Of(node.Output)), Axis = ((Softmax)node.Op).Axis }, inPlace: true);
    }

    public static void QuantizedSoftmax(GraphLowering g, Node node)
    {
        var op = (QSoftmax)node.Op;
        Value x = g.InArena(node, 0);
        int length = x.Shape[op.Axis];

        float[] table = QSoftmaxEvaluator.Exponentials(op.X.Scale, length);
        LayerDraft d = g.Draft();
        d.Add(
            new QSoftmaxLayer
            {
                Name = node.Name,
                X = d.Read(x),
                Table = d.Weight(g.Weights.AddFloats(node.Name + ".table", [256], table, resident: true)),
                Y = d.Write(g.Of(node.Output)),
                Axis = op.Axis,
                Factor = QSoftmaxEvaluator.Factor(op.Y),
                Zero = GraphLowering.StorageZero(op.Y),
            },
            inPlace: true);
    }
}
