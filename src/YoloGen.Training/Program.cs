using System.Globalization;
using TorchSharp;
using YoloGen.Training.Data;
using YoloGen.Training.Network;
using YoloGen.Training.Optimization;
using YoloGen.Training.Runtime;

TorchRuntime.Load();
string Opt(string name, string fallback) { int i = Array.IndexOf(args, "--" + name); return i < 0 ? fallback : args[i + 1]; }
double Num(string name, double fallback) => double.Parse(Opt(name, fallback.ToString(CultureInfo.InvariantCulture)), CultureInfo.InvariantCulture);
torch.set_num_threads((int)Num("threads", 2));
(LabelledPhoto[] train, string[] names) = PhotoFolder.Load(Opt("data", ""), "train", 0);
(LabelledPhoto[] val, _) = PhotoFolder.Load(Opt("data", ""), "val", 0);
int size = (int)Num("size", 416);
Console.WriteLine($"{train.Length} + {val.Length} photos");
var options = TrainingOptions.Best with { Minutes = Num("minutes", 0), Epochs = (int)Num("epochs", 100), Batch = (int)Num("batch", 32), Rate = Num("rate", 2e-3), Seed = (int)Num("seed", 1) };
var anchors = Anchors.Find(train, size, size, options.Seed);
Console.WriteLine(string.Join(" ", anchors.Select(a => $"{a.Width:F1}x{a.Height:F1}")));
var channels = NetworkChannels.Scaled(Num("width", 0.5));
if (args.Contains("--collapsed")) channels = channels.Collapsed();
var spec = new NetworkSpec { ClassNames = names, Width = size, Height = size, Channels = channels, Blocks = Enum.Parse<BlockStyle>(Opt("blocks", "Activated")), Anchors = anchors, CenterScale = 2 };
var network = new TorchNetwork(spec, options.Seed);
Console.WriteLine($"{network.ParameterCount} parameters, {network.Layers.Sum(l => l.MultiplyAdds(spec)) / 1e9:F3} GMAC");
using var trainer = new Trainer(network, options, train, val, new RunFolder(Opt("out", "")));
trainer.Run((long)Num("steps", long.MaxValue), (int)Num("evaluate-every", 1));
