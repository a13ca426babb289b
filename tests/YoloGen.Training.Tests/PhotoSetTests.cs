using Xunit;
using YoloGen.Diagnostics;
using YoloGen.Training.Data;
using YoloGen.Vision;

namespace YoloGen.Training.Tests;

/// <summary>Broken labels and photos, in both formats: left out and reported, or fatal.</summary>
public sealed class PhotoSetTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("yologen").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Broken_yolo_labels_and_photos_are_reported_with_file_and_line()
    {
        Photos("images");
        Directory.CreateDirectory(Path.Combine(_folder, "labels"));
        File.WriteAllText(Path.Combine(_folder, "labels", "a.txt"), "0 0.5 0.5 0.2 0.2\n1 0.5 x 0.2 0.2\n");
        File.WriteAllText(Path.Combine(_folder, "labels", "b.txt"), "1 0.5 0.5 0.5 0.5\n");
        Check("a.txt", 2);
    }

    [Fact]
    public void Broken_voc_labels_and_photos_are_reported_with_file_and_line()
    {
        Photos("JPEGImages");
        Directory.CreateDirectory(Path.Combine(_folder, "Annotations"));
        string Annotation(string objects) => $"<annotation>\n<size><width>64</width><height>48</height></size>\n{objects}</annotation>";
        string Item(string name, string right) => $"<object><name>{name}</name><bndbox><xmin>10</xmin><ymin>10</ymin><xmax>{right}</xmax><ymax>20</ymax></bndbox></object>\n";
        File.WriteAllText(Path.Combine(_folder, "Annotations", "a.xml"), Annotation(Item("mask", "20") + Item("mask", "wide")));
        File.WriteAllText(Path.Combine(_folder, "Annotations", "b.xml"), Annotation(Item("no_mask", "30")));
        Check("a.xml", 4);
    }

    private void Check(string file, int line)
    {
        string yaml = Path.Combine(_folder, "data.yaml");
        PhotoSet set = PhotoSet.Load(yaml, "train", 832);
        Assert.Equal(["a.png", "b.png"], set.Photos.Select(p => Path.GetFileName(p.File)));
        Assert.All(set.Photos, p => Assert.Single(p.Boxes));
        Assert.Equal([0, 1], set.Photos.Select(p => p.Boxes[0].Class));
        Assert.Contains(set.Problems, p => p.Code == DiagnosticCodes.BadLabel && Path.GetFileName(p.File) == file && p.Line == line);
        Assert.Contains(set.Problems, p => p.Code == DiagnosticCodes.BadPhoto && Path.GetFileName(p.File) == "broken.png");
        var fatal = Assert.Throws<YoloGenException>(() => PhotoSet.Load(yaml, "train", 832, ProblemHandling.Fail));
        Assert.Equal(set.Problems.Count, fatal.Diagnostics.Count);
    }

    private void Photos(string images)
    {
        Directory.CreateDirectory(Path.Combine(_folder, images));
        foreach (string name in new[] { "a", "b" })
            PhotoWriter.Write(new Photo(64, 48), Path.Combine(_folder, images, name + ".png"));
        File.WriteAllBytes(Path.Combine(_folder, images, "broken.png"), [137, 80, 78, 71, 13, 10, 26, 10, 0]);
        File.WriteAllText(Path.Combine(_folder, "data.yaml"), $"path: .\ntrain: {images}\nval: {images}\nnames: [mask, no_mask]\n");
    }
}
