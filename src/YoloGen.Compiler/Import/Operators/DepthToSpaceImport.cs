using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;

namespace YoloGen.Compiler.Import.Operators;

/// <summary>DepthToSpace and SpaceToDepth.</summary>
internal static class DepthToSpaceImport
{
    public static void DepthToSpace(NodeImport n)
    {
        (Tensor x, int block) = Read(n);
        string mode = n.Attributes.Text("mode", "DCR");
        if (x.Shape[1] % ((long)block * block) != 0 || mode is not ("DCR" or "CRD"))
        {
            throw mode is "DCR" or "CRD" ? n.BadShape($"{x.Shape[1]} channels do not form blocks of {block}") : n.Attributes.Bad($"mode is '{mode}'");
        }

        Shape shape = n.Shape(x.Shape[0], x.Shape[1] / ((long)block * block), (long)x.Shape[2] * block, (long)x.Shape[3] * block);
        n.Result(new DepthToSpace(block, mode == "CRD"), [x], x.Type, shape);
    }

    public static void SpaceToDepth(NodeImport n)
    {
        (Tensor x, int block) = Read(n);
        if (x.Shape[2] % block != 0 || x.Shape[3] % block != 0)
        {
            throw n.BadShape($"height and width are no multiples of {block}");
        }

        n.Result(new SpaceToDepth(block), [x], x.Type, n.Shape(x.Shape[0], (long)x.Shape[1] * block * block, x.Shape[2] / block, x.Shape[3] / block));
    }

    private static (Tensor X, int Block) Read(NodeImport n)
    {
        Tensor x = n.In(0);
        long block = n.Attributes.Int("blocksize");
        return block is < 1 or > 1024 ? throw n.Attributes.Bad($"blocksize is {block}")
            : x.Shape.Rank != 4 ? throw n.BadShape("the input must be [N,C,H,W]")
            : (x, (int)block);
    }
}
