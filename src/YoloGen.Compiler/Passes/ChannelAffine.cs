using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;

namespace YoloGen.Compiler.Passes;

/// <summary>Multiplies and shifts the output channels of a convolution through its weights and bias.</summary>
internal static class ChannelAffine
{
    /// <summary>Emits the convolution with w * scale and b * scale + shift, writing <paramref name="output"/>; false if its weights are not constant floats.</summary>
    public static bool TryFold(ForwardRewriter rewriter, Node conv, double[] scale, double[] shift, Tensor output)
    {
        if (conv.Input(1).Constant is not { Type: ElementType.Float32 } w || (conv.Has(2) && conv.Input(2).Constant is not { Type: ElementType.Float32 }))
        {
            return false;
        }

        int channels = output.Shape[1];
        var weights = (float[])w.Floats.Clone();
        if (conv.Op is ConvTranspose transpose)
        {
            // W is [C, M/group, kH, kW]: output channel = group * M/group + second index.
            int perGroup = w.Shape[1], inPerGroup = w.Shape[0] / transpose.Group, area = w.Shape[2] * w.Shape[3];
            for (int i = 0; i < weights.Length; i++)
            {
                int inChannel = i / (perGroup * area);
                weights[i] = (float)(weights[i] * scale[inChannel / inPerGroup * perGroup + i / area % perGroup]);
            }
        }
        else
        {
            int each = weights.Length / channels;
            for (int i = 0; i < weights.Length; i++)
            {
                weights[i] = (float)(weights[i] * scale[i / each]);
            }
        }

        var bias = new float[channels];
        for (int c = 0; c < channels; c++)
        {
            bias[c] = (float)((conv.Has(2) ? conv.Input(2).Constant!.Floats[c] : 0.0) * scale[c] + shift[c]);
        }

        Tensor newW = rewriter.Constant(conv.Input(1).Name + ".folded", new TensorData(w.Shape, weights));
        Tensor newB = rewriter.Constant(output.Name + ".bias", new TensorData(Shape.Of(channels), bias));
        rewriter.Emit(conv with { Inputs = [conv.Input(0), newW, newB], Outputs = [output] });
        return true;
    }
}
