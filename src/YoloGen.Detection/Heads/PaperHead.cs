namespace YoloGen.Detection.Heads;

/// <summary>The order of the paper's network: objectness, x, y, w, h, classes.</summary>
internal sealed class PaperHead : Head
{
    public override HeadDefinition Definition { get; } = new("paper", "anchors with objectness first: objectness, x, y, w, h, classes", "[1, A * (5 + C), H, W] a stride");

    public override HeadAnswer Match(HeadQuestion question) => DarknetHead.Match(question, objectnessFirst: true);
}
