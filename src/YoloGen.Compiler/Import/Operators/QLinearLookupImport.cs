using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;

namespace YoloGen.Compiler.Import.Operators;

/// <summary>com.microsoft QLinearSigmoid and QLinearLeakyRelu: tables. Inputs: X, X_scale, X_zero_point, Y_scale, Y_zero_point.</summary>
internal static class QLinearLookupImport
{
    public static void Sigmoid(NodeImport n) => Import(n, "Sigmoid", ByteTables.Sigmoid);

    public static void LeakyRelu(NodeImport n)
    {
        float alpha = n.Attributes.Float("alpha", 0.01f);
        Import(n, "LeakyRelu", (x, y) => ByteTables.LeakyRelu(x, y, alpha));
    }

    private static void Import(NodeImport n, string source, Func<QuantParams, QuantParams, byte[]> table)
    {
        Tensor x = n.In(0, ElementType.UInt8, ElementType.Int8);
        QuantParams from = Quantization.PerTensor(n, 1, 2, x.Type), to = Quantization.PerTensor(n, 3, 4, x.Type);
        n.Result(new Lookup([.. table(from, to)], source), [x], x.Type, x.Shape);
    }
}
