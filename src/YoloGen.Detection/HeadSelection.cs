namespace YoloGen.Detection;

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

    /// <summary>Whether its boxes have an angle.</summary>
    public bool IsOriented => Head.Task == "obb";

    /// <summary>Points of each object that the network finds beside its box; 0 for none.</summary>
    public int Keypoints { get; init; }

    /// <summary>Pixels of a row of each object's mask; 0 where the network finds none.</summary>
    public int MaskWidth { get; init; }

    /// <summary>Rows of each object's mask.</summary>
    public int MaskHeight { get; init; }

    /// <summary>What was assumed, one line each, for the tool to print.</summary>
    public required IReadOnlyList<string> Assumptions { get; init; }
}
