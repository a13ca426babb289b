using System.Globalization;
using StbImageSharp;
using YoloGen.Diagnostics;

namespace YoloGen.Training.Data;

/// <summary>Reads a split of a data set (photos, and YOLO label files beside them) into memory.</summary>
internal static class PhotoFolder
{
    public static (LabelledPhoto[] Photos, string[] ClassNames) Load(string dataFile, string split, int maximumSide)
    {
        string root = Path.GetDirectoryName(Path.GetFullPath(dataFile))!;
        string[] lines = File.ReadAllLines(dataFile);
        string folder = lines.First(l => l.StartsWith(split + ":", StringComparison.Ordinal)).Split(':', 2)[1].Trim();
        string[] names = [.. lines.Where(l => l.Length > 0 && l[0] == ' ' && l.Contains(':')).Select(l => l.Split(':', 2)[1].Trim())];
        string[] files = [.. Directory.GetFiles(Path.Combine(root, folder)).Order(StringComparer.Ordinal)];
        var photos = new LabelledPhoto?[files.Length];
        Parallel.For(0, files.Length, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, i => photos[i] = Read(files[i], root, folder, maximumSide));
        return ([.. photos.OfType<LabelledPhoto>()], names);
    }

    private static LabelledPhoto? Read(string file, string root, string folder, int maximumSide)
    {
        ImageResult image = ImageResult.FromMemory(File.ReadAllBytes(file), ColorComponents.RedGreenBlue);
        string label = Path.Combine(root, folder.Replace("images", "labels", StringComparison.Ordinal), Path.GetFileNameWithoutExtension(file) + ".txt");
        var boxes = new List<Box>();
        if (File.Exists(label))
        {
            foreach (string line in File.ReadLines(label))
            {
                string[] parts = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
                if (parts.Length < 5)
                    continue;
                float Number(int i) => float.Parse(parts[i], CultureInfo.InvariantCulture);
                boxes.Add(new Box((int)Number(0), Number(1) * image.Width, Number(2) * image.Height, Number(3) * image.Width, Number(4) * image.Height));
            }
        }
        _ = maximumSide;
        return new LabelledPhoto(file, image.Data, image.Width, image.Height, [.. boxes]);
    }
}
