namespace YoloGen.Plans;

/// <summary>Which convolutions can be computed in tiles of 4 x 4 outputs by Winograd's algorithm F(4x4, 3x3) in exact integers (docs/arithmetic.md).</summary>
public static class TileRules
{
    /// <summary>Side of a tile of outputs.</summary>
    public const int Side = 4;

    /// <summary>Why a layer cannot be computed so, or null.</summary>
    public static string? Refusal(Plan plan, QConvLayer layer)
        => !HasWindow(layer.Window, layer.Groups) ? "is no 3x3 convolution of stride 1 over all channels"
            : !layer.IsBounded ? "has sums that 26 bits may not hold, which the tiles need"
            : SizeRefusal(plan, layer);

    /// <summary>Whether it is a 3x3 convolution of stride 1 over all channels.</summary>
    public static bool HasWindow(ConvWindow w, int groups) => groups == 1 && w is (3, 3, 1, 1, 1, 1, _, _);

    /// <summary>Why its map holds no tile, or null.</summary>
    public static string? SizeRefusal(Plan plan, QConvLayer layer)
    {
        PlanTensor y = plan.Tensors[layer.Y];
        return y.Shape[0] != 1 ? "has more than one image" : y.Shape[2] < Side || y.Shape[3] < Side ? "has a map smaller than a tile" : null;
    }
}
