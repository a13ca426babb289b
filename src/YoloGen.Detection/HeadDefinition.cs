namespace YoloGen.Detection;

/// <summary>A head: its id, what it is, and how its networks want photos. One line of <see cref="HeadCatalog.All"/>.</summary>
/// <param name="Id">What <c>--head</c> takes.</param>
/// <param name="Description">One line for people.</param>
/// <param name="Outputs">The outputs it decodes, for people.</param>
public sealed record HeadDefinition(string Id, string Description, string Outputs)
{
    /// <summary>What it finds: detect (boxes), pose (boxes with points), segment (boxes with masks), obb (boxes with an angle) or classify (classes of the whole photo).</summary>
    public string Task { get; init; } = "detect";

    /// <summary>Whether the network's first channel is blue.</summary>
    public bool Bgr { get; init; }

    /// <summary>Subtracted from each byte: one number, or one for each channel of the network.</summary>
    public IReadOnlyList<float> Mean { get; init; } = [0f];

    /// <summary>Factor applied then, one or three: value = (byte - mean) * scale.</summary>
    public IReadOnlyList<float> Scale { get; init; } = [1f / 255f];

    /// <summary>Letterbox or stretch.</summary>
    public ResizeMode Resize { get; init; } = ResizeMode.Letterbox;

    /// <summary>Default score a box needs to exceed.</summary>
    public float ScoreThreshold { get; init; } = 0.25f;

    /// <summary>Default IoU above which boxes of a class are one.</summary>
    public float IouThreshold { get; init; } = 0.45f;
}
