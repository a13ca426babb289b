using Scriban.Runtime;

namespace YoloGen.Emit;

/// <summary>The variables of the class template for a photo's input that no head knows what to do with.</summary>
internal static class PhotoCode
{
    private const int MostSide = 65535;

    /// <summary>The variables; null where the network's only input is not one photo of three channels.</summary>
    public static ScriptObject? Model(Plan plan)
    {
        if (plan.Inputs.Count != 1 || plan.Tensors[plan.Inputs[0].Tensor] is not { Type: ElementType.Float32 } x || x.Shape.Count != 4 || x.Shape[0] != 1 || (x.Shape[1] != 3 && x.Shape[3] != 3))
        {
            return null;
        }

        bool channelsLast = x.Shape[1] != 3;
        int height = x.Shape[channelsLast ? 1 : 2], width = x.Shape[channelsLast ? 2 : 3];
        return width is < 1 or > MostSide || height is < 1 or > MostSide ? null : new ScriptObject
        {
            ["width"] = width,
            ["height"] = height,
            ["strides"] = channelsLast ? "1, InputWidth * 3, 3" : "InputWidth * InputHeight, InputWidth, 1",
        };
    }
}
