using System.CommandLine;
using System.Globalization;
using TorchSharp;
using YoloGen.Training.Data;
using YoloGen.Training.Evaluation;
using YoloGen.Training.Network;
using YoloGen.Training.Optimization;
using YoloGen.Training.Runtime;
using YoloGen.Vision;

namespace YoloGen.Training.Commands;

/// <summary><c>search-rate</c>: the paper's grid search over learning rates, with short runs.</summary>
internal static class SearchCommand
{
    public static Command Create()
    {
        var data = new DataOptions();
        var settings = new TrainingSettings();
        Option<double[]> rates = Verb.Option<double[]>("--rates", "learning rates to try", [1e-3, 5e-4, 2e-4, 1e-4]);
        rates.AllowMultipleArgumentsPerToken = true;
        Option<double> width = Verb.Option("--width", "channel counts as a multiple of the paper's", 1.0);
        Option<int> size = Verb.Option("--size", "input width and height", 416);
        Option<string> output = Verb.Option("--out", "folder for the runs", "runs/rates");
        var command = new Command("search-rate", "Tries learning rates with short runs and ranks them by mAP.") { rates, width, size, output };
        data.AddTo(command);
        settings.AddTo(command);
        command.SetAction(parsed =>
        {
            TorchRuntime.Load();
            torch.set_num_threads(settings.Threads(parsed));
            PhotoSet photos = data.Load(parsed, "train"), validation = data.Load(parsed, "val");
            TrainingOptions options = settings.Read(parsed);
            int side = parsed.GetValue(size);
            var found = new List<(double Rate, double Map)>();
            foreach (double rate in parsed.GetValue(rates)!)
            {
                var spec = new NetworkSpec
                {
                    ClassNames = photos.ClassNames, Width = side, Height = side, Channels = NetworkChannels.Scaled(parsed.GetValue(width)),
                    Anchors = Anchors.Find(photos.Photos, side, side, options.Seed), CenterScale = options.PaperLoss ? 1 : 2,
                };
                using var network = new TorchNetwork(spec, options.Seed, settings.Device(parsed));
                var folder = new RunFolder(Path.Combine(parsed.GetValue(output)!, rate.ToString("R", CultureInfo.InvariantCulture)));
                using var trainer = new Trainer(network, options with { Rate = rate }, photos.Photos, [], folder);
                trainer.Run();
                EvaluationResult result = NetworkEvaluator.Evaluate(trainer.Result, validation.Photos, options.Batch);
                found.Add((rate, result.Map50));
            }
            foreach ((double rate, double map) in found.OrderByDescending(f => f.Map))
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{rate:R}  mAP50 {map:F4}"));
            return 0;
        });
        return command;
    }
}
