namespace YoloGen.Detection;

/// <summary>What the graph does to one number of each place, as far as a probe tells.</summary>
internal enum FieldKind
{
    /// <summary>There is no probe.</summary>
    Unknown,

    /// <summary>Nothing: the last layer's own values.</summary>
    Raw,

    /// <summary>A sigmoid, or a product of two.</summary>
    Sigmoid,

    /// <summary>A share of a softmax.</summary>
    Share,

    /// <summary>(sigmoid - 1/4) * pi, the angle of an oriented box.</summary>
    Angle,

    /// <summary>Other values from 0 to 1.</summary>
    Unit,

    /// <summary>Values beyond 0 to 1 that differ from place to place: pixels.</summary>
    Coordinate,

    /// <summary>Something else, such as an exponential.</summary>
    Other,
}

internal static class FieldKinds
{
    /// <summary>Whether the values can be probabilities; true where nothing is known.</summary>
    public static bool MayBeScore(this FieldKind kind) => kind is FieldKind.Unknown or FieldKind.Sigmoid or FieldKind.Share or FieldKind.Unit;

    /// <summary>Whether the values can be pixels or shares of the input; true where nothing is known.</summary>
    public static bool MayBeDecoded(this FieldKind kind) => kind is FieldKind.Unknown or FieldKind.Coordinate or FieldKind.Unit;

    /// <summary>Whether the values can be the last layer's own; true where nothing is known.</summary>
    public static bool MayBeRaw(this FieldKind kind) => kind is FieldKind.Unknown or FieldKind.Raw;

    public static string Words(this FieldKind kind) => kind switch
    {
        FieldKind.Raw => "the last layer's own values",
        FieldKind.Sigmoid => "a sigmoid",
        FieldKind.Share => "shares of a softmax",
        FieldKind.Angle => "an angle",
        FieldKind.Coordinate => "pixels",
        FieldKind.Unit => "values from 0 to 1",
        _ => "something else",
    };
}
