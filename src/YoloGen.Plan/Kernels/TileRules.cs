namespace YoloGen.Plans;

/// <summary>Which convolutions can be computed in tiles of 4 x 4 outputs by Winograd's algorithm F(4x4, 3x3) in exact integers (docs/arithmetic.md).</summary>
public static class TileRules
{
    /// <summary>Side of a tile of outputs.</summary>
    public const int Side = 4;

    /// <summary>Why a layer cannot be computed so at stride 1, or null.</summary>
    public static string? Refusal(Plan plan, QConvLayer layer) => Refusal(plan, layer, 1);

    /// <summary>Why a layer cannot be computed so at stride 2, or null.</summary>
    public static string? RefusalOfStride2(Plan plan, QConvLayer layer) => Refusal(plan, layer, 2);

    private static string? Refusal(Plan plan, QConvLayer layer, int stride)
        => !HasWindow(layer.Window, layer.Groups) || layer.Window.StrideHeight != stride ? $"is no 3x3 convolution of stride {(stride == 1 ? "1" : "2")} over all channels"
            : layer.Schedule.Gathers ? "has windows that are copied side by side"
            : !layer.IsBounded ? "has sums that may be larger than the tiles allow"
            : SizeRefusal(plan, layer);

    /// <summary>Whether it is a 3x3 convolution of stride 1 or 2 over all channels.</summary>
    public static bool HasWindow(ConvWindow w, int groups) => groups == 1 && (w is (3, 3, 1, 1, 1, 1, _, _) or (3, 3, 2, 2, 1, 1, _, _));

    /// <summary>Why its map holds no tile, or null.</summary>
    public static string? SizeRefusal(Plan plan, QConvLayer layer)
    {
        PlanTensor y = plan.Tensors[layer.Y];
        return y.Shape[0] != 1 ? "has more than one image" : y.Shape[2] < Side || y.Shape[3] < Side ? "has a map smaller than a tile" : null;
    }
}
