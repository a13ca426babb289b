using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;
using YoloGen.Emit;

namespace YoloGen.Compiler.Planning;

/// <summary>Batch normalization that no convolution took in: a factor and a summand for each channel.</summary>
internal static class NormalizationLowering
{
    public static void Batch(GraphLowering g, Node node)
    {
        Value x = g.Of(node.Input(0)), y = g.Of(node.Output);
        TensorData scale = ConvLowering.Weights(g, node, 1), bias = ConvLowering.Weights(g, node, 2), mean = ConvLowering.Weights(g, node, 3), variance = ConvLowering.Weights(g, node, 4);
        float epsilon = ((BatchNormalization)node.Op).Epsilon;
        int channels = scale.Length;
        var dims = new int[Math.Max(2, x.Shape.Rank)];
        Array.Fill(dims, 1);
        dims[1] = channels;
        Array.Resize(ref dims, x.Shape.Rank);
        (float[] factor, float[] shift) = NormalizationFactors.Single(scale.Floats, bias.Floats, mean.Floats, variance.Floats, epsilon);
        LayerDraft d = g.Draft();
        d.Add(
            new AffineLayer
            {
                Name = node.Name,
                X = d.Read(g.Read(x)),
                Factor = d.Weight(g.Weights.AddFloats(node.Name + ".factor", dims, factor, resident: true)),
                Summand = d.Weight(g.Weights.AddFloats(node.Name + ".shift", dims, shift, resident: true)),
                Y = d.Write(y),
            },
            inPlace: true);
    }
}
