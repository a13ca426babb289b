namespace YoloGen.Compiler.Heads;

/// <summary>A head: its id, what it is, and how its networks want photos. One line of <see cref="HeadCatalog.All"/>.</summary>
/// <param name="Id">What <c>--head</c> takes.</param>
/// <param name="Description">One line for people.</param>
/// <param name="Bgr">Whether the network's first channel is blue.</param>
/// <param name="Mean">Subtracted from each byte.</param>
/// <param name="Scale">Factor applied then: value = (byte - mean) * scale.</param>
/// <param name="Resize">Letterbox or stretch.</param>
/// <param name="ScoreThreshold">Default score a box needs to exceed.</param>
/// <param name="IouThreshold">Default IoU above which boxes of a class are one.</param>
public sealed record HeadDefinition(string Id, string Description, bool Bgr, float Mean, float Scale, ResizeMode Resize, float ScoreThreshold, float IouThreshold);

/// <summary>One argument of a decode step.</summary>
/// <param name="Name">Parameter name in the head's Parameters struct.</param>
/// <param name="Literal">C# literal: an int, a float with suffix, true or false.</param>
public sealed record DecodeArgument(string Name, string Literal);

/// <summary>One call of a head's Decode method.</summary>
/// <param name="HeadClass">Class in the support code.</param>
/// <param name="Outputs">Indices of the network's outputs, in the order of the method's spans.</param>
/// <param name="Arguments">Arguments of the head's Parameters constructor, in order.</param>
/// <param name="Anchors">Width, height pairs in input pixels; empty for heads without anchors.</param>
public sealed record DecodeStep(string HeadClass, IReadOnlyList<int> Outputs, IReadOnlyList<DecodeArgument> Arguments, IReadOnlyList<float> Anchors);

/// <summary>Everything that turning photos into boxes needs to know of one network.</summary>
public sealed record HeadSelection
{
    /// <summary>The head.</summary>
    public required HeadDefinition Head { get; init; }

    /// <summary>Calls that decode the outputs.</summary>
    public required IReadOnlyList<DecodeStep> Steps { get; init; }

    /// <summary>Names of the classes; untrusted text.</summary>
    public required IReadOnlyList<string> ClassNames { get; init; }

    /// <summary>Width of the input in pixels.</summary>
    public required int InputWidth { get; init; }

    /// <summary>Height of the input in pixels.</summary>
    public required int InputHeight { get; init; }

    /// <summary>Whether the input is [1, H, W, 3].</summary>
    public required bool InputChannelsLast { get; init; }

    /// <summary>Whether the network's first channel is blue.</summary>
    public required bool Bgr { get; init; }

    /// <summary>Three values in the order of the network's channels.</summary>
    public required IReadOnlyList<float> Mean { get; init; }

    /// <summary>Three factors in the order of the network's channels.</summary>
    public required IReadOnlyList<float> Scale { get; init; }

    /// <summary>Letterbox or stretch.</summary>
    public required ResizeMode Resize { get; init; }

    /// <summary>Boxes need a score above this.</summary>
    public required float ScoreThreshold { get; init; }

    /// <summary>Boxes of one class whose IoU exceeds this are one box.</summary>
    public required float IouThreshold { get; init; }

    /// <summary>Candidates to keep before suppression: one for each place that can hold a box, within a limit.</summary>
    public required int CandidateCapacity { get; init; }

    /// <summary>What was assumed, one line each, for the tool to print.</summary>
    public required IReadOnlyList<string> Assumptions { get; init; }
}
