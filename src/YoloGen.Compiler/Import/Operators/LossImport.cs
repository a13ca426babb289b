using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;

namespace YoloGen.Compiler.Import.Operators;

/// <summary>Losses over classes, which some files keep beside the network's outputs.</summary>
internal static class LossImport
{
    /// <summary>Minus the logarithm at each target's class, weighed by class.</summary>
    public static void NegativeLogLikelihood(NodeImport n) => n.Finish(Loss(n, n.Float(0)));

    /// <summary>The same of a LogSoftmax over the classes, which is the second output.</summary>
    public static void SoftmaxCrossEntropy(NodeImport n)
    {
        Tensor x = n.Float(0);
        Check(n, x);
        Tensor shifted = n.Minus(x, n.Reduced(ReduceKind.Max, x, 1));
        Tensor logs = n.Minus(shifted, n.Of(UnaryKind.Log, n.Sum(n.Of(UnaryKind.Exp, shifted), 1)));
        n.Finish(Loss(n, logs));
        n.Finish(logs, 1);
    }

    private static void Check(NodeImport n, Tensor x)
    {
        Tensor target = n.In(1, ElementType.Int32, ElementType.Int64);
        if (x.Shape.Rank < 2 || !x.Shape.Dims.Where((_, i) => i != 1).SequenceEqual(target.Shape.Dims) || (n.Has(2) && !n.Float(2).Shape.Dims.SequenceEqual([x.Shape[1]])))
        {
            throw n.BadShape("the input must be [N,C,...], the target [N,...], the weights [C]");
        }
    }

    private static Tensor Loss(NodeImport n, Tensor logs)
    {
        Check(n, logs);
        Tensor target = n.In(1);
        string reduction = n.Attributes.Text("reduction", "mean");
        Tensor? ignored = null;
        if (n.Attributes.Has("ignore_index") && n.Attributes.Int("ignore_index") is var index && (target.Type != ElementType.Int32 || index == (int)index))
        {
            ignored = n.Of(BinaryKind.Equal, target, n.Whole(target.Type, index));
            target = n.Choose(ignored, n.Whole(target.Type, 0), target);
        }

        Tensor column = n.Reshape(target, n.Shape([target.Shape[0], 1, .. target.Shape.Dims.Skip(1).Select(d => (long)d)]));
        Tensor loss = n.Of(UnaryKind.Neg, n.Reshape(GatherElementsImport.Pick(n, logs, column, 1), target.Shape));
        Tensor? weights = n.Has(2) ? n.Rows(n.Float(2), n.FromFront(target, logs.Shape[1])) : null;
        if (ignored is not null)
        {
            weights = n.Choose(ignored, n.Scalar(0), weights ?? n.Scalar(1));
        }

        loss = weights is null ? loss : n.Times(loss, weights);
        int[] all = [.. Enumerable.Range(0, loss.Shape.Rank)];
        Tensor Whole(Tensor x, ReduceKind kind) => n.Reshape(n.Reduced(kind, x, all), Shape.Scalar);
        return reduction switch
        {
            "none" => loss,
            "sum" => Whole(loss, ReduceKind.Sum),
            "mean" when weights is null => Whole(loss, ReduceKind.Mean),
            "mean" => n.Over(Whole(loss, ReduceKind.Sum), Whole(weights, ReduceKind.Sum)),
            _ => throw n.Attributes.Bad($"reduction is '{reduction}'"),
        };
    }
}
