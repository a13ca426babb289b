namespace YoloGen.Detection.Heads;

/// <summary>UltraFace exported without its decoding.</summary>
internal sealed class UltraFaceRawHead : Head
{
    public override HeadDefinition Definition { get; } = new("ultraface", "UltraFace, boxes as offsets to its priors", "offsets [1, N, 4] and scores [1, N, 1 + C], priors of strides 8, 16, 32, 64")
    {
        Mean = [127f], Scale = [1f / 128f], Resize = ResizeMode.Stretch, ScoreThreshold = 0.5f, IouThreshold = 0.3f,
    };

    public override HeadAnswer Match(HeadQuestion question) => Priors.Match(question, [[10, 16, 24], [32, 48], [64, 96], [128, 192, 256]], [8, 16, 32, 64], points: 0);
}
