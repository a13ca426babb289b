using System.CommandLine;
using System.Globalization;
using YoloGen.Diagnostics;
using YoloGen.Onnx.Files;
using YoloGen.Training.Checkpoints;
using YoloGen.Training.Data;
using YoloGen.Training.Evaluation;
using YoloGen.Training.Export;
using YoloGen.Training.Network;
using YoloGen.Training.Plots;
using YoloGen.Training.Runtime;
using YoloGen.Vision;

namespace YoloGen.Training.Commands;

/// <summary><c>val</c>: a checkpoint by libtorch, or an ONNX file by ONNX Runtime or as the compiled class, with one evaluator.</summary>
internal static class ValCommand
{
    private const string SummaryFile = "val.json";

    public static Command Create()
    {
        var data = new DataOptions();
        Option<string> model = Verb.Required<string>("--model", "checkpoint (.safetensors) or ONNX file");
        Option<string> engine = new Option<string>("--engine") { Description = "what runs the model; auto: torch for a checkpoint, ONNX Runtime (ort) for an ONNX file", DefaultValueFactory = _ => "auto" }
            .Among("auto", "torch", "ort", "compiled");
        Option<bool> compiled = Verb.Option("--compiled", "the same as --engine compiled: the class that YoloGen emits", false);
        Option<string> split = Verb.Option("--split", "split to evaluate", "val");
        Option<double> holdOut = Verb.Option("--hold-out", "evaluate only the share of the split that train --hold-out keeps away from training (with --split train)", 0.0);
        Option<int> fold = Verb.Option("--fold", "which of the shares --hold-out takes, from 0", 0);
        Option<string?> suspects = Verb.Optional<string>("--suspects", "folder for a list, with pictures, of labels that a model which was not trained on them contradicts (needs --hold-out)");
        Option<bool> degraded = Verb.Option("--degraded", "evaluate on degraded photos too, as the paper does", false);
        Option<int?> size = Verb.Optional<int?>("--size", "input size for a checkpoint; its own by default");
        Option<bool> all = Verb.Option("--thresholds", "also print precision, recall and F1 by score", false);
        Option<int> threads = Verb.Option("--threads", "threads to compute with; 0 for one a processor", 0);
        Option<string?> classes = Verb.Optional<string>("--map", "which class of the model counts as which of the data set, as MODEL=DATA,MODEL=DATA with names or numbers; others are left out");
        Option<string?> output = Verb.Optional<string>("--out", "folder for val.json (which report reads), curves and photos with boxes");
        var command = new Command("val", "Evaluates a model on labelled photos: boxes, poses (OKS), masks, boxes with an angle, or classes (top-1, top-5), as the model's task is.\n\nExample:\n  dotnet yologen val --model face.onnx --data data.yaml --engine compiled --degraded") { model, engine, compiled, split, holdOut, fold, suspects, degraded, size, all, threads, classes, output };
        data.AddTo(command);
        command.SetAction(parsed =>
        {
            string path = parsed.GetRequiredValue(model), how = parsed.GetValue(compiled) ? "compiled" : parsed.GetValue(engine)!;
            if (!File.Exists(path))
                throw new YoloGenException(DiagnosticCodes.FileNotReadable, Directory.Exists(path) ? "a folder where a model file is expected" : "the file does not exist", path);
            bool onnx = path.EndsWith(".onnx", StringComparison.OrdinalIgnoreCase);
            if (how == "auto")
                how = onnx ? "ort" : "torch";
            if (onnx && how == "torch")
                throw Verb.Bad("--engine torch runs checkpoints (.safetensors); an ONNX file runs with ort or compiled");
            if (parsed.GetValue(output) is { } place)
                OutputFile.CheckFolder(place, [SummaryFile, .. RunPlots.EvaluationFiles]);
            if (parsed.GetValue(suspects) is { } list)
                LabelSuspects.Check(list);
            int count = parsed.GetValue(threads) is > 0 and var n ? n : Environment.ProcessorCount;
            if (onnx && TaskOf(path, how, count) is { } taskDetector)
            {
                using (taskDetector)
                    return ValidateTask(taskDetector, path, how, data.Source(parsed), parsed.GetValue(split)!, parsed.GetValue(output), parsed.GetValue(degraded) || parsed.GetValue(holdOut) != 0 || parsed.GetValue(classes) is not null);
            }
            PhotoSet photos = data.Load(parsed, parsed.GetValue(split)!);
            if (parsed.GetValue(holdOut) is not 0 and var share)
                photos = share is > 0 and < 1 && PhotoSelection.HoldOut(photos, share, parsed.GetValue(fold)).HeldOut is { Photos.Count: > 0 } held ? held : throw Verb.Bad("--hold-out must be above 0 and below 1, and large enough to leave a photo");
            if (parsed.GetValue(suspects) is not null && (parsed.GetValue(holdOut) == 0 || parsed.GetValue(split) != "train"))
                throw Verb.Bad("--suspects looks at photos that train --hold-out kept away from the model: give --split train and the same --hold-out and --fold");
            string? exported = onnx || how == "torch" ? null : Export(path, parsed.GetValue(size));
            try
            {
                Func<bool, IList<DetectedBox[]>?, EvaluationResult> evaluate;
                using var parts = new Disposables();
                if (how == "torch")
                {
                    TorchRuntime.Load();
                    TorchNetwork network = Checkpoint.LoadNetwork(path);
                    if (parsed.GetValue(size) is { } side)
                        network = network.WithSize(Verb.CheckSize("--size", side), side);
                    if (!Match(network.Spec.ClassNames, photos, parsed.GetValue(classes)).IsIdentity)
                        throw Verb.Bad("classes are mapped by --engine ort or compiled");
                    WorkerTeam team = parts.Add(new WorkerTeam(count, 1));
                    evaluate = (degrade, found) => NetworkEvaluator.Evaluate(network, photos.Photos, team, degrade, found);
                }
                else
                {
                    IPhotoDetector detector = parts.Add<IPhotoDetector>(how == "ort" ? new OnnxDetector(exported ?? path) : new CompiledDetector(exported ?? path, count));
                    ClassMap map = Match(detector.ClassNames, photos, parsed.GetValue(classes));
                    evaluate = (degrade, found) => DetectorEvaluator.Evaluate(detector, photos.Photos, degrade, photos.ClassNames, map, found);
                }
                var boxes = new List<DetectedBox[]>();
                EvaluationResult clean = evaluate(false, boxes);
                Print(clean, photos.ClassNames, parsed.GetValue(all));
                EvaluationResult? worse = parsed.GetValue(degraded) ? evaluate(true, null) : null;
                if (worse is not null)
                {
                    Console.WriteLine("degraded:");
                    Print(worse, photos.ClassNames, parsed.GetValue(all));
                }
                if (parsed.GetValue(suspects) is { } suspectsFolder)
                    LabelSuspects.Write(suspectsFolder, photos.Photos, boxes, photos.ClassNames, pictures: 100);
                if (parsed.GetValue(output) is { } folder)
                    Write(folder, path, how, clean, worse, boxes, photos);
            }
            finally
            {
                if (exported is not null)
                    File.Delete(exported);
            }
            return 0;
        });
        return command;
    }

    /// <summary>A model whose task is more than boxes; null for others, which are opened when their photos are read.</summary>
    private static IPhotoDetector? TaskOf(string path, string how, int threads)
    {
        IPhotoDetector detector = how == "ort" ? new OnnxDetector(path) : new CompiledDetector(path, threads);
        if (detector.Task != "detect")
            return detector;
        detector.Dispose();
        return null;
    }

    private static int ValidateTask(IPhotoDetector detector, string path, string engine, string source, string split, string? folder, bool others)
    {
        if (others)
            throw Verb.Bad($"--degraded, --hold-out and --map are for models that find boxes; this one's task is {detector.Task}");
        var problems = new List<Diagnostic>();
        TaskResult result = TaskValidation.Run(detector, source, split, problems);
        foreach (Diagnostic problem in problems.Take(20))
            Console.Error.WriteLine(problem);
        if (problems.Count > 20)
            Console.Error.WriteLine($"... and {problems.Count - 20} more");
        TaskValidation.Print(result);
        if (folder is null)
            return 0;
        Directory.CreateDirectory(folder);
        TaskScore? last = result.Scores.Count > 0 ? result.Scores[^1] : null;
        new EvaluationSummary
        {
            Model = Path.GetFileName(path), Engine = engine, Bytes = new FileInfo(path).Length, Photos = result.Photos, Task = detector.Task,
            Map50 = last?.Result.Map50 ?? 0, Map = last?.Result.Map50To95 ?? 0, Top1 = result.Top1, Top5 = result.Top5,
        }.Write(Path.Combine(folder, SummaryFile));
        return 0;
    }

    private static ClassMap Match(IReadOnlyList<string> model, PhotoSet photos, string? asked)
    {
        ClassMap map = ClassMap.Find(model, photos.ClassNames, asked);
        if (map.Note is { } note)
            Console.Error.WriteLine($"note: {note}");
        return map;
    }

    /// <summary>A checkpoint as an ONNX file, for the engines that read those.</summary>
    private static string Export(string checkpoint, int? size)
    {
        TorchRuntime.Load();
        TorchNetwork network = Checkpoint.LoadNetwork(checkpoint);
        if (size is { } side)
            network = network.WithSize(Verb.CheckSize("--size", side), side);
        string path = Path.Combine(Path.GetTempPath(), $"yologen-{Guid.NewGuid():N}.onnx");
        OutputFile.Write(path, OnnxExporter.Export(network, fold: true));
        return path;
    }

    private static void Write(string folder, string path, string engine, EvaluationResult clean, EvaluationResult? degraded, List<DetectedBox[]> boxes, PhotoSet photos)
    {
        Directory.CreateDirectory(folder);
        RunPlots.Evaluation(folder, clean, photos.ClassNames);
        RunPlots.Photos(folder, photos.Photos, [.. boxes.Select(b => b.Where(x => x.Score >= 0.25f).ToArray())], photos.ClassNames);
        new EvaluationSummary
        {
            Model = Path.GetFileName(path), Engine = engine, Bytes = new FileInfo(path).Length, Photos = clean.Images, Map50 = clean.Map50, Map = clean.Map50To95, DegradedMap50 = degraded?.Map50,
        }.Write(Path.Combine(folder, SummaryFile));
    }

    private static void Print(EvaluationResult result, IReadOnlyList<string> names, bool thresholds)
    {
        static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
        foreach (ClassMetrics c in result.Classes)
            Console.WriteLine(Text($"{(c.ClassId < names.Count ? names[c.ClassId] : c.ClassId.ToString(CultureInfo.InvariantCulture)),-12} labels {c.Labels,6}  AP50 {c.Ap50:F4}  AP50-95 {c.Ap50To95:F4}"));
        ThresholdMetrics best = result.Best;
        Console.WriteLine(Text($"{"all",-12} photos {result.Images,6}  mAP50 {result.Map50:F4}  mAP50-95 {result.Map50To95:F4}  best F1 {best.F1:F3} at score {best.Threshold:F2} (P {best.Precision:F3}, R {best.Recall:F3})"));
        if (!thresholds)
            return;
        foreach (ThresholdMetrics t in result.ByThreshold.Where((_, i) => i % 5 == 0))
            Console.WriteLine(Text($"score {t.Threshold:F2}  P {t.Precision:F3}  R {t.Recall:F3}  F1 {t.F1:F3}"));
    }

    /// <summary>Disposes what it was given, whichever engine that is.</summary>
    private sealed class Disposables : IDisposable
    {
        private readonly List<IDisposable> _all = [];

        public T Add<T>(T item)
            where T : IDisposable
        {
            _all.Add(item);
            return item;
        }

        public void Dispose() => _all.ForEach(d => d.Dispose());
    }
}
