namespace YoloGen.Detection;

/// <summary>How a photo that has not the input's shape is brought to it.</summary>
public enum ResizeMode
{
    /// <summary>Keeps the aspect ratio, centres, pads with 114.</summary>
    Letterbox,

    /// <summary>Fills the input, each direction scaled on its own.</summary>
    Stretch,
}

/// <summary>What the user asked for; null means: as the model's metadata or the head's defaults say.</summary>
public sealed record HeadOptions
{
    /// <summary>Nothing asked for.</summary>
    public static HeadOptions None { get; } = new();

    /// <summary>Id of a head (<see cref="HeadCatalog.All"/>), or "none" for no decoding.</summary>
    public string? Head { get; init; }

    /// <summary>Names of the classes.</summary>
    public IReadOnlyList<string>? Classes { get; init; }

    /// <summary>True when the network's first channel is blue.</summary>
    public bool? Bgr { get; init; }

    /// <summary>One or three values, subtracted from bytes; in the order of the network's channels.</summary>
    public IReadOnlyList<float>? Mean { get; init; }

    /// <summary>One or three factors applied after the mean.</summary>
    public IReadOnlyList<float>? Scale { get; init; }

    /// <summary>Letterbox or stretch.</summary>
    public ResizeMode? Resize { get; init; }

    /// <summary>Anchors: groups separated by ';', finest stride first; width, height in input pixels.</summary>
    public string? Anchors { get; init; }

    /// <summary>Boxes need a score above this, 0 to 1.</summary>
    public float? ScoreThreshold { get; init; }

    /// <summary>Boxes of one class whose IoU exceeds this are one box, 0 to 1.</summary>
    public float? IouThreshold { get; init; }
}
