using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;

namespace YoloGen.Quantization.Rewriting;

/// <summary>How an operator uses constant weights.</summary>
/// <param name="Axis">Axis of the output channels; null for one scale.</param>
/// <param name="QuantizesBias">Whether the operator adds an int32 bias to its integer sums.</param>
internal sealed record WeightUse(int? Axis, bool QuantizesBias)
{
    /// <summary>The use of input 1, or null if that stays in floats.</summary>
    public static WeightUse? Of(Node node)
    {
        if (node.Inputs.Count < 2 || node.Input(1) is not { Constant.Type: ElementType.Float32 } w)
        {
            return null;
        }

        bool bias = node.Has(2) && node.Input(2) is { Constant.Type: ElementType.Float32 };
        return node.Op switch
        {
            Conv when !node.Has(2) || bias => new WeightUse(0, bias),
            ConvTranspose op => new WeightUse(op.Group == 1 ? 1 : null, false),
            Gemm { Alpha: 1, TransA: false } op when !node.Has(2) || (bias && op.Beta == 1 && node.Input(2).Shape.Count == node.Output.Shape[1])
                => new WeightUse(op.TransB ? 0 : 1, bias),
            MatMul when w.Shape.Rank == 2 => new WeightUse(1, false),
            _ => null,
        };
    }
}
