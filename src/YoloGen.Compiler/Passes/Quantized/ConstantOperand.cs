using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;

namespace YoloGen.Compiler.Passes.Quantized;

/// <summary>Weights and biases: constants behind a DequantizeLinear.</summary>
internal static class ConstantOperand
{
    /// <summary>8-bit constant weights with their parameters, or null.</summary>
    public static (Tensor Bytes, QuantParams Params)? Weights(ForwardRewriter rewriter, Tensor? tensor)
    {
        // A 1-D convolution reads its weights through a Reshape to two dimensions.
        if (tensor is not null && rewriter.Producer(tensor) is { Op: Reshape } reshape && Weights(rewriter, reshape.Input(0)) is { } flat
            && (flat.Params.IsPerTensor || (flat.Params.Axis == 0 && flat.Bytes.Shape[0] == tensor.Shape[0])))
        {
            return (rewriter.Constant(flat.Bytes.Name + ".reshaped", flat.Bytes.Constant!.Reshaped(tensor.Shape)), flat.Params);
        }

        return rewriter.Producer(tensor) is { Op: DequantizeLinear { Params: { } p } } dq && dq.Input(0) is { IsConstant: true } bytes && bytes.Type.IsQuantized()
            ? (bytes, p)
            : null;
    }

    /// <summary>The int32 bias as the file has it, whatever its scale; false if it is something else.</summary>
    public static bool TryInteger(ForwardRewriter rewriter, Tensor? bias, int channels, out Tensor? integers)
    {
        integers = null;
        return bias is null || (Integers(rewriter, bias) is { } found && TryFlatten(rewriter, found.Constant, channels, out integers));
    }

    /// <summary>
    /// Likewise, where the scale is the product of the input's and the weights', and the zero point 0: ONNX Runtime checks it for convolutions,
    /// as the integer form reads the integers with that scale.
    /// </summary>
    public static bool TryMatching(ForwardRewriter rewriter, Tensor? bias, float inputScale, QuantParams weights, int channels, out Tensor? integers)
    {
        integers = null;
        if (bias is not null && Integers(rewriter, bias) is { } found)
        {
            QuantParams p = found.Params;
            int count = Math.Max(p.Scales.Length, weights.Scales.Length);
            for (int c = 0; c < count; c++)
            {
                float expected = inputScale * weights.Scales[weights.IsPerTensor ? 0 : c];
                if ((p.IsPerTensor || p.Scales.Length == count) && !(MathF.Abs(p.Scales[p.IsPerTensor ? 0 : c] - expected) <= 1e-6f + (1e-2f * expected)))
                {
                    return false;
                }
            }

            if (p.ZeroPoints.Any(z => z != 0))
            {
                return false;
            }
        }

        return TryInteger(rewriter, bias, channels, out integers);
    }

    /// <summary>
    /// The int32 bias of a convolution with an epilogue in floats, in units of input scale times weight scale: half a unit is far less than what
    /// the result is rounded to. False if the bias is no constant.
    /// </summary>
    public static bool TryRounded(ForwardRewriter rewriter, Tensor? bias, float inputScale, QuantParams weights, int channels, out Tensor? integers)
    {
        if (TryMatching(rewriter, bias, inputScale, weights, channels, out integers))
        {
            return true;
        }

        TensorData? floats = bias!.Constant ?? (Integers(rewriter, bias) is { } found ? Dequantize(found.Constant, found.Params) : null);
        if (floats is not { Type: ElementType.Float32 } || floats.Shape.Count != channels)
        {
            return false;
        }

        var values = new int[channels];
        for (int c = 0; c < channels; c++)
        {
            float scale = inputScale * weights.Scales[weights.IsPerTensor ? 0 : c];
            double rounded = Rounding.InUnits(floats.Floats[c], scale);
            if (!(Math.Abs(rounded) < 1 << 30))
            {
                return false;
            }

            values[c] = (int)rounded;
        }

        integers = rewriter.Constant(bias.Name + ".int32", new TensorData(Shape.Of(channels), values));
        return true;
    }

    private static (Tensor Constant, QuantParams Params)? Integers(ForwardRewriter rewriter, Tensor bias)
        => rewriter.Producer(bias) is { Op: DequantizeLinear { Params: { } p } } dq && dq.Input(0) is { Constant.Type: ElementType.Int32 } constant ? (constant, p) : null;

    private static bool TryFlatten(ForwardRewriter rewriter, Tensor constant, int channels, out Tensor? flat)
    {
        flat = constant.Shape.Rank == 1 ? constant : rewriter.Constant(constant.Name + ".flat", constant.Constant!.Reshaped(Shape.Of((int)constant.Shape.Count)));
        return constant.Shape.Count == channels;
    }

    private static TensorData Dequantize(Tensor constant, QuantParams p)
        => Interpreter.Interpreter.Evaluate(
            new Node(constant.Name, new DequantizeLinear(p), [constant], [new Tensor("floats", ElementType.Float32, constant.Shape)]), [constant.Constant])[0];
}
