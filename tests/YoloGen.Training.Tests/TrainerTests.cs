using TorchSharp;
using Xunit;
using YoloGen.Training.Data;
using YoloGen.Training.Evaluation;
using YoloGen.Training.Network;
using YoloGen.Training.Optimization;
using YoloGen.Vision;

namespace YoloGen.Training.Tests;

public sealed class TrainerTests : NeedsTorch, IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("yologen").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_resumed_run_has_the_losses_of_an_uninterrupted_one(bool paper)
    {
        torch.set_num_threads(1);
        LabelledPhoto[] photos = Scenes(12, 0);
        TrainingOptions options = (paper ? TrainingOptions.Paper : TrainingOptions.Best) with { Batch = 4, Epochs = 4, HalfPrecision = false, WarmUp = 3 };
        List<double> whole = Train("whole", photos, options, long.MaxValue);
        List<double> first = Train("stopped", photos, options, 5);
        List<double> second = Train("stopped", photos, options, long.MaxValue, resume: true);
        Assert.Equal(12, whole.Count);
        Assert.Equal(whole, [.. first, .. second]);
    }

    [Fact]
    public void A_small_network_learns_synthetic_scenes()
    {
        torch.set_num_threads(Environment.ProcessorCount);
        LabelledPhoto[] photos = Scenes(160, 0), unseen = Scenes(40, 1);
        var spec = new NetworkSpec
        {
            ClassNames = SynthScene.ClassNames, Width = 128, Height = 128, Channels = NetworkChannels.Scaled(0.25).Collapsed(), Blocks = BlockStyle.Activated,
            Anchors = Anchors.Find(photos, 128, 128, 1), CenterScale = 2,
        };
        using var network = new TorchNetwork(spec, 1);
        double before = NetworkEvaluator.Evaluate(network, unseen, 16).Map50;
        using var run = new RunFolder(Path.Combine(folder, "learn"));
        using var trainer = new Trainer(network, TrainingOptions.Best with { Batch = 16, Epochs = 25, WarmUp = 20, AverageDecay = 0.97, HalfPrecision = false }, photos, [], run);
        trainer.Run();
        double after = NetworkEvaluator.Evaluate(trainer.Result, unseen, 16).Map50;
        Assert.True(after > before + 0.2, $"mAP {before} before, {after} after");
        Assert.True(trainer.Losses.TakeLast(10).Average() < trainer.Losses.Take(10).Average() * 0.7);
    }

    private List<double> Train(string name, LabelledPhoto[] photos, TrainingOptions options, long steps, bool resume = false)
    {
        var spec = new NetworkSpec { ClassNames = SynthScene.ClassNames, Width = 64, Height = 64, Channels = NetworkChannels.Scaled(0.125), CenterScale = 2 };
        using var network = new TorchNetwork(spec, options.Seed);
        using var run = new RunFolder(Path.Combine(folder, name));
        using var trainer = new Trainer(network, options, photos, [], run);
        if (resume)
            trainer.Resume(run.LastState);
        trainer.Run(steps);
        return trainer.Losses;
    }

    private static LabelledPhoto[] Scenes(int count, ulong seed) => [.. Enumerable.Range(0, count).Select(i =>
    {
        SynthScene scene = SceneComposer.Draw(seed, i, new SynthOptions { Width = 128, Height = 128, MinFace = 24, MaxFace = 90, MaxFaces = 3 });
        Box[] boxes = [.. scene.Labels.Select(l => new Box(l.ClassId, l.X + l.Width / 2, l.Y + l.Height / 2, l.Width, l.Height))];
        return new LabelledPhoto($"scene {i}", scene.Photo.Rgb, 128, 128, boxes);
    })];
}
