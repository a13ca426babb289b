using System.Globalization;
using YoloGen.Diagnostics;
using YoloGen.Onnx.Files;
using YoloGen.Training.Loss;
using YoloGen.Vision;

namespace YoloGen.Training.Optimization;

/// <summary>The files of a run, under the names that users of Ultralytics know.</summary>
internal sealed class RunFolder : IDisposable
{
    private const string Header = "epoch,time,train/box_loss,train/obj_loss,train/cls_loss,metrics/precision(B),metrics/recall(B),metrics/mAP50(B),metrics/mAP50-95(B),lr/pg0,photos/s,photos\n";
    private readonly FileStream inUse;
    private double best = -1;

    /// <summary>Creates or opens a folder.</summary>
    /// <exception cref="YoloGenException">Another process writes into it.</exception>
    public RunFolder(string path)
    {
        Root = path;
        Directory.CreateDirectory(Path.Combine(path, "weights"));
        try
        {
            inUse = new FileStream(Path.Combine(path, "weights", ".in-use"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
        }
        catch (IOException)
        {
            throw new YoloGenException(DiagnosticCodes.BadTrainingOption, "another run is writing into this folder; wait for it, stop it, or take another --out", path);
        }
    }

    /// <summary>Lets others write into the folder.</summary>
    public void Dispose() => inUse.Dispose();

    /// <summary>Whether a run was stopped here that can go on, or has ended.</summary>
    public bool HasState => File.Exists(LastState);

    /// <summary>Whether a run has come to the end of its schedule here.</summary>
    public bool IsComplete => File.Exists(FinalNetwork) && File.Exists(RunResult.PathIn(Root));

    /// <summary>Deletes what an earlier run left, so that a new one does not look complete or appends to old tables.</summary>
    public void Clear()
    {
        foreach (string file in new[] { Path.Combine(Root, "results.csv"), RunResult.PathIn(Root), LastState, BestNetwork, FinalNetwork })
            File.Delete(file);
    }

    public string Root { get; }

    /// <summary>State to resume from.</summary>
    public string LastState => StateIn(Root);

    /// <summary>Where a run in a folder keeps the state to resume from.</summary>
    public static string StateIn(string root) => Path.Combine(root, "weights", "last.safetensors");

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
        WriteWhole(file, kept);
        foreach (string[] columns in kept.Skip(1).Select(l => l.Split(',')).Where(c => c.Length > 7 && c[7].Length > 0))
            IsBest(double.Parse(columns[7], CultureInfo.InvariantCulture));
    }

    /// <summary>Puts scores into the last row, which was written when the schedule ended.</summary>
    public void SetLastScores(EvaluationResult result)
    {
        string file = Path.Combine(Root, "results.csv");
        string[] lines = File.Exists(file) ? File.ReadAllLines(file) : [];
        string[] columns = lines.Length < 2 ? [] : lines[^1].Split(',');
        if (columns.Length < 9)
            return;
        Scores(result).Split(',').CopyTo(columns, 5);
        lines[^1] = string.Join(',', columns);
        WriteWhole(file, lines);
    }

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
        string scores = result is null ? ",,," : Scores(result);
        File.AppendAllText(file, string.Create(CultureInfo.InvariantCulture,
            $"{epoch},{seconds:F1},{terms.Box:F5},{terms.Objectness:F5},{terms.Class:F5},{scores},{rate:G6},{speed:F1},{photos}\n"));
    }

    private static string Scores(EvaluationResult result)
        => string.Create(CultureInfo.InvariantCulture, $"{result.Best.Precision:F5},{result.Best.Recall:F5},{result.Map50:F5},{result.Map50To95:F5}");

    /// <summary>Writes the file whole or not at all, whenever the process is killed.</summary>
    private static void WriteWhole(string file, string[] lines)
    {
        OutputFile.Write(file, string.Concat(lines.Select(line => line + "\n")));
    }
}
