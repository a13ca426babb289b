using System.Diagnostics;
using TorchSharp;
using YoloGen.Training.Network;
using YoloGen.Training.Runtime;
using static TorchSharp.torch;
TorchRuntime.Load();
foreach (double w in new[] { 1.0, 0.5 })
{
    var s = new NetworkSpec { ClassNames = ["mask", "no_mask"], Channels = NetworkChannels.Scaled(w) };
    foreach (var sp in new[] { s, s with { Channels = s.Channels.Collapsed() } })
        Console.WriteLine($"{w} {NetworkLayers.Of(sp).Sum(l => l.Parameters(sp))} {NetworkLayers.Of(sp).Sum(l => l.MultiplyAdds(sp)) / 1e9:F3} {new TorchNetwork(sp, 0).ParameterCount}");
}
int size = int.Parse(args[0]), batch = int.Parse(args[1]); double width = double.Parse(args[2]); bool collapse = args[3][0] == '1', nhwc = args[4][0] == '1', half = args[5][0] == '1';
set_num_threads(int.Parse(args[6]));
var spec = new NetworkSpec { ClassNames = ["mask", "no_mask"], Width = size, Height = size, Channels = NetworkChannels.Scaled(width), Blocks = BlockStyle.Activated };
if (collapse) spec = spec with { Channels = spec.Channels.Collapsed() };
var net = new TorchNetwork(spec, 1) { Training = true, HalfPrecision = half };
var x = nhwc ? rand(batch, size, size, 3).permute(0, 3, 1, 2) : rand(batch, 3, size, size);
for (int i = 0; i < 6; i++)
{
    using var scope = NewDisposeScope();
    long t = Stopwatch.GetTimestamp();
    var (c, f) = net.Forward(x);
    double fwd = Stopwatch.GetElapsedTime(t).TotalSeconds;
    (c.square().mean() + f.square().mean()).backward();
    double all = Stopwatch.GetElapsedTime(t).TotalSeconds;
    Console.WriteLine($"fwd {fwd * 1000:F0} all {all * 1000:F0} ms, {batch / all:F1}/s");
    foreach (var n in net.Trained) { var g = net[n].grad; g?.zero_(); }
}
