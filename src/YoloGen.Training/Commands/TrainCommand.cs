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
        Option<string> output = Verb.Option("--out", "run folder", "runs/train");
        Option<string?> weights = Verb.Optional<string>("--weights", "checkpoint to start from; its network is taken as it is");
        Option<bool> resume = Verb.Option("--resume", "go on with the run in --out, with the options it was started with", false);
        Option<double> width = Verb.Option("--width", "channel counts as a multiple of the paper's", 1.0);
        Option<bool> collapsed = Verb.Option("--collapsed", "each residual block's linear chain as one convolution, outputs without bottleneck", false);
        Option<BlockStyle> blocks = Verb.Option("--blocks", "what follows the convolutions of residual and attention blocks", BlockStyle.Linear);
        Option<int?> size = Verb.Optional<int?>("--size", "input width and height in pixels, a multiple of 32 (416)");
        Option<int?> anchorSize = Verb.Optional<int?>("--anchor-size", "input size that the anchors are found for, when training at another (--size)");
        Option<float?> center = Verb.Optional<float?>("--center-scale", "factor on the sigmoid of box centres (preset paper 1, best 2)");
        Option<int> every = Verb.Option("--evaluate-every", "epochs between two evaluations", 1);
        var command = new Command("train", "Trains a network.") { output, weights, resume, width, collapsed, blocks, size, anchorSize, center, every };
        data.AddTo(command);
        settings.AddTo(command);
        command.SetAction(parsed =>
        {
            TorchRuntime.Load();
            torch.set_num_threads(settings.Threads(parsed));
            var folder = new RunFolder(parsed.GetValue(output)!);
            bool goesOn = parsed.GetValue(resume);
            TrainingOptions options = goesOn ? Checkpoint.ReadOptions(folder.LastState).Options : settings.Read(parsed);
            PhotoSet photos = data.Load(parsed, "train"), validation = data.Load(parsed, "val");
            int? pixels = parsed.GetValue(size);
            if (pixels is { } p && (p < 64 || p > 4096 || p % 32 != 0))
                throw Verb.Bad($"--size {p}: must be a multiple of 32 from 64 to 4096");

            TorchNetwork network;
            torch.Device device = settings.Device(parsed);
            if (goesOn)
            {
                network = new TorchNetwork(Checkpoint.ReadOptions(folder.LastState).Spec, options.Seed, device);
            }
            else if (parsed.GetValue(weights) is { } start)
            {
                network = Checkpoint.LoadNetwork(start, device);
                if (pixels is { } side)
                    network = network.WithSize(side, side);
            }
            else
            {
                int side = pixels ?? 416, anchorSide = parsed.GetValue(anchorSize) ?? side;
                NetworkChannels channels = NetworkChannels.Scaled(parsed.GetValue(width));
                network = new TorchNetwork(new NetworkSpec
                {
                    ClassNames = photos.ClassNames,
                    Width = side,
                    Height = side,
                    Channels = parsed.GetValue(collapsed) ? channels.Collapsed() : channels,
                    Blocks = parsed.GetValue(blocks),
                    Anchors = Anchors.Find(photos.Photos, anchorSide, anchorSide, options.Seed),
                    CenterScale = parsed.GetValue(center) ?? (options.PaperLoss ? 1 : 2),
                }, options.Seed, device);
            }
            if (network.Spec.ClassNames.Count != photos.ClassNames.Count)
                throw Verb.Bad($"the network has {network.Spec.ClassNames.Count} classes, the data set {photos.ClassNames.Count}");
            Describe(network, photos, validation);
            using var trainer = new Trainer(network, options, photos.Photos, validation.Photos, folder);
            if (goesOn)
                trainer.Resume(folder.LastState);
            File.WriteAllText(Path.Combine(folder.Root, "args.json"), options.ToJson() + "\n");
            trainer.Run(evaluateEvery: parsed.GetValue(every));
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
