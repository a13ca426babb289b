using System.Globalization;
using YoloGen.Training.Loss;
using YoloGen.Vision;

namespace YoloGen.Training.Optimization;

/// <summary>The files of a run, under the names that users of Ultralytics know.</summary>
internal sealed class RunFolder
{
    private const string Header = "epoch,time,train/box_loss,train/obj_loss,train/cls_loss,metrics/precision(B),metrics/recall(B),metrics/mAP50(B),metrics/mAP50-95(B),lr/pg0,photos/s,photos\n";
    private double best = -1;

    public RunFolder(string path)
    {
        Root = path;
        Directory.CreateDirectory(Path.Combine(path, "weights"));
    }

    public string Root { get; }

    /// <summary>State to resume from.</summary>
    public string LastState => Path.Combine(Root, "weights", "last.safetensors");

    /// <summary>The network with the best mAP at IoU 0.5 so far.</summary>
    public string BestNetwork => Path.Combine(Root, "weights", "best.safetensors");

    /// <summary>The network at the end of the schedule.</summary>
    public string FinalNetwork => Path.Combine(Root, "weights", "final.safetensors");

    /// <summary>Drops what a stopped run wrote after its last state, and remembers its best evaluation.</summary>
    public void Resume(long epochs)
    {
        string file = Path.Combine(Root, "results.csv");
        if (!File.Exists(file))
            return;
        string[] kept = [.. File.ReadAllLines(file).Where((line, i) => i == 0 || long.TryParse(line.Split(',')[0], CultureInfo.InvariantCulture, out long epoch) && epoch <= epochs)];
        File.WriteAllLines(file, kept);
        foreach (string[] columns in kept.Skip(1).Select(l => l.Split(',')).Where(c => c.Length > 7 && c[7].Length > 0))
            IsBest(double.Parse(columns[7], CultureInfo.InvariantCulture));
    }

    /// <summary>The final network's mAP at IoU 0.5 on degraded photos, for reports.</summary>
    public void WriteDegraded(double map) => File.WriteAllText(Path.Combine(Root, "degraded.json"), string.Create(CultureInfo.InvariantCulture, $"{{ \"mAP50\": {map:F5} }}\n"));

    public bool IsBest(double map)
    {
        if (map <= best)
            return false;
        best = map;
        return true;
    }

    public void Append(long epoch, double seconds, LossTerms terms, EvaluationResult? result, double rate, double speed, long photos)
    {
        string file = Path.Combine(Root, "results.csv");
        if (!File.Exists(file))
            File.WriteAllText(file, Header);
        string scores = result is null ? ",,," : string.Create(CultureInfo.InvariantCulture, $"{result.Best.Precision:F5},{result.Best.Recall:F5},{result.Map50:F5},{result.Map50To95:F5}");
        File.AppendAllText(file, string.Create(CultureInfo.InvariantCulture,
            $"{epoch},{seconds:F1},{terms.Box:F5},{terms.Objectness:F5},{terms.Class:F5},{scores},{rate:G6},{speed:F1},{photos}\n"));
    }
}
