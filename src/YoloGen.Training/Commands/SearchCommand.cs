using System.CommandLine;
using System.Globalization;
using TorchSharp;
using YoloGen.Training.Data;
using YoloGen.Training.Network;
using YoloGen.Training.Optimization;
using YoloGen.Training.Runtime;

namespace YoloGen.Training.Commands;

/// <summary><c>search-rate</c>: the paper's grid search over learning rates, with short runs.</summary>
internal static class SearchCommand
{
    public static Command Create()
    {
        var data = new DataOptions();
        var settings = new TrainingSettings("paper");
        var shape = new NetworkSettings();
        var runs = new RunSettings();
        Option<double[]> rates = Verb.Option<double[]>("--rates", "learning rates to try", [1e-3, 5e-4, 2e-4, 1e-4]);
        rates.AllowMultipleArgumentsPerToken = true;
        Option<int> size = Verb.Option("--size", "input width and height", 416);
        Option<string> output = Verb.Option("--out", "folder for the runs", "runs/rates");
        var command = new Command("search-rate", "Tries learning rates with short runs and ranks them by mAP.\n\nExample:\n  dotnet yologen search-rate --data data.yaml --rates 0.002 0.001 0.0005 --epochs 3") { rates, size, output };
        data.AddTo(command);
        shape.AddTo(command);
        runs.AddTo(command);
        settings.AddTo(command);
        command.SetAction(parsed =>
        {
            TrainingOptions options = settings.Read(parsed);
            int side = Verb.CheckSize("--size", parsed.GetValue(size));
            double[] grid = parsed.GetValue(rates)!;
            if (grid.Length == 0 || grid.Any(r => r is not (> 0 and < 10)))
                throw Verb.Bad("--rates needs learning rates above 0 and below 10");
            (double Rate, string Name, string Folder)[] places = [.. grid.Select(r => (r, Name(r), Path.Combine(parsed.GetValue(output)!, Name(r))))];
            foreach ((_, _, string place) in places)
                RunFolder.Check(place);
            TorchRuntime.Load();
            PhotoSet photos = data.Load(parsed, "train"), validation = data.Load(parsed, "val");
            var found = new List<(double Rate, double Map)>();
            foreach ((double rate, string name, string place) in places)
            {
                using var folder = new RunFolder(place);
                runs.Prepare(parsed, folder);
                Console.WriteLine($"rate {name}");
                if (!folder.IsComplete)
                {
                    using var network = new TorchNetwork(shape.Read(parsed, photos, side, options.Seed, options.PaperLoss), options.Seed, settings.Device(parsed));
                    using var trainer = new Trainer(network, options with { Rate = rate }, photos.Photos, validation.Photos, folder, settings.Threads(parsed));
                    if (folder.HasState)
                        trainer.Resume(folder.LastState);
                    runs.Train(parsed, trainer);
                }
                found.Add((rate, RunResult.Read(folder.Root)!.Map50));
            }
            foreach ((double rate, double map) in found.OrderByDescending(f => f.Map))
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{rate:R}  mAP50 {map:F4}"));
            return 0;
        });
        return command;
    }

    private static string Name(double rate) => rate.ToString("R", CultureInfo.InvariantCulture);
}
