using Xunit;
using YoloGen.Diagnostics;
using YoloGen.Tests;

namespace YoloGen.Vision.Tests.Data;

/// <summary>Hostile labels and descriptions through the whole reader of data sets: what has to come of each, in little time and memory.</summary>
public sealed class HostileLabelFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("yologen-").FullName;

    [Fact]
    public void Each_ends_as_it_has_to()
    {
        foreach (string folder in (string[])["images", "labels", "Annotations"])
            Directory.CreateDirectory(At(folder));
        PhotoWriter.Write(new Photo(8, 8), At("images/a.png"));
        var wrong = new List<string>();
        int count = 0;
        _ = Read(); // what a process takes once
        foreach (HostileLabel hostile in HostileLabels.All())
        {
            count++;
            File.WriteAllText(At("data.yaml"), "names: [mask, no_mask]\ntrain: images\n");
            File.WriteAllText(At("labels/a.txt"), "0 0.5 0.5 0.2 0.2\n");
            File.Delete(At("Annotations/a.xml"));
            if (hostile.File == "a.xml")
                File.Delete(At("labels/a.txt"));
            string path = At(hostile.File switch { "a.txt" => "labels/a.txt", "a.xml" => "Annotations/a.xml", var other => other });
            File.WriteAllText(path, hostile.Text);
            string found = "";
            (TimeSpan time, long bytes) = ProcessorTime.Of(() => found = Read());
            if (found != hostile.Outcome && !(hostile.Outcome.Contains("some", StringComparison.Ordinal) && found.StartsWith("0 boxes, ", StringComparison.Ordinal) && found.EndsWith("YG0703", StringComparison.Ordinal)))
                wrong.Add($"{hostile.Name}: {found} instead of {hostile.Outcome}");
            if (time.TotalSeconds > 2 + (2.0 * hostile.Text.Length / 1e6) || bytes > (32 << 20) + (60L * hostile.Text.Length))
                wrong.Add($"{hostile.Name}: {time.TotalSeconds:F2} s and {bytes >> 20} MiB for {hostile.Text.Length} characters");
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.InRange(count, 110, int.MaxValue);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string At(string name) => Path.Combine(_folder, name);

    private string Read()
    {
        try
        {
            DataSet set = DataSetReader.Read(_folder);
            Short(set.Problems);
            int boxes = set.Samples.Sum(s => s.Boxes.Count);
            return set.Problems.Count == 0 ? $"{boxes} boxes" : $"{boxes} boxes, {set.Problems.Count} {string.Join(' ', set.Problems.Select(p => p.Code.Id).Distinct())}";
        }
        catch (YoloGenException e)
        {
            Short(e.Diagnostics);
            return string.Join(' ', e.Diagnostics.Select(d => d.Code.Id).Distinct());
        }
    }

    /// <summary>A message is for a person, however long what it speaks of is.</summary>
    private static void Short(IEnumerable<Diagnostic> found) => Assert.All(found, d => Assert.InRange(d.Message.Length, 10, 600));
}
