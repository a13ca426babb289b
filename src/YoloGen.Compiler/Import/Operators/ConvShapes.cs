using YoloGen.Compiler.Graph;

namespace YoloGen.Compiler.Import.Operators;

/// <summary>What Conv, QLinearConv and ConvInteger have in common: windows, groups, and shapes that fit.</summary>
internal static class ConvShapes
{
    public static (Windows Windows, int Group) Read(NodeImport n, Tensor x, Tensor w, Tensor? bias)
    {
        Spatial.Check(n, x);
        if (w.Shape.Rank != x.Shape.Rank || w.Shape.Count == 0)
        {
            throw n.BadShape("the weights must have as many dimensions as the input, none of them 0");
        }

        long group = n.Attributes.Int("group", 1);
        if (group < 1 || w.Shape[1] * group != x.Shape[1] || w.Shape[0] % group != 0)
        {
            throw n.BadShape($"{x.Shape[1]} input channels in {group} groups do not fit the weights");
        }

        CheckBias(n, bias, w.Shape[0]);
        return (Windows.Read(n, Spatial.Sizes(x), Windows.KernelOf(n, w.Shape.Dims.AsSpan()), ceil: false), (int)group);
    }

    public static void CheckBias(NodeImport n, Tensor? bias, int channels)
    {
        if (bias is not null && (bias.Shape.Rank != 1 || bias.Shape[0] != channels))
        {
            throw n.BadShape($"the bias must have {channels} values");
        }
    }
}
