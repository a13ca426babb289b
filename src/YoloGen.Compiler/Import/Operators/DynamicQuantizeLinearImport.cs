using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;

namespace YoloGen.Compiler.Import.Operators;

/// <summary>DynamicQuantizeLinear: quantized values, scale and zero point.</summary>
internal static class DynamicQuantizeLinearImport
{
    public static void Import(NodeImport n)
    {
        (Tensor y, Tensor scale, Tensor zero) = Add(n, n.Float(0), named: true);
        n.Alias(y, 0);
        n.Alias(scale, 1);
        n.Alias(zero, 2);
    }

    public static (Tensor Y, Tensor Scale, Tensor Zero) Add(NodeImport n, Tensor x, bool named)
    {
        Tensor[] outputs =
        [
            new Tensor(Name(0, "quantized"), ElementType.UInt8, x.Shape),
            new Tensor(Name(1, "scale"), ElementType.Float32, Graph.Shape.Scalar),
            new Tensor(Name(2, "zero_point"), ElementType.UInt8, Graph.Shape.Scalar),
        ];
        n.State.Nodes.Add(new Node(n.Source.Label, new DynamicQuantizeLinear(), [x], outputs));
        return (outputs[0], outputs[1], outputs[2]);

        string Name(int output, string what) => named && n.WantsOutput(output)
            ? n.State.NameOf(n.Source.Outputs[output])
            : n.State.UniqueName($"{n.Source.Label}/{what}");
    }
}
