namespace YoloGen.Detection.Heads;

/// <summary>RetinaFace: offsets to two priors a cell, with five points.</summary>
internal sealed class RetinaFaceHead : Head
{
    public override HeadDefinition Definition { get; } = new(
        "retinaface", "RetinaFace with five points a face", "offsets [1, N, 4], scores [1, N, 2] and points [1, N, 10], priors of strides 8, 16, 32")
    {
        Task = "pose", Bgr = true, Mean = [104f, 117f, 123f], Scale = [1f], ScoreThreshold = 0.5f, IouThreshold = 0.4f,
    };

    public override HeadAnswer Match(HeadQuestion question) => Priors.Match(question, [[16, 32], [64, 128], [256, 512]], [8, 16, 32], points: 5);
}
