namespace YoloGen.Detection;

/// <summary>What speaks for a head, the strongest of it.</summary>
internal enum EvidenceKind
{
    /// <summary>The shapes agree in every number.</summary>
    Shapes,

    /// <summary>The graph behind the outputs computes what the head decodes.</summary>
    Graph,

    /// <summary>The model says so.</summary>
    Metadata,
}

/// <summary>What a head found: the calls, the number of classes, the places that can hold a box.</summary>
internal sealed record HeadMatch(IReadOnlyList<DecodeStep> Steps, int Classes, long Places)
{
    /// <summary>What was assumed on the way; printed.</summary>
    public IReadOnlyList<string> Assumptions { get; init; } = [];

    /// <summary>The strongest of the evidence.</summary>
    public EvidenceKind Strength { get; init; }

    /// <summary>What speaks for the head, a clause each.</summary>
    public IReadOnlyList<string> Evidence { get; init; } = [];

    /// <summary>Default of the IoU threshold where it is not the head's.</summary>
    public float? IouThreshold { get; init; }

    /// <summary>Default of the mean where it is not the head's.</summary>
    public IReadOnlyList<float>? Mean { get; init; }

    /// <summary>Default of the scale where it is not the head's.</summary>
    public IReadOnlyList<float>? Scale { get; init; }

    /// <summary>Pixels of a mask's row; 0 where objects have no masks.</summary>
    public int MaskWidth { get; init; }

    /// <summary>Rows of a mask.</summary>
    public int MaskHeight { get; init; }

    /// <summary>Points of each object.</summary>
    public int Keypoints { get; init; }
}

/// <summary>A head's answer to a network: a match, or what speaks against it.</summary>
internal sealed record HeadAnswer(HeadMatch? Match, string Against)
{
    public static HeadAnswer No(string against) => new(null, against);

    public static implicit operator HeadAnswer(HeadMatch match) => new(match, "");
}

/// <summary>A head: one file in Heads, one line in <see cref="HeadCatalog"/>.</summary>
internal abstract class Head
{
    public abstract HeadDefinition Definition { get; }

    /// <summary>Whether the network has this head.</summary>
    public abstract HeadAnswer Match(HeadQuestion question);
}
