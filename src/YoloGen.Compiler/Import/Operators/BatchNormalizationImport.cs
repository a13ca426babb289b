using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;

namespace YoloGen.Compiler.Import.Operators;

/// <summary>BatchNormalization in inference mode.</summary>
internal static class BatchNormalizationImport
{
    public static void Import(NodeImport n)
    {
        Tensor x = n.Float(0);
        n.Attributes.Ignore("momentum");
        if (n.Attributes.Int("training_mode", 0) != 0 || n.Attributes.Int("spatial", 1) != 1)
        {
            throw n.Unsupported("training mode is not supported; export the model in evaluation mode");
        }

        n.OnlyOutput("only training mode has running statistics");
        for (int i = 1; i < 5; i++)
        {
            Tensor p = n.Float(i);
            if (x.Shape.Rank < 2 || p.Shape.Rank != 1 || p.Shape[0] != x.Shape[1])
            {
                throw n.BadShape($"input {i} must have one value for each channel");
            }
        }

        float epsilon = n.Attributes.Float("epsilon", 1e-5f);
        n.Result(new BatchNormalization(epsilon), [x, n.In(1), n.In(2), n.In(3), n.In(4)], ElementType.Float32, x.Shape);
    }
}
