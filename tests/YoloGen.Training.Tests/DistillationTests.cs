using TorchSharp;
using Xunit;
using YoloGen.Diagnostics;
using YoloGen.Training.Checkpoints;
using YoloGen.Training.Data;
using YoloGen.Training.Loss;
using YoloGen.Training.Network;
using YoloGen.Training.Optimization;
using YoloGen.Training.Runtime;

namespace YoloGen.Training.Tests;

/// <summary>Learning from a teacher.</summary>
public sealed class DistillationTests : NeedsTorch, IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("yologen").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    public static TheoryData<string> Networks => ["pyramid", "paper"];

    private static NetworkSpec SpecOf(string name) => name == "pyramid" ? PyramidTests.Spec(0.25, 64, 64)
        : new NetworkSpec { ClassNames = ["a", "b"], Width = 64, Height = 64, Channels = NetworkChannels.Scaled(0.125), CenterScale = 2 };

    [Theory]
    [MemberData(nameof(Networks))]
    public void A_student_that_agrees_learns_nothing(string name)
    {
        NetworkSpec spec = SpecOf(name);
        ScaleOutput[] scales = Outputs(spec, Values(spec, 1), Values(spec, 1));
        LossTerms terms = new DistillationLoss(new Nothing(), spec, 2).Apply(scales, [[], []]);
        Assert.Equal(0, terms.Total, 6);
        // Overlap has a peak, not a crest, where boxes are equal: its gradient there is that of one of the sides.
        foreach (ScaleOutput s in scales)
            Assert.All(s.Gradient.Where((_, i) => i / s.Plane % spec.ValuesPerAnchor is 0 or >= 5), g => Assert.Equal(0, g, 6));
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void Gradients_are_those_of_the_loss(string name)
    {
        NetworkSpec spec = SpecOf(name);
        var loss = new DistillationLoss(new Nothing(), spec, 0.7);
        float[][] values = Values(spec, 1), taught = Values(spec, 2);
        ScaleOutput[] scales = Outputs(spec, values, taught);
        // CIoU's aspect weight is a constant in its gradient but not in the loss; with equal aspect ratios it does not matter.
        foreach (ScaleOutput s in scales)
        {
            for (int i = 0; i < s.Values.Length; i++)
            {
                if (i / s.Plane % spec.ValuesPerAnchor == 4)
                    s.Values[i] = s.Teacher![i] + s.Values[i - s.Plane] - s.Teacher[i - s.Plane];
            }
        }
        Assert.True(loss.Apply(scales, [[], []]) is { Box: > 0, Objectness: > 0, Class: > 0 });
        for (int scale = 0; scale < scales.Length; scale++)
        {
            for (int i = 0; i < values[scale].Length; i += 3)
            {
                double Total(float change)
                {
                    float[][] copy = [.. values.Select(v => v.ToArray())];
                    copy[scale][i] += change;
                    return loss.Apply(Outputs(spec, copy, taught), [[], []]).Total;
                }
                float step = 1e-4f;
                double expected = (Total(step) - Total(-step)) / (2 * step) * 2, found = scales[scale].Gradient[i];
                Assert.True(Math.Abs(expected - found) <= 0.02 * Math.Abs(expected) + 1e-3, $"scale {scale} value {i}: {expected} expected, {found} found");
            }
        }
    }

    /// <summary>The teacher sees the batch in parts as the student does, and a run with it resumes as one without.</summary>
    [Fact]
    public void A_run_with_a_teacher_resumes_and_comes_closer_to_it()
    {
        LabelledPhoto[] photos = TrainerTests.Scenes(12, 0);
        string teacher = Path.Combine(_folder, "teacher.safetensors");
        using (TorchNetwork network = PruningTests.Shaken(PyramidTests.Spec(0.5, 96, 96)))
            Checkpoint.SaveNetwork(teacher, network);
        TrainingOptions options = TrainingOptions.Best with { Batch = 4, Workers = 2, Epochs = 6, HalfPrecision = false, WarmUp = 3, Teacher = teacher, TeacherWeight = 20 };
        List<double> whole = Train("whole", photos, options, long.MaxValue, resume: false);
        List<double> first = Train("stopped", photos, options, 5, resume: false);
        Assert.Equal(whole, [.. first, .. Train("stopped", photos, options, long.MaxValue, resume: true)]);
        Assert.True(whole[^3..].Average() < whole[..3].Average() * 0.9, $"{string.Join(", ", whole)}");
    }

    [Fact]
    public void A_teacher_of_another_kind_is_refused()
    {
        string teacher = Path.Combine(_folder, "teacher.safetensors");
        using (var network = new TorchNetwork(SpecOf("paper"), 1))
            Checkpoint.SaveNetwork(teacher, network);
        var exception = Assert.Throws<YoloGenException>(() => Train("x", TrainerTests.Scenes(2, 0), TrainingOptions.Best with { Teacher = teacher }, 1, resume: false));
        Assert.Equal(DiagnosticCodes.BadTrainingOption, exception.Diagnostics[0].Code);
    }

    private List<double> Train(string name, LabelledPhoto[] photos, TrainingOptions options, long steps, bool resume)
    {
        using var network = new TorchNetwork(PyramidTests.Spec(0.25, 64, 64), options.Seed);
        using var run = new RunFolder(Path.Combine(_folder, name));
        using var trainer = new Trainer(network, options, photos, [], run);
        if (resume)
            trainer.Resume(run.LastState);
        trainer.Run(steps);
        return trainer.Losses;
    }

    private static ScaleOutput[] Outputs(NetworkSpec spec, float[][] values, float[][] taught) => [.. values.Select((v, i) => new ScaleOutput(spec, i, v, 2) { Teacher = taught[i] })];

    private static float[][] Values(NetworkSpec spec, int seed)
    {
        var random = new GaussianRandom(seed, "values");
        return [.. spec.Strides.Select((_, i) => Enumerable.Range(0, 2 * spec.OutputLength(i)).Select(_ => (float)random.Next() * 0.7f).ToArray())];
    }

    private sealed class Nothing : IDetectionLoss
    {
        public LossTerms Apply(IReadOnlyList<ScaleOutput> scales, Box[][] boxes) => default;
    }
}
