using YoloGen.Diagnostics;
using YoloGen.Vision;

namespace YoloGen.Training.Data;

/// <summary>A split of a data set, decoded once and kept in memory.</summary>
/// <param name="ClassNames">Names of the classes.</param>
/// <param name="Photos">Photos that could be decoded, in ordinal order of their paths.</param>
/// <param name="Problems">Broken labels and photos that were left out.</param>
internal sealed record PhotoSet(IReadOnlyList<string> ClassNames, IReadOnlyList<LabelledPhoto> Photos, IReadOnlyList<Diagnostic> Problems)
{
    private static readonly Lock OneLarge = new();

    /// <summary>Reads a split.</summary>
    /// <param name="source">data.yaml or a folder.</param>
    /// <param name="split">"train", "val" or "test".</param>
    /// <param name="largestSide">Larger photos are shrunk to this, in pixels, so that they fit into memory; 0 keeps all.</param>
    /// <param name="handling">Whether broken files are skipped or fatal.</param>
    /// <exception cref="YoloGenException">The data set cannot be read, holds no photos, or has broken files that are fatal.</exception>
    public static PhotoSet Load(string source, string split, int largestSide, ProblemHandling handling = ProblemHandling.Skip)
    {
        DataSet set = DataSetReader.Read(source, split); // fatal ones are thrown below, with the broken photos
        var photos = new LabelledPhoto?[set.Samples.Count];
        var broken = new YoloGenException?[set.Samples.Count];
        Parallel.For(0, photos.Length, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, i =>
        {
            try
            {
                photos[i] = Decode(set.Samples[i], largestSide);
            }
            catch (YoloGenException exception)
            {
                broken[i] = exception;
            }
        });
        Diagnostic[] problems = [.. set.Problems, .. broken.OfType<YoloGenException>().SelectMany(e => e.Diagnostics)];
        if (handling == ProblemHandling.Fail && problems.Length > 0)
            throw new YoloGenException(problems);
        LabelledPhoto[] usable = [.. photos.OfType<LabelledPhoto>()];
        if (usable.Length == 0)
            throw new YoloGenException(DiagnosticCodes.BadDataSet, $"split '{split}' holds no photo that can be decoded", source);
        return new PhotoSet(set.ClassNames, usable, problems);
    }

    private static LabelledPhoto Decode(Sample sample, int largestSide)
    {
        // One large photo at a time: each takes up to 350 MB until it is shrunk.
        (int width, int height) = PhotoReader.ReadSize(sample.PhotoPath);
        if ((long)width * height <= PhotoReader.LargePixels)
            return DecodeNow(sample, largestSide);
        lock (OneLarge)
            return DecodeNow(sample, largestSide);
    }

    private static LabelledPhoto DecodeNow(Sample sample, int largestSide)
    {
        Photo photo = PhotoReader.Read(sample.PhotoPath);
        int side = Math.Max(photo.Width, photo.Height);
        if (largestSide > 0 && side > largestSide)
        {
            double factor = (double)largestSide / side;
            photo = PhotoResizer.Stretch(photo, Math.Max(1, (int)Math.Round(photo.Width * factor)), Math.Max(1, (int)Math.Round(photo.Height * factor)));
        }
        Box[] boxes = [.. sample.Boxes.Select(b => new Box(b.ClassId, b.CenterX * photo.Width, b.CenterY * photo.Height, b.Width * photo.Width, b.Height * photo.Height))];
        return new LabelledPhoto(sample.PhotoPath, photo.Rgb, photo.Width, photo.Height, boxes);
    }
}
