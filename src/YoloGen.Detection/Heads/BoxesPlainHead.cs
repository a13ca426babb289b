namespace YoloGen.Detection.Heads;

/// <summary>Boxes that the network decoded, beside scores without a background.</summary>
internal sealed class BoxesPlainHead : Head
{
    public override HeadDefinition Definition { get; } = new("boxes-plain", "decoded boxes and scores without a background class", "boxes [1, N, 4] (corners, relative or in pixels) and scores [1, N, C]");

    public override HeadAnswer Match(HeadQuestion question) => BoxesHead.Match(question, background: false);
}
