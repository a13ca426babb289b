using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;

namespace YoloGen.Compiler.Passes.Quantized;

/// <summary>Weights and biases: constants behind a DequantizeLinear.</summary>
internal static class ConstantOperand
{
    /// <summary>8-bit constant weights with their parameters, or null.</summary>
    public static (Tensor Bytes, QuantParams Params)? Weights(ForwardRewriter rewriter, Tensor? tensor)
        => rewriter.Producer(tensor) is { Op: DequantizeLinear { Params: { } p } } dq && dq.Input(0) is { IsConstant: true } bytes && bytes.Type.IsQuantized()
            ? (bytes, p)
            : null;

    /// <summary>
    /// The int32 bias: the integers of a dequantized one (whose scale is the product of input and weight scale by definition),
    /// or a float constant divided by that product, rounded half to even. False if the bias is neither.
    /// </summary>
    public static bool TryBias(ForwardRewriter rewriter, Tensor? bias, float inputScale, QuantParams weights, int channels, out Tensor? integers)
    {
        integers = null;
        if (bias is null)
        {
            return true;
        }

        if (rewriter.Producer(bias) is { Op: DequantizeLinear } dq && dq.Input(0) is { Constant.Type: ElementType.Int32 } constant && constant.Shape.Count == channels)
        {
            integers = constant.Shape.Rank == 1 ? constant : rewriter.Constant(constant.Name + ".flat", constant.Constant!.Reshaped(Shape.Of(channels)));
            return true;
        }

        if (bias.Constant is not { Type: ElementType.Float32 } floats || floats.Shape.Count != channels)
        {
            return false;
        }

        var values = new int[channels];
        for (int c = 0; c < channels; c++)
        {
            float scale = inputScale * weights.Scales[weights.IsPerTensor ? 0 : c];
            double rounded = Math.Round((double)(floats.Floats[c] / scale), MidpointRounding.ToEven);
            if (!(Math.Abs(rounded) < 1 << 30))
            {
                return false;
            }

            values[c] = (int)rounded;
        }

        integers = rewriter.Constant(bias.Name + ".int32", new TensorData(Shape.Of(channels), values));
        return true;
    }
}
