using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;

namespace YoloGen.Compiler.Passes.Quantized;

/// <summary>A Relu or Clip before a QuantizeLinear whose limits lie outside what the quantized type can express: saturation does its work.</summary>
internal static class AbsorbedClip
{
    /// <summary>The tensor before such nodes.</summary>
    public static Tensor Skip(ForwardRewriter rewriter, Tensor x, QuantParams p)
    {
        while (rewriter.HasOneReader(x) && rewriter.Producer(x) is { Op: Unary op } node && IsRedundant(op, p))
        {
            x = node.Input(0);
        }

        return x;
    }

    private static bool IsRedundant(Unary op, QuantParams p)
    {
        (int low, int high) = p.Type == ElementType.UInt8 ? (0, 255) : (-128, 127);
        return op.Kind switch
        {
            UnaryKind.Relu => p.ZeroPoint == low,

            // ONNX Runtime has two rules; either suffices.
            UnaryKind.Clip => (op.Alpha - (p.Scale * (low - p.ZeroPoint)) <= MachineEpsilon && (p.Scale * (high - p.ZeroPoint)) - op.Beta <= MachineEpsilon)
                || (Level(op.Alpha, p) <= low && Level(op.Beta, p) >= high),
            _ => false,
        };
    }

    /// <summary>Distance from 1 to the next float.</summary>
    private const float MachineEpsilon = 1.1920929e-7f;

    private static double Level(float limit, QuantParams p) => Math.Round((double)(limit / p.Scale), MidpointRounding.ToEven) + p.ZeroPoint;
}
