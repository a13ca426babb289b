using System.Diagnostics;
using System.Globalization;
using TorchSharp;
using YoloGen.Diagnostics;
using YoloGen.Training.Checkpoints;
using YoloGen.Training.Data;
using YoloGen.Training.Evaluation;
using YoloGen.Training.Loss;
using YoloGen.Training.Network;
using YoloGen.Training.Plots;
using YoloGen.Training.Quantization;
using YoloGen.Training.Runtime;
using YoloGen.Vision;

namespace YoloGen.Training.Optimization;

/// <summary>Trains one network on one set of photos, writing a run folder as it goes.</summary>
internal sealed class Trainer : IDisposable
{
    private const double LargestGradient = 10;

    /// <summary>Batches that the first ranges of a quantized network come from.</summary>
    private const int RangeBatches = 8;
    private readonly TrainingOptions options;
    private readonly TorchNetwork network;
    private readonly IReadOnlyList<LabelledPhoto> photos, validation;
    private readonly RunFolder folder;
    private readonly Optimizer optimizer;
    private readonly MovingAverage? average;
    private readonly TorchNetwork? teacher;
    private readonly WorkerTeam team;
    private readonly ParallelStep parallel;
    private readonly IDetectionLoss loss;
    private readonly int stepsPerEpoch;
    private readonly long totalSteps;
    private readonly int warmUp;
    private TrainingPosition start;
    private long photosBefore;
    private long step;

    /// <param name="network">Network to train.</param>
    /// <param name="options">How.</param>
    /// <param name="photos">Photos to train on.</param>
    /// <param name="validation">Photos to evaluate with; none for no evaluation.</param>
    /// <param name="folder">Where the run's files go.</param>
    /// <param name="threads">Threads to compute with, shared by the workers.</param>
    public Trainer(TorchNetwork network, TrainingOptions options, IReadOnlyList<LabelledPhoto> photos, IReadOnlyList<LabelledPhoto> validation, RunFolder folder, int threads = 1)
    {
        this.network = network;
        this.options = options;
        this.photos = photos;
        this.validation = validation;
        this.folder = folder;
        network.HalfPrecision = options.HalfPrecision;
        network.Training = true;
        team = new WorkerTeam(options.Workers, Math.Max(1, threads / options.Workers));
        teacher = TeacherOf(network, options);
        parallel = new ParallelStep(network, team, teacher);
        optimizer = new Optimizer(network, options.Optimizer, options.WeightDecay, options.DecayOnlyConvolutions);
        loss = LossOf(network.Spec, options);
        if (teacher is not null)
            loss = new DistillationLoss(loss, network.Spec, options.TeacherWeight);
        stepsPerEpoch = BatchLoader.StepsPerEpoch(photos.Count, options.Batch);
        totalSteps = Math.Max(1, (long)Math.Ceiling(stepsPerEpoch * options.Epochs - 1e-9));
        warmUp = options.Minutes > 0 ? options.WarmUp : (int)Math.Min(options.WarmUp, totalSteps / 10);
        photosBefore = network.PhotosShown;
        if (options.AverageDecay > 0)
        {
            var copy = new TorchNetwork(network.Spec, 0, network.Device) { HalfPrecision = options.HalfPrecision };
            average = new MovingAverage(network, copy, options.AverageDecay);
            average.Reset();
        }
    }

    /// <summary>The loss of a network's outputs, under the preset's rules where they leave a choice.</summary>
    private static IDetectionLoss LossOf(NetworkSpec spec, TrainingOptions options)
    {
        if (spec.Family == NetworkFamily.Pyramid)
            return new PyramidLoss(spec, options.LabelSmoothing, options.Focus);
        return options.PaperLoss ? new PaperLoss(spec) : new BestLoss(spec, options.LabelSmoothing, options.Focus);
    }

    /// <summary>The teacher at the size of the student.</summary>
    /// <exception cref="YoloGenException">Its outputs mean something else than the student's.</exception>
    private static TorchNetwork? TeacherOf(TorchNetwork network, TrainingOptions options)
    {
        if (options.Teacher.Length == 0)
            return null;
        TorchNetwork loaded = Checkpoint.LoadNetwork(options.Teacher, network.Device);
        NetworkSpec spec = network.Spec, other = loaded.Spec;
        if (other.Family != spec.Family || other.CenterScale != spec.CenterScale || !other.Anchors.SequenceEqual(spec.Anchors) || !other.ClassNames.SequenceEqual(spec.ClassNames))
        {
            throw new YoloGenException(DiagnosticCodes.BadTrainingOption,
                "the teacher's outputs mean something else than the network's: both need the same --network, classes, anchors and --center-scale; train the network from the teacher's kind, or leave --teacher out", options.Teacher);
        }
        TorchNetwork teacher = loaded.WithSize(spec.Width, spec.Height);
        loaded.Dispose();
        teacher.HalfPrecision = options.HalfPrecision;
        return teacher;
    }

    /// <summary>The network to evaluate: the moving average where there is one.</summary>
    public TorchNetwork Result => average?.Network ?? network;

    /// <summary>Loss of every step since the start of this object, for tests and plots.</summary>
    public List<double> Losses { get; } = [];

    /// <summary>Goes on where a state file ends.</summary>
    public void Resume(string path)
    {
        start = Checkpoint.LoadState(path, network, average, optimizer);
        step = start.Step;
        photosBefore = network.PhotosShown - step * options.Batch;
        // A row is of an epoch that was complete, or of the part of one at the end of the schedule.
        folder.Resume(start.EpochSteps > 0 ? step / stepsPerEpoch : (step + stepsPerEpoch - 1) / stepsPerEpoch);
    }

    /// <summary>Trains to the end of the schedule, or for <paramref name="mostSteps"/> steps.</summary>
    /// <param name="mostSteps">Steps after which the run is left as if it had been stopped there, its state saved.</param>
    /// <param name="evaluateEvery">Epochs between two evaluations; the end is always evaluated.</param>
    /// <param name="saveEvery">Minutes between two saved states.</param>
    public void Run(long mostSteps = long.MaxValue, int evaluateEvery = 1, double saveEvery = 2)
    {
        long started = Stopwatch.GetTimestamp();
        double Minutes() => start.Minutes + Stopwatch.GetElapsedTime(started).TotalMinutes;
        double Progress() => options.Minutes > 0 ? Minutes() / options.Minutes : (double)step / totalSteps;
        BatchLoader? loader = null;
        bool mosaic = true;
        LossTerms terms = start.Terms;
        long epochStart = Stopwatch.GetTimestamp(), lastStep = step + Math.Min(mostSteps, long.MaxValue - step);
        int epochSteps = start.EpochSteps, timedSteps = 0;
        double lastSave = Minutes();
        if (network.Spec.Quantized && step == 0)
            FindRanges();
        var heartbeat = new EpochProgress(Console.Out, Console.IsOutputRedirected);
        try
        {
            while (Progress() < 1 && step < lastStep)
            {
                bool mosaicNow = Progress() < options.MosaicUntil;
                if (loader is null || mosaic != mosaicNow)
                {
                    loader?.Dispose();
                    mosaic = mosaicNow;
                    loader = StartLoader(mosaic);
                }
                LossTerms now = Step(loader.Next(), options.RateAt(step, Progress(), warmUp));
                Losses.Add(now.Total);
                terms += now;
                epochSteps++;
                timedSteps++;
                step++;
                network.PhotosShown = photosBefore + step * options.Batch;
                bool ended = Progress() >= 1, last = ended || step >= lastStep;
                heartbeat.Step((step + stepsPerEpoch - 1) / stepsPerEpoch, (int)((step - 1) % stepsPerEpoch) + 1, stepsPerEpoch, now.Total, Progress(), Minutes());
                if (step % stepsPerEpoch == 0 || ended)
                {
                    long epoch = (step + stepsPerEpoch - 1) / stepsPerEpoch;
                    double speed = timedSteps * options.Batch / Stopwatch.GetElapsedTime(epochStart).TotalSeconds;
                    heartbeat.End();
                    bool due = validation.Count > 0 && !ended && epoch % evaluateEvery == 0;
                    Report(epoch, terms * (1.0 / epochSteps), due ? NetworkEvaluator.Evaluate(Result, validation, team) : null, Progress(), Minutes(), speed, (long)epochSteps * options.Batch);
                    (terms, epochSteps, timedSteps) = (new LossTerms(), 0, 0);
                    epochStart = Stopwatch.GetTimestamp();
                }
                if (last || Minutes() - lastSave >= saveEvery)
                {
                    Checkpoint.SaveState(folder.LastState, network, average, optimizer, options, new TrainingPosition(step, Minutes(), terms, epochSteps));
                    lastSave = Minutes();
                }
            }
        }
        finally
        {
            loader?.Dispose();
        }
        if (Progress() >= 1)
            Finish(Minutes());
    }

    public void Dispose()
    {
        parallel.Dispose();
        teacher?.Dispose();
        team.Dispose();
        optimizer.Dispose();
        average?.Network.Dispose();
    }

    /// <summary>The end of the schedule: scores, pictures, and last the file that says that the run is complete.</summary>
    private void Finish(double minutes)
    {
        long shown = step * options.Batch;
        TorchNetwork final = options.FinalSize > 0 ? Result.WithSize(options.FinalSize, options.FinalSize) : Result;
        final.HalfPrecision = options.HalfPrecision;
        final.PhotosShown = photosBefore + shown;
        var result = new RunResult
        {
            Preset = options.Preset, Seed = options.Seed, Epochs = (double)step / stepsPerEpoch, Hours = minutes / 60, Photos = shown, PhotosBefore = photosBefore,
        };
        if (validation.Count > 0)
        {
            var found = new List<DetectedBox[]>();
            EvaluationResult clean = NetworkEvaluator.Evaluate(final, validation, team, found: found);
            EvaluationResult degraded = NetworkEvaluator.Evaluate(final, validation, team, degraded: true);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"end: mAP50 {clean.Map50:F4} mAP {clean.Map50To95:F4}, degraded mAP50 {degraded.Map50:F4}"));
            folder.SetLastScores(clean);
            if (folder.IsBest(clean.Map50))
                Checkpoint.SaveNetwork(folder.BestNetwork, final);
            RunPlots.Evaluation(folder.Root, clean, final.Spec.ClassNames);
            RunPlots.Photos(folder.Root, validation, [.. found.Select(boxes => boxes.Where(b => b.Score >= 0.25f).ToArray())], final.Spec.ClassNames);
            result = result with { Map50 = clean.Map50, Map = clean.Map50To95, DegradedMap50 = degraded.Map50 };
        }
        RunPlots.Results(folder);
        Checkpoint.SaveNetwork(folder.FinalNetwork, final);
        result.Write(folder.Root);
        if (final != Result)
            final.Dispose();
    }

    /// <summary>Before the first step: the ranges that the activations of a few batches have, which training then changes.</summary>
    private void FindRanges()
    {
        var observer = new RangeObserver();
        network.Observer = observer;
        using IDisposable quiet = torch.no_grad();
        using BatchLoader loader = StartLoader(mosaic: false);
        for (int i = 0; i < RangeBatches; i++)
        {
            using DisposeScope scope = torch.NewDisposeScope();
            Batch batch = loader.Next();
            network.Forward(InputTensor.Create(batch.Pixels, batch.Boxes.Length, network.Spec, network.Device));
        }
        network.Observer = null;
        observer.WriteTo(network.Tensors);
        average?.Reset();
    }

    private BatchLoader StartLoader(bool mosaic)
    {
        NetworkSpec spec = network.Spec;
        AugmentationOptions augmentation = mosaic ? options.Augmentation : options.Augmentation with { Mosaic = 0, Mixup = 0, Scale = options.Augmentation.Scale * 0.7 };
        var augmenter = new Augmenter(photos, augmentation, spec.Width, spec.Height);
        return new BatchLoader(augmenter, photos.Count, options.Batch, spec.Width * spec.Height * 3, options.Seed, step);
    }

    private LossTerms Step(Batch batch, double rate)
    {
        LossTerms terms = parallel.Run(batch, loss);
        long before = optimizer.Steps;
        optimizer.Step(parallel.Replicas, team, rate, LargestGradient * Math.Max(1, batch.Boxes.Length), name => average?.Update(name, optimizer.Steps));
        if (optimizer.Steps > before)
            average?.UpdateStatistics(optimizer.Steps);
        return terms;
    }

    private void Report(long epoch, LossTerms terms, EvaluationResult? result, double progress, double minutes, double speed, long photos)
    {
        double left = progress > 0 ? minutes / progress - minutes : 0;
        string scores = result is null ? "" : string.Create(CultureInfo.InvariantCulture, $", mAP50 {result.Map50:F4} mAP {result.Map50To95:F4} P {result.Best.Precision:F3} R {result.Best.Recall:F3}");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"epoch {epoch}: box {terms.Box:F4} object {terms.Objectness:F4} class {terms.Class:F4}{scores}, {speed:F0} photos/s, {minutes:F1} min, {left:F1} left"));
        folder.Append(epoch, minutes * 60, terms, result, options.RateAt(step, progress, warmUp), speed, photos);
    }
}
