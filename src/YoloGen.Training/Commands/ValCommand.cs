using System.CommandLine;
using System.Globalization;
using YoloGen.Training.Checkpoints;
using YoloGen.Training.Data;
using YoloGen.Training.Evaluation;
using YoloGen.Training.Network;
using YoloGen.Training.Runtime;
using YoloGen.Vision;

namespace YoloGen.Training.Commands;

/// <summary><c>val</c>: a checkpoint through libtorch, or an ONNX file through ONNX Runtime, with one evaluator.</summary>
internal static class ValCommand
{
    public static Command Create()
    {
        var data = new DataOptions();
        Option<string> model = Verb.Required<string>("--model", "checkpoint (.safetensors) or ONNX file");
        Option<string> split = Verb.Option("--split", "split to evaluate", "val");
        Option<bool> degraded = Verb.Option("--degraded", "degrade the photos first, as the paper does", false);
        Option<int?> size = Verb.Optional<int?>("--size", "input size for a checkpoint; its own by default");
        Option<bool> all = Verb.Option("--thresholds", "also print precision, recall and F1 by score", false);
        var command = new Command("val", "Evaluates a model on labelled photos.") { model, split, degraded, size, all };
        data.AddTo(command);
        command.SetAction(parsed =>
        {
            string path = parsed.GetRequiredValue(model);
            PhotoSet photos = data.Load(parsed, parsed.GetValue(split)!);
            EvaluationResult result;
            if (path.EndsWith(".onnx", StringComparison.OrdinalIgnoreCase))
            {
                using var onnx = new OnnxEvaluator(path);
                result = onnx.Evaluate(photos.Photos, parsed.GetValue(degraded));
            }
            else
            {
                TorchRuntime.Load();
                using var team = new WorkerTeam(Environment.ProcessorCount, 1);
                TorchNetwork network = Checkpoint.LoadNetwork(path);
                if (parsed.GetValue(size) is { } side)
                    network = network.WithSize(side, side);
                result = NetworkEvaluator.Evaluate(network, photos.Photos, team, parsed.GetValue(degraded));
            }
            Print(result, photos.ClassNames, parsed.GetValue(all));
            return 0;
        });
        return command;
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
}
