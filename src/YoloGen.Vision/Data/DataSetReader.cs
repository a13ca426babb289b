using System.Globalization;
using System.Text;
using YoloGen.Diagnostics;
using YoloGen.Onnx.External;
using YoloGen.Onnx.Files;

namespace YoloGen.Vision;

/// <summary>
/// Reads data sets: an Ultralytics-style data.yaml (path, train, val, test, names), or a folder of photos. Labels lie in "labels" beside
/// "images" as YOLO text, in "Annotations" beside "JPEGImages" or "images" as Pascal VOC XML, or beside the photo with either extension.
/// </summary>
public static class DataSetReader
{
    /// <summary>Largest label file, in bytes.</summary>
    public const long MaxLabelBytes = 16 << 20;

    /// <summary>Most photos of a split.</summary>
    public const int MaxPhotos = 5_000_000;

    /// <summary>Reads a split.</summary>
    /// <param name="source">data.yaml, a folder that holds one, or a folder of photos.</param>
    /// <param name="split">train, val or test; ignored for a folder of photos.</param>
    /// <param name="classNames">Names, where the source has none (a folder with VOC labels lists its own otherwise).</param>
    /// <param name="handling">What to do with broken labels.</param>
    /// <exception cref="YoloGenException">YG0001, YG0703 (all of them, when they are fatal), YG0704.</exception>
    public static DataSet Read(string source, string split = "train", IReadOnlyList<string>? classNames = null, ProblemHandling handling = ProblemHandling.Skip)
    {
        string yaml = Directory.Exists(source) ? Path.Combine(source, "data.yaml") : source;
        var problems = new List<Diagnostic>();
        List<string> photos;
        if (File.Exists(yaml))
        {
            (IReadOnlyList<string> named, photos) = ReadYaml(yaml, split);
            classNames ??= named;
            source = yaml;
        }
        else if (Directory.Exists(source))
        {
            photos = PhotosIn(source);
        }
        else
        {
            throw new YoloGenException(DiagnosticCodes.FileNotReadable, "there is no such data.yaml or folder", source);
        }
        photos.Sort(StringComparer.Ordinal);
        var labels = photos.ConvertAll(FindLabel);
        classNames ??= VocNames(labels);
        var samples = new List<Sample>(photos.Count);
        for (int i = 0; i < photos.Count; i++)
        {
            if (ReadLabels(labels[i], classNames, problems) is { } boxes)
                samples.Add(new Sample(photos[i], labels[i], boxes));
        }
        if (handling == ProblemHandling.Fail && problems.Count > 0)
            throw new YoloGenException(problems);
        return new DataSet(source, split, classNames, samples, problems);
    }

    /// <summary>Opens the header of every photo; leaves out those that cannot be decoded.</summary>
    /// <exception cref="YoloGenException">Everything that is broken, when it is fatal.</exception>
    public static DataSet CheckPhotos(DataSet set, ProblemHandling handling = ProblemHandling.Skip)
    {
        var problems = new List<Diagnostic>();
        var kept = new List<Sample>(set.Samples.Count);
        foreach (Sample sample in set.Samples)
        {
            try
            {
                PhotoReader.ReadSize(sample.PhotoPath);
                kept.Add(sample);
            }
            catch (YoloGenException e)
            {
                problems.AddRange(e.Diagnostics);
            }
        }
        if (handling == ProblemHandling.Fail && problems.Count > 0)
            throw new YoloGenException(problems);
        return set with { Samples = kept, Problems = [.. set.Problems, .. problems] };
    }

    private static (IReadOnlyList<string> Names, List<string> Photos) ReadYaml(string path, string split)
    {
        DataYaml yaml = DataYaml.Parse(ReadText(path), path);
        IReadOnlyList<string> names = ReadNames(yaml, path);
        string folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        string root = yaml["path"]?.Scalar is { } stated ? Path.Combine(folder, stated) : folder;
        DataYaml.YamlValue entry = yaml[split] ?? (split == "test" ? yaml["val"] : null)
            ?? throw new YoloGenException(DiagnosticCodes.BadDataSet, $"there is no '{split}:' that names a folder of photos", path);
        IEnumerable<string> places = entry.Scalar is { } one ? [one] : entry.Items.Select(i => i.Value);
        var photos = new List<string>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (string place in places)
        {
            string full = Path.GetFullPath(Path.Combine(root, place));
            if (!Path.Exists(full))
                full = Path.GetFullPath(Path.Combine(folder, place));
            if (!seen.Add(full))
                continue; // named twice, its photos count once
            if (Directory.Exists(full))
                photos.AddRange(PhotosIn(full));
            else if (File.Exists(full) && full.EndsWith(".txt", StringComparison.OrdinalIgnoreCase))
                photos.AddRange(Listed(full, root));
            else
                throw new YoloGenException(DiagnosticCodes.BadDataSet, $"'{split}' names '{YoloLabels.Short(place, 200)}', which is neither a folder nor a .txt list", path, line: entry.Line);
        }
        if (photos.Count > MaxPhotos)
            throw new YoloGenException(DiagnosticCodes.BadDataSet, $"'{split}' has {photos.Count} photos; up to {MaxPhotos} are read", path, line: entry.Line);
        if (photos.Count == 0)
            throw new YoloGenException(DiagnosticCodes.BadDataSet, $"'{split}' has no photos", path, line: entry.Line);
        return (names, photos);
    }

    private static IReadOnlyList<string> ReadNames(DataYaml yaml, string path)
    {
        DataYaml.YamlValue? names = yaml["names"];
        if (names is null || names.Items.Count == 0)
        {
            if (int.TryParse(yaml["nc"]?.Scalar, NumberStyles.None, CultureInfo.InvariantCulture, out int count) && count is > 0 and <= 10_000)
                return [.. Enumerable.Range(0, count).Select(i => "class" + i.ToString(CultureInfo.InvariantCulture))];
            throw new YoloGenException(DiagnosticCodes.BadDataSet, "there is no 'names:' that lists the classes", path, line: names?.Line ?? 0);
        }
        string?[] ordered = new string?[names.Items.Count];
        for (int i = 0; i < ordered.Length; i++)
        {
            int index = i;
            bool keyed = names.Items[i].Key is { } key;
            if (keyed && (!int.TryParse(names.Items[i].Key, NumberStyles.None, CultureInfo.InvariantCulture, out index) || index >= ordered.Length))
                throw new YoloGenException(DiagnosticCodes.BadDataSet, $"'names' has key '{YoloLabels.Short(names.Items[i].Key!, 40)}'; keys are 0 to {ordered.Length - 1}", path, line: names.Line);
            if (ordered[index] is not null)
                throw new YoloGenException(DiagnosticCodes.BadDataSet, $"'names' has key {index} twice", path, line: names.Line);
            ordered[index] = names.Items[i].Value;
        }
        return ordered!;
    }

    private static List<string> PhotosIn(string folder)
    {
        try
        {
            var options = new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 16, AttributesToSkip = FileAttributes.Hidden };
            return [.. Directory.EnumerateFiles(Path.GetFullPath(folder), "*", options).Where(PhotoReader.IsPhotoName).Take(MaxPhotos)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new YoloGenException(DiagnosticCodes.FileNotReadable, e.Message, folder);
        }
    }

    private static IEnumerable<string> Listed(string list, string root)
        => ReadText(list).Replace('\0', '\uFFFD').Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Take(MaxPhotos)
            .Select(line => Path.GetFullPath(Path.Combine(line.StartsWith("./", StringComparison.Ordinal) ? Path.GetDirectoryName(list)! : root, line)));

    private static string? FindLabel(string photo)
    {
        string folder = Path.GetDirectoryName(photo)!;
        string name = Path.GetFileNameWithoutExtension(photo);
        foreach ((string images, string labels, string extension) in (ReadOnlySpan<(string, string, string)>)[
            ("images", "labels", ".txt"), ("JPEGImages", "Annotations", ".xml"), ("JPEGImages", "labels", ".txt"), ("images", "Annotations", ".xml"), ("images", "annotations", ".xml")])
        {
            if (Swap(folder, images, labels) is { } other && Path.Combine(other, name + extension) is var path && File.Exists(path))
                return path;
        }
        string beside = Path.Combine(folder, name);
        return File.Exists(beside + ".txt") ? beside + ".txt" : File.Exists(beside + ".xml") ? beside + ".xml" : null;
    }

    /// <summary>Replaces the last folder of this name in a path.</summary>
    private static string? Swap(string folder, string from, string to)
    {
        string[] parts = folder.Split(Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar);
        int at = Array.LastIndexOf(parts, from);
        if (at < 0)
            return null;
        parts[at] = to;
        return string.Join(Path.DirectorySeparatorChar, parts);
    }

    private static IReadOnlyList<RelativeBox>? ReadLabels(string? path, IReadOnlyList<string> classNames, List<Diagnostic> problems)
    {
        if (path is null)
            return [];
        try
        {
            string text = ReadText(path);
            return path.EndsWith(".xml", StringComparison.OrdinalIgnoreCase)
                ? VocLabels.Parse(text, classNames, path, problems)
                : YoloLabels.Parse(text, classNames.Count, path, problems);
        }
        catch (YoloGenException e)
        {
            problems.AddRange(e.Diagnostics);
            return null;
        }
    }

    private static IReadOnlyList<string> VocNames(List<string?> labels)
    {
        var names = new SortedSet<string>(StringComparer.Ordinal);
        foreach (string? path in labels)
        {
            if (path is not null && path.EndsWith(".xml", StringComparison.OrdinalIgnoreCase))
                names.UnionWith(VocLabels.Names(ReadText(path), path));
        }
        return names.Count > 0
            ? [.. names]
            : throw new YoloGenException(DiagnosticCodes.BadDataSet, "a folder of photos does not say what the classes are called; give a data.yaml with 'names:'");
    }

    /// <summary>The text of a small file of a data set.</summary>
    internal static string ReadText(string path)
    {
        try
        {
            // Before opening one could block.
            if (FileKinds.Of(LinkResolver.Resolve(path)) is var kind and (FileKind.Pipe or FileKind.Socket or FileKind.Device))
                throw new YoloGenException(DiagnosticCodes.FileNotReadable, $"{FileKinds.Describe(kind)} where a text file is expected", path);
            var info = new FileInfo(path);
            if (info.Length > MaxLabelBytes)
                throw new YoloGenException(DiagnosticCodes.FileTooLarge, $"{info.Length} bytes; up to {MaxLabelBytes} are read", path);
            return File.ReadAllText(path, Encoding.UTF8);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new YoloGenException(DiagnosticCodes.FileNotReadable, e.Message, path);
        }
    }
}
