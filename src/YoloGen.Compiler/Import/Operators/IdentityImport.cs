using YoloGen.Compiler.Graph;

namespace YoloGen.Compiler.Import.Operators;

/// <summary>Identity, and Dropout in inference: another name for the input.</summary>
internal static class IdentityImport
{
    public static void Identity(NodeImport n) => n.Alias(n.In(0));

    public static void Dropout(NodeImport n)
    {
        n.Attributes.Ignore("ratio", "seed");
        if (n.Has(2) && n.ConstantOf(2, "training_mode").IntegerAt(0) != 0)
        {
            throw n.Unsupported("training mode is not supported; export the model in evaluation mode");
        }

        n.Alias(n.In(0));
        if (n.WantsOutput(1))
        {
            var kept = new bool[n.In(0).Shape.Count];
            Array.Fill(kept, true);
            n.Alias(n.Constant(new TensorData(n.In(0).Shape, kept), "mask"), 1);
        }
    }
}
