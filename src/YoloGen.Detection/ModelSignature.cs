namespace YoloGen.Detection;

/// <summary>An output of a network: its name and static shape.</summary>
/// <param name="Name">Untrusted text.</param>
/// <param name="Dims">Dimensions, outermost first.</param>
public sealed record OutputSignature(string Name, IReadOnlyList<int> Dims);

/// <summary>What choosing a head needs to know of a network, whether it comes from a graph or from another engine.</summary>
/// <param name="InputDims">Shape of the only input, [1, 3, H, W] or [1, H, W, 3] for detectors.</param>
/// <param name="Outputs">All outputs, in the order of the file.</param>
/// <param name="Metadata">The file's metadata; untrusted text.</param>
public sealed record ModelSignature(IReadOnlyList<int> InputDims, IReadOnlyList<OutputSignature> Outputs, IReadOnlyDictionary<string, string> Metadata)
{
    /// <summary>What the graph does to each output, in their order, null for those where that is not known; null as a whole where nothing is known.</summary>
    public IReadOnlyList<OutputProbe?>? Probes { get; init; }

    /// <summary>Whether the input is one three-channel picture.</summary>
    public bool IsPhotoInput => InputDims.Count == 4 && InputDims[0] == 1 && (InputDims[1] == 3 || InputDims[3] == 3) && InputDims.All(d => d is > 0 and <= 65535);

    /// <summary>Whether the input is [1, H, W, 3].</summary>
    public bool ChannelsLast => InputDims[1] != 3;

    /// <summary>Height of the input in pixels.</summary>
    public int Height => ChannelsLast ? InputDims[1] : InputDims[2];

    /// <summary>Width of the input in pixels.</summary>
    public int Width => ChannelsLast ? InputDims[2] : InputDims[3];

    /// <summary>The coarsest stride of the detector's grids, as the exporter says it (stride); null where it does not.</summary>
    internal int? StatedStride
        => Metadata.TryGetValue("stride", out string? text) && text.Length <= 100 && MetadataText.Numbers(text) is { } strides && strides.Max() is >= 1 and <= 1024 and var coarsest ? (int)coarsest : null;

    /// <summary>Number of cells of the grids of these strides, each rounded up.</summary>
    internal long Cells(params ReadOnlySpan<int> strides)
    {
        long cells = 0;
        foreach (int stride in strides)
            cells += (long)((Width + stride - 1) / stride) * ((Height + stride - 1) / stride);
        return cells;
    }
}
