namespace YoloGen.Detection;

/// <summary>A network as heads look at it.</summary>
/// <param name="Signature">Shapes, metadata and probes.</param>
/// <param name="Metadata">The metadata, read.</param>
/// <param name="Anchors">Anchors as the user or the metadata give them.</param>
/// <param name="NamedClasses">How many classes the user or the metadata name; null where they name none.</param>
/// <param name="IsForced">Whether this head was asked for: what only a graph could tell is then believed.</param>
internal sealed record HeadQuestion(ModelSignature Signature, HeadMetadata Metadata, string? Anchors, int? NamedClasses, bool IsForced = false)
{
    public IReadOnlyList<OutputSignature> Outputs => Signature.Outputs;

    /// <summary>An output [1, places, columns] or [places, columns] as a table; null where it has another rank or batch.</summary>
    public Rows? PlacesFirst(int output) => Two(output) is (int first, int second) ? new Rows(output, first, second, false, ProbeOf(output)) : null;

    /// <summary>An output [1, columns, places] as a table; null where it has another rank or batch.</summary>
    public Rows? ColumnsFirst(int output) => Two(output) is (int first, int second) ? new Rows(output, second, first, true, ProbeOf(output)) : null;

    /// <summary>An output [1, channels, height, width] as a table of its cells; null where it has another rank or batch.</summary>
    public Rows? Map(int output)
        => Outputs[output].Dims is [1, > 0 and var channels, > 0 and var height, > 0 and var width] ? new Rows(output, height * width, channels, true, ProbeOf(output)) : null;

    /// <summary>What speaks for a head that has so many classes: the names, else the graph where there is a probe, else the shapes alone.</summary>
    public EvidenceKind Strength(int classes, bool probed, string task)
        => Metadata.Task == task || NamedClasses == classes ? EvidenceKind.Metadata : probed ? EvidenceKind.Graph : EvidenceKind.Shapes;

    /// <summary>What the graph does to an output, if that is known.</summary>
    public OutputProbe? ProbeOf(int output) => Signature.Probes is { } probes && probes.Count > output ? probes[output] : null;

    private (int First, int Second)? Two(int output) => Outputs[output].Dims switch
    {
        [1, > 0 and var first, > 0 and var second] => (first, second),
        [> 0 and var first, > 0 and var second] => (first, second),
        _ => null,
    };
}
