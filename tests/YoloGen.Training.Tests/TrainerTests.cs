using Xunit;
using YoloGen.Training.Data;
using YoloGen.Training.Evaluation;
using YoloGen.Training.Loss;
using YoloGen.Training.Network;
using YoloGen.Training.Optimization;
using YoloGen.Training.Runtime;
using YoloGen.Vision;

namespace YoloGen.Training.Tests;

public sealed class TrainerTests : NeedsTorch, IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("yologen").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(false, 1, false)]
    [InlineData(true, 1, false)]
    [InlineData(false, 2, false)]
    [InlineData(true, 3, false)]
    [InlineData(false, 2, true)]
    public void A_resumed_run_has_the_losses_of_an_uninterrupted_one(bool paper, int workers, bool pyramid)
    {
        LabelledPhoto[] photos = Scenes(12, 0);
        TrainingOptions options = (paper ? TrainingOptions.Paper : TrainingOptions.Best) with { Batch = 4, Workers = workers, Epochs = 4, HalfPrecision = false, WarmUp = 3 };
        NetworkSpec spec = pyramid
            ? PyramidTests.Spec(0.25, 64, 64)
            : new NetworkSpec { ClassNames = SynthScene.ClassNames, Width = 64, Height = 64, Channels = NetworkChannels.Scaled(0.125), CenterScale = 2 };
        List<double> whole = Train("whole", spec, photos, options, long.MaxValue);
        List<double> first = Train("stopped", spec, photos, options, 5);
        List<double> second = Train("stopped", spec, photos, options, long.MaxValue, resume: true);
        Assert.Equal(12, whole.Count);
        Assert.Equal(whole, [.. first, .. second]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_small_network_learns_synthetic_scenes(bool pyramid)
    {
        using var team = new WorkerTeam(Environment.ProcessorCount, 1);
        LabelledPhoto[] photos = Scenes(160, 0), unseen = Scenes(40, 1);
        NetworkSpec spec = pyramid ? PyramidTests.Spec(0.5, 128, 128) : new NetworkSpec
        {
            ClassNames = SynthScene.ClassNames, Width = 128, Height = 128, Channels = NetworkChannels.Scaled(0.25).Collapsed(), Blocks = BlockStyle.Activated,
            Anchors = Anchors.Find(photos, 128, 128, 1), CenterScale = 2,
        };
        using var network = new TorchNetwork(spec, 1);
        double before = NetworkEvaluator.Evaluate(network, unseen, team).Map50;
        using var run = new RunFolder(Path.Combine(_folder, "learn"));
        using var trainer = new Trainer(network, TrainingOptions.Best with { Batch = 16, Epochs = 25, WarmUp = 20, AverageDecay = 0.97, HalfPrecision = false }, photos, [], run);
        trainer.Run();
        double after = NetworkEvaluator.Evaluate(trainer.Result, unseen, team).Map50;
        Assert.True(after > before + 0.2, $"mAP {before} before, {after} after");
        double start = trainer.Losses.Take(10).Average(), end = trainer.Losses.TakeLast(10).Average();
        Assert.True(end < start * 0.75, $"loss {start} at the start, {end} at the end, mAP {after}");
    }

    /// <summary>With BatchNormalization as it is in use, parts of a batch have the gradients of the whole.</summary>
    [Fact]
    public void Workers_have_the_gradients_of_the_whole_batch_where_photos_do_not_meet()
    {
        LabelledPhoto[] photos = Scenes(6, 3);
        var spec = new NetworkSpec { ClassNames = SynthScene.ClassNames, Width = 64, Height = 64, Channels = NetworkChannels.Scaled(0.125), CenterScale = 2 };
        var batch = new Batch([.. photos.SelectMany(p => PhotoResizer.Letterbox(new Photo(p.Width, p.Height, p.Pixels), 64, 64).Rgb)],
            [.. photos.Select(p => p.Boxes.Select(b => new Box(b.Class, b.CenterX / 2, b.CenterY / 2, b.Width / 2, b.Height / 2)).ToArray())]);
        Dictionary<string, float[]> Gradients(int workers)
        {
            using TorchNetwork network = PruningTests.Shaken(spec);
            using var team = new WorkerTeam(workers, 1);
            using var step = new ParallelStep(network, team);
            step.Run(batch, new BestLoss(spec));
            return network.Trained.ToDictionary(n => n, n => Enumerable.Range(0, (int)network[n].numel()).Select(i => step.Replicas.Sum(r => r[n].grad!.data<float>()[i])).ToArray());
        }
        Dictionary<string, float[]> whole = Gradients(1), parts = Gradients(3);
        foreach ((string name, float[] expected) in whole)
        {
            double scale = Math.Max(1e-3, expected.Max(Math.Abs));
            for (int i = 0; i < expected.Length; i++)
                Assert.True(Math.Abs(expected[i] - parts[name][i]) < 1e-3 * scale, $"{name} {i}: {expected[i]} and {parts[name][i]}");
        }
    }

    private List<double> Train(string name, NetworkSpec spec, LabelledPhoto[] photos, TrainingOptions options, long steps, bool resume = false)
    {
        using var network = new TorchNetwork(spec, options.Seed);
        using var run = new RunFolder(Path.Combine(_folder, name));
        using var trainer = new Trainer(network, options, photos, [], run);
        if (resume)
            trainer.Resume(run.LastState);
        trainer.Run(steps);
        return trainer.Losses;
    }

    internal static LabelledPhoto[] Scenes(int count, ulong seed) => [.. Enumerable.Range(0, count).Select(i =>
    {
        SynthScene scene = SceneComposer.Draw(seed, i, new SynthOptions { Width = 128, Height = 128, MinFace = 24, MaxFace = 90, MaxFaces = 3 });
        Box[] boxes = [.. scene.Labels.Select(l => new Box(l.ClassId, l.X + l.Width / 2, l.Y + l.Height / 2, l.Width, l.Height))];
        return new LabelledPhoto($"scene {i}", scene.Photo.Rgb, 128, 128, boxes);
    })];
}
