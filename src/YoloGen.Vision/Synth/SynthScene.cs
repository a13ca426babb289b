namespace YoloGen.Vision;

/// <summary>What scenes look like.</summary>
public sealed record SynthOptions
{
    /// <summary>Pixels.</summary>
    public int Width { get; init; } = 416;

    /// <summary>Pixels.</summary>
    public int Height { get; init; } = 416;

    /// <summary>Share of faces with a mask over nose and mouth, 0 to 1.</summary>
    public float MaskShare { get; init; } = 0.5f;

    /// <summary>Share of scenes without any face, 0 to 1.</summary>
    public float EmptyShare { get; init; } = 0.03f;

    /// <summary>Smallest face, in pixels of height.</summary>
    public float MinFace { get; init; } = 12;

    /// <summary>Largest face, in pixels of height.</summary>
    public float MaxFace { get; init; } = 200;

    /// <summary>Most faces in a scene.</summary>
    public int MaxFaces { get; init; } = 14;
}

/// <summary>A drawn scene with its labels: class 0 wears a mask properly, class 1 wears none, or wears it below nose or mouth.</summary>
/// <param name="Photo">The picture.</param>
/// <param name="Labels">Faces, in pixels, clipped to the picture.</param>
internal sealed record SynthScene(Photo Photo, IReadOnlyList<LabelledBox> Labels)
{
    /// <summary>Names of the classes.</summary>
    public static IReadOnlyList<string> ClassNames { get; } = ["mask", "no_mask"];
}
