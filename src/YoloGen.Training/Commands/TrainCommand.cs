using System.CommandLine;
using System.Globalization;
using TorchSharp;
using YoloGen.Training.Checkpoints;
using YoloGen.Training.Data;
using YoloGen.Training.Network;
using YoloGen.Training.Optimization;
using YoloGen.Training.Runtime;

namespace YoloGen.Training.Commands;

/// <summary><c>train</c>: from scratch, from weights (fine-tuning), or on from a stopped run.</summary>
internal static class TrainCommand
{
    public static Command Create()
    {
        var data = new DataOptions();
        var settings = new TrainingSettings();
        var shape = new NetworkSettings();
        var runs = new RunSettings();
        Option<string> output = Verb.Option("--out", "run folder", "runs/train");
        Option<string?> weights = Verb.Optional<string>("--weights", "checkpoint to start from; its network is taken as it is");
        Option<int?> size = Verb.Optional<int?>("--size", "input width and height in pixels, a multiple of 32 (416)");
        Option<bool> quantize = Verb.Option("--quantize", "train on from --weights as the INT8 network will compute, with the float network as teacher; defaults to 5 epochs at rate 2e-4", false);
        var command = new Command("train", "Trains a network.\n\nExample:\n  dotnet yologen train --data scenes/data.yaml --width 0.25 --size 256 --epochs 20 --out runs/a\n  dotnet yologen train --data scenes/data.yaml --weights runs/a/weights/final.safetensors --quantize --out runs/b") { output, weights, size, quantize };
        shape.AddTo(command);
        data.AddTo(command);
        runs.AddTo(command);
        settings.AddTo(command);
        command.SetAction(parsed =>
        {
            bool quantized = parsed.GetValue(quantize);
            if (quantized && parsed.GetValue(weights) is null)
                throw Verb.Bad("--quantize trains on from --weights; train a float network first");
            TrainingOptions options = settings.Read(parsed, quantized ? TrainingOptions.Quantized(parsed.GetValue(weights)!) : null);
            int? pixels = parsed.GetValue(size) is { } p ? Verb.CheckSize("--size", p) : null;
            string root = parsed.GetValue(output)!;
            RunFolder.Check(root);
            TorchRuntime.Load();
            torch.Device device = settings.Device(parsed);
            if (runs.Resume(parsed) && File.Exists(RunFolder.StateIn(root)))
                options = Checkpoint.ReadOptions(RunFolder.StateIn(root)).Options; // they also say which photos the run trains on
            (PhotoSet photos, PhotoSet validation) = data.LoadFor(parsed, options);
            using var folder = new RunFolder(root);
            TorchNetwork? start = parsed.GetValue(weights) is { } file ? Checkpoint.LoadNetwork(file, device) : null;
            runs.Prepare(parsed, folder);
            bool resumes = folder.HasState;
            if (resumes && folder.IsComplete)
            {
                Console.WriteLine($"{folder.Root}: finished before");
                return 0;
            }
            TorchNetwork network;
            if (resumes)
            {
                network = new TorchNetwork(Checkpoint.LoadSpec(folder.LastState), options.Seed, device);
            }
            else if (start is not null)
            {
                network = pixels is { } side ? start.WithSize(side, side) : start;
                network = quantized && !network.Spec.Quantized ? network.Quantized() : network;
            }
            else
            {
                network = new TorchNetwork(shape.Read(parsed, photos, pixels ?? 416, options.Seed, options.PaperLoss), options.Seed, device);
            }
            if (network.Spec.ClassNames.Count != photos.ClassNames.Count)
                throw Verb.Bad($"the network has {network.Spec.ClassNames.Count} classes, the data set {photos.ClassNames.Count}");
            Describe(network, photos, validation);
            using var trainer = new Trainer(network, options, photos.Photos, validation.Photos, folder, settings.Threads(parsed));
            if (resumes)
                trainer.Resume(folder.LastState);
            folder.WriteArguments(options);
            runs.Train(parsed, trainer);
            return 0;
        });
        return command;
    }

    private static void Describe(TorchNetwork network, PhotoSet photos, PhotoSet validation)
    {
        NetworkSpec spec = network.Spec;
        Console.WriteLine($"{photos.Photos.Count} photos to train on, {validation.Photos.Count} to evaluate with, classes {string.Join(", ", spec.ClassNames)}");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{network.ParameterCount} parameters, {network.Layers.Sum(l => l.MultiplyAdds(spec)) / 1e9:F3} GMAC at {spec.Width}x{spec.Height}, anchors {string.Join(' ', spec.Anchors.Select(a => $"{a.Width:0.#}x{a.Height:0.#}"))}"));
    }
}
