using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;

namespace YoloGen.Quantization.Equalization;

/// <summary>Which input channel each weight of a convolution meets.</summary>
internal static class ChannelWalk
{
    /// <summary>Shows each weight's index in [M, C/Group, kH, kW] with its input channel.</summary>
    public static void ForEach(Node convolution, Action<int, int> visit)
    {
        Shape shape = convolution.Input(1).Shape;
        int taps = shape[2] * shape[3], each = shape[1], perGroup = shape[0] / ((Conv)convolution.Op).Group;
        for (int i = 0; i < shape.Count; i++)
        {
            visit(i, (i / (taps * each) / perGroup * each) + (i / taps % each));
        }
    }
}
