using System.Globalization;
using YoloGen.Diagnostics;
using YoloGen.Onnx.Files;
using YoloGen.Training.Loss;
using YoloGen.Training.Plots;
using YoloGen.Vision;

namespace YoloGen.Training.Optimization;

/// <summary>The files of a run, under the names that users of Ultralytics know.</summary>
internal sealed class RunFolder : IDisposable
{
    private const string Header = "epoch,time,train/box_loss,train/obj_loss,train/cls_loss,metrics/precision(B),metrics/recall(B),metrics/mAP50(B),metrics/mAP50-95(B),lr/pg0,photos/s,photos";
    private const string Table = "results.csv", Arguments = "args.json", Weights = "weights", InUse = ".in-use", Last = "last.safetensors", Best = "best.safetensors", Final = "final.safetensors";
    private readonly FileStream _inUse;
    private double _best = -1;

    /// <summary>Refuses a folder in which a run could not write all its files, before photos are read and networks trained for it.</summary>
    /// <exception cref="YoloGenException">YG0003.</exception>
    public static void Check(string path)
    {
        OutputFile.CheckFolder(path, [Table, Arguments, Path.GetFileName(RunResult.PathIn(path)), .. RunPlots.Files]);
        OutputFile.CheckFolder(Path.Combine(path, Weights), [InUse, Last, Best, Final]);
    }

    /// <summary>Creates or opens a folder.</summary>
    /// <exception cref="YoloGenException">Another process writes into it, or files cannot be written there.</exception>
    public RunFolder(string path)
    {
        Check(path);
        Root = path;
        Directory.CreateDirectory(Path.Combine(path, Weights));
        try
        {
            _inUse = new FileStream(Path.Combine(path, Weights, InUse), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
        }
        catch (IOException)
        {
            throw new YoloGenException(DiagnosticCodes.BadTrainingOption, "another run is writing into this folder; wait for it, stop it, or take another --out", path);
        }
        // A run that was killed while it wrote a file left half of it; nobody else writes here now.
        foreach (string file in Directory.GetFiles(path, OutputFile.PartialPattern, SearchOption.AllDirectories))
            File.Delete(file);
    }

    /// <summary>Lets others write into the folder.</summary>
    public void Dispose() => _inUse.Dispose();

    /// <summary>Whether a run was stopped here that can go on, or has ended.</summary>
    public bool HasState => File.Exists(LastState);

    /// <summary>Whether a run has come to the end of its schedule here.</summary>
    public bool IsComplete => File.Exists(FinalNetwork) && File.Exists(RunResult.PathIn(Root));

    /// <summary>Deletes what an earlier run left, so that a new one does not look complete or appends to old tables.</summary>
    public void Clear()
    {
        foreach (string file in new[] { Path.Combine(Root, Table), RunResult.PathIn(Root), LastState, BestNetwork, FinalNetwork })
            File.Delete(file);
    }

    public string Root { get; }

    /// <summary>State to resume from.</summary>
    public string LastState => StateIn(Root);

    /// <summary>Where a run in a folder keeps the state to resume from.</summary>
    public static string StateIn(string root) => Path.Combine(root, Weights, Last);

    /// <summary>The network with the best mAP at IoU 0.5 so far.</summary>
    public string BestNetwork => Path.Combine(Root, Weights, Best);

    /// <summary>The network at the end of the schedule.</summary>
    public string FinalNetwork => Path.Combine(Root, Weights, Final);

    /// <summary>Drops what a stopped run wrote after its last state, and remembers its best evaluation.</summary>
    public void Resume(long epochs)
    {
        string file = Path.Combine(Root, Table);
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
        string file = Path.Combine(Root, Table);
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
        if (map <= _best)
            return false;
        _best = map;
        return true;
    }

    public void Append(long epoch, double seconds, LossTerms terms, EvaluationResult? result, double rate, double speed, long photos)
    {
        string file = Path.Combine(Root, Table), scores = result is null ? ",,," : Scores(result);
        string row = string.Create(CultureInfo.InvariantCulture,
            $"{epoch},{seconds:F1},{terms.Box:F5},{terms.Objectness:F5},{terms.Class:F5},{scores},{rate:G6},{speed:F1},{photos}");
        // Whole each time: half a row on a full disk would be a wrong one.
        WriteWhole(file, [.. File.Exists(file) ? File.ReadAllLines(file) : [Header], row]);
    }

    /// <summary>Writes down how the run was started.</summary>
    public void WriteArguments(TrainingOptions options) => OutputFile.Write(Path.Combine(Root, Arguments), options.ToJson() + "\n");

    private static string Scores(EvaluationResult result)
        => string.Create(CultureInfo.InvariantCulture, $"{result.Best.Precision:F5},{result.Best.Recall:F5},{result.Map50:F5},{result.Map50To95:F5}");

    /// <summary>Writes the file whole or not at all, whenever the process is killed.</summary>
    private static void WriteWhole(string file, string[] lines)
    {
        OutputFile.Write(file, string.Concat(lines.Select(line => line + "\n")));
    }
}
