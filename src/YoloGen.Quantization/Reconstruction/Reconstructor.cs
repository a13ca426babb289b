using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;
using YoloGen.Quantization.Choice;

namespace YoloGen.Quantization.Reconstruction;

/// <summary>
/// Makes up for what bytes do to a convolution: weights are rounded so that its results come out right, and its bias takes away what is left of the shift of
/// each result's mean, by the rounded weights and by the bytes of its input.
/// </summary>
/// <param name="moments">What each convolution reads.</param>
/// <param name="errors">The mean error of each channel of each measured tensor.</param>
internal sealed class Reconstructor(IReadOnlyDictionary<Node, PatchMoments> moments, IReadOnlyDictionary<Tensor, float[]> errors)
{
    private readonly Dictionary<Node, (IReadOnlyList<float> Scales, sbyte[] Bytes)> _rounded = [];

    /// <summary>Rounds a convolution's weights; the nearest bytes where nothing is known of what it reads.</summary>
    public TensorData Round(Node node, TensorData nearest, QuantParams p)
    {
        if (!moments.TryGetValue(node, out PatchMoments? read))
        {
            return nearest;
        }

        if (!_rounded.TryGetValue(node, out (IReadOnlyList<float> Scales, sbyte[] Bytes) done) || !done.Scales.SequenceEqual(p.Scales))
        {
            done = ([.. p.Scales], WeightRounding.Round(node.Input(1).Constant!, nearest.SBytes, [.. p.Scales], read));
            _rounded[node] = done;
        }

        return new TensorData(nearest.Shape, done.Bytes);
    }

    /// <summary>Errors of the inputs where some tensors stay in floats.</summary>
    public ChannelErrors ErrorsIn(QuantizedTensors tensors) => new(tensors, errors);

    /// <summary>The bias that keeps the mean of each result.</summary>
    public float[] Bias(Node node, TensorData bytes, QuantParams p, ChannelErrors inputs)
    {
        float[] bias = node.Input(2).Constant!.Floats;
        if (!moments.TryGetValue(node, out PatchMoments? read))
        {
            return bias;
        }

        float[] weights = node.Input(1).Constant!.Floats;
        float[]? moved = inputs.Of(node.Input(0));
        var kept = new float[bias.Length];
        int groups = ((Conv)node.Op).Group, taps = read.Length / node.Input(1).Shape[1];
        for (int row = 0; row < bias.Length; row++)
        {
            int group = row / (bias.Length / groups);
            double shift = 0, scale = p.Scales[row];
            for (int i = 0; i < read.Length; i++)
            {
                double w = bytes.SBytes[(row * read.Length) + i] * scale;
                shift += (w - weights[(row * read.Length) + i]) * read.Mean(group, i);
                shift += moved is null ? 0 : w * moved[(group * (read.Length / taps)) + (i / taps)] * read.Present(i % taps);
            }

            kept[row] = (float)(bias[row] - shift);
        }

        return kept;
    }
}
