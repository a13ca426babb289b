using Scriban.Runtime;

namespace YoloGen.Emit;

/// <summary>A piece of a row of pixels that a layer has just written.</summary>
/// <param name="Row">Expression: index of the row (or of the chunk of pixels).</param>
/// <param name="PixelsPerRow">Pixels between rows where rows are chunks of contiguous pixels; 0 where they are rows of the feature map.</param>
/// <param name="Width">Expression: pixels.</param>
/// <param name="FirstChannel">Expression: first channel, "" for 0.</param>
/// <param name="Channels">Expression: channels.</param>
/// <param name="WholePixels">Whether the piece has all channels.</param>
internal sealed record RowScope(string Row, int PixelsPerRow, string Width, string FirstChannel, string Channels, bool WholePixels)
{
    /// <summary>A pointer to the piece of a feature map.</summary>
    public string Pointer(LayerScope scope, PlanOperand operand)
    {
        PlanTensor t = scope.View(operand);
        long step = PixelsPerRow > 0 ? PixelsPerRow * t.Strides[3] : t.Strides[2];
        string channel = FirstChannel.Length == 0 || t.Shape[1] == 1 ? "" : " + " + FirstChannel;
        return $"{scope.Pointer(operand)} + {Row}{LoopNest.Times(step)}{channel}";
    }

    /// <summary>A pointer to the piece of a feature map that is written.</summary>
    public string Pointer(LayerScope scope, int tensor) => Pointer(scope, PlanOperand.Tensor(tensor));

    /// <summary>The loop over the pixels of the piece, <c>pixel</c> their index, around a call.</summary>
    public string EachPixel(LayerScope scope, string call) => scope.Render("pixels", new ScriptObject { ["width"] = Width, ["call"] = call }).TrimEnd('\n');
}
