using System.Text;

namespace YoloGen.Training.Data;

/// <summary>Which photos of a data set a run trains on, and how often each is shown in an epoch.</summary>
internal static class PhotoSelection
{
    /// <summary>
    /// Takes a share of the photos out for validation, by a hash of the file's name alone: the same photos whatever else the folder holds, and
    /// on every machine.
    /// </summary>
    /// <param name="photos">Photos of one split.</param>
    /// <param name="share">Share to hold out, 0 to 1.</param>
    /// <param name="fold">Which of the shares, from 0: for a network for each fold, none of which saw its own.</param>
    public static (PhotoSet Kept, PhotoSet HeldOut) HoldOut(PhotoSet photos, double share, int fold = 0)
    {
        ILookup<bool, LabelledPhoto> parts = photos.Photos.ToLookup(p => Fraction(Path.GetFileName(p.File)) is var f && f >= share * fold && f < share * (fold + 1));
        return (photos with { Photos = [.. parts[false]] }, photos with { Photos = [.. parts[true]], Problems = [] });
    }

    /// <summary>Leaves out the photos whose file names are given.</summary>
    public static PhotoSet LeaveOut(PhotoSet photos, IReadOnlySet<string> names) => photos with { Photos = [.. photos.Photos.Where(p => !names.Contains(Path.GetFileName(p.File)))] };

    /// <summary>Lists the photos that show the class with the fewest objects <paramref name="times"/> times.</summary>
    public static IReadOnlyList<LabelledPhoto> RepeatRarest(IReadOnlyList<LabelledPhoto> photos, int times)
    {
        if (times <= 1 || !photos.Any(p => p.Boxes.Length > 0))
            return photos;
        int rarest = photos.SelectMany(p => p.Boxes).GroupBy(b => b.Class).OrderBy(g => g.Count()).ThenBy(g => g.Key).First().Key;
        return [.. photos.SelectMany(p => Enumerable.Repeat(p, p.Boxes.Any(b => b.Class == rarest) ? times : 1))];
    }

    /// <summary>0 (included) to 1 (excluded) from a name: FNV-1a over its UTF-8 bytes, mixed so that names that differ in the last letters spread.</summary>
    internal static double Fraction(string name)
    {
        ulong hash = 0xcbf29ce484222325;
        foreach (byte b in Encoding.UTF8.GetBytes(name))
            hash = (hash ^ b) * 0x100000001b3;
        hash = (hash ^ hash >> 33) * 0xff51afd7ed558ccd;
        hash ^= hash >> 33;
        return (hash >> 11) * (1.0 / (1UL << 53));
    }
}
