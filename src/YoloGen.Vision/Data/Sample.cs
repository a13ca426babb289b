using YoloGen.Diagnostics;

namespace YoloGen.Vision;

/// <summary>A labelled box relative to its photo, as in YOLO label files.</summary>
/// <param name="ClassId">Index of the class, from 0.</param>
/// <param name="CenterX">Centre, 0 to 1 of the width.</param>
/// <param name="CenterY">Centre, 0 to 1 of the height.</param>
/// <param name="Width">Above 0, up to 1.</param>
/// <param name="Height">Above 0, up to 1.</param>
public readonly record struct RelativeBox(int ClassId, float CenterX, float CenterY, float Width, float Height)
{
    /// <summary>The box in pixels of a photo of this size.</summary>
    public LabelledBox ToPixels(int photoWidth, int photoHeight)
        => new((CenterX - Width / 2) * photoWidth, (CenterY - Height / 2) * photoHeight, Width * photoWidth, Height * photoHeight, ClassId);
}

/// <summary>A photo and its labels. A photo without boxes shows background.</summary>
/// <param name="PhotoPath">Full path of the photo.</param>
/// <param name="LabelPath">Full path of the label file; null where there is none.</param>
/// <param name="Boxes">The labelled boxes.</param>
public sealed record Sample(string PhotoPath, string? LabelPath, IReadOnlyList<RelativeBox> Boxes);

/// <summary>One split of a data set.</summary>
/// <param name="Source">What was read: the path of data.yaml or of a folder.</param>
/// <param name="Split">Name of the split: train, val, test.</param>
/// <param name="ClassNames">Names of the classes.</param>
/// <param name="Samples">Photos in ordinal order of their paths.</param>
/// <param name="Problems">What was wrong and skipped.</param>
public sealed record DataSet(string Source, string Split, IReadOnlyList<string> ClassNames, IReadOnlyList<Sample> Samples, IReadOnlyList<Diagnostic> Problems);

/// <summary>What to do with broken labels and photos.</summary>
public enum ProblemHandling
{
    /// <summary>Leave out the broken label or photo and list it in <see cref="DataSet.Problems"/>.</summary>
    Skip,

    /// <summary>Refuse the data set, with everything that was found.</summary>
    Fail,
}
