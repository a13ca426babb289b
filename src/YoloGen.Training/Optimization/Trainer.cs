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
    private readonly TrainingOptions _options;
    private readonly TorchNetwork _network;
    private readonly IReadOnlyList<LabelledPhoto> _photos, _validation;
    private readonly RunFolder _folder;
    private readonly Optimizer _optimizer;
    private readonly MovingAverage? _average;
    private readonly TorchNetwork? _teacher;
    private readonly WorkerTeam _team;
    private readonly ParallelStep _parallel;
    private readonly IDetectionLoss _loss;
    private readonly int _stepsPerEpoch;
    private readonly long _totalSteps;
    private readonly int _warmUp;
    private TrainingPosition _start;
    private long _photosBefore;
    private long _step;

    /// <param name="network">Network to train.</param>
    /// <param name="options">How.</param>
    /// <param name="photos">Photos to train on.</param>
    /// <param name="validation">Photos to evaluate with; none for no evaluation.</param>
    /// <param name="folder">Where the run's files go.</param>
    /// <param name="threads">Threads to compute with, shared by the workers.</param>
    public Trainer(TorchNetwork network, TrainingOptions options, IReadOnlyList<LabelledPhoto> photos, IReadOnlyList<LabelledPhoto> validation, RunFolder folder, int threads = 1)
    {
        _network = network;
        _options = options;
        _photos = photos;
        _validation = validation;
        _folder = folder;
        network.HalfPrecision = options.HalfPrecision;
        network.Training = true;
        _team = new WorkerTeam(options.Workers, Math.Max(1, threads / options.Workers));
        _teacher = TeacherOf(network, options);
        _parallel = new ParallelStep(network, _team, _teacher);
        _optimizer = new Optimizer(network, options.Optimizer, options.WeightDecay, options.DecayOnlyConvolutions);
        _loss = LossOf(network.Spec, options);
        if (_teacher is not null)
            _loss = new DistillationLoss(_loss, network.Spec, options.TeacherWeight);
        _stepsPerEpoch = BatchLoader.StepsPerEpoch(photos.Count, options.Batch);
        _totalSteps = Math.Max(1, (long)Math.Ceiling(_stepsPerEpoch * options.Epochs - 1e-9));
        _warmUp = options.Minutes > 0 ? options.WarmUp : (int)Math.Min(options.WarmUp, _totalSteps / 10);
        _photosBefore = network.PhotosShown;
        if (options.AverageDecay > 0)
        {
            var copy = new TorchNetwork(network.Spec, 0, network.Device) { HalfPrecision = options.HalfPrecision };
            _average = new MovingAverage(network, copy, options.AverageDecay);
            _average.Reset();
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
    public TorchNetwork Result => _average?.Network ?? _network;

    /// <summary>Loss of every step since the start of this object, for tests and plots.</summary>
    public List<double> Losses { get; } = [];

    /// <summary>Goes on where a state file ends.</summary>
    public void Resume(string path)
    {
        _start = Checkpoint.LoadState(path, _network, _average, _optimizer);
        _step = _start.Step;
        _photosBefore = _network.PhotosShown - _step * _options.Batch;
        // A row is of an epoch that was complete, or of the part of one at the end of the schedule.
        _folder.Resume(_start.EpochSteps > 0 ? _step / _stepsPerEpoch : (_step + _stepsPerEpoch - 1) / _stepsPerEpoch);
    }

    /// <summary>Trains to the end of the schedule, or for <paramref name="mostSteps"/> steps.</summary>
    /// <param name="mostSteps">Steps after which the run is left as if it had been stopped there, its state saved.</param>
    /// <param name="evaluateEvery">Epochs between two evaluations; the end is always evaluated.</param>
    /// <param name="saveEvery">Minutes between two saved states.</param>
    public void Run(long mostSteps = long.MaxValue, int evaluateEvery = 1, double saveEvery = 2)
    {
        long started = Stopwatch.GetTimestamp();
        double Minutes() => _start.Minutes + Stopwatch.GetElapsedTime(started).TotalMinutes;
        double Progress() => _options.Minutes > 0 ? Minutes() / _options.Minutes : (double)_step / _totalSteps;
        BatchLoader? loader = null;
        bool mosaic = true;
        LossTerms terms = _start.Terms;
        long epochStart = Stopwatch.GetTimestamp(), lastStep = _step + Math.Min(mostSteps, long.MaxValue - _step);
        int epochSteps = _start.EpochSteps, timedSteps = 0;
        double lastSave = Minutes();
        if (_network.Spec.Quantized && _step == 0)
            FindRanges();
        var heartbeat = new EpochProgress(Console.Out, Console.IsOutputRedirected);
        try
        {
            while (Progress() < 1 && _step < lastStep)
            {
                bool mosaicNow = Progress() < _options.MosaicUntil;
                if (loader is null || mosaic != mosaicNow)
                {
                    loader?.Dispose();
                    mosaic = mosaicNow;
                    loader = StartLoader(mosaic);
                }
                LossTerms now = Step(loader.Next(), _options.RateAt(_step, Progress(), _warmUp));
                Losses.Add(now.Total);
                terms += now;
                epochSteps++;
                timedSteps++;
                _step++;
                _network.PhotosShown = _photosBefore + _step * _options.Batch;
                bool ended = Progress() >= 1, last = ended || _step >= lastStep;
                heartbeat.Step((_step + _stepsPerEpoch - 1) / _stepsPerEpoch, (int)((_step - 1) % _stepsPerEpoch) + 1, _stepsPerEpoch, now.Total, Progress(), Minutes());
                if (_step % _stepsPerEpoch == 0 || ended)
                {
                    long epoch = (_step + _stepsPerEpoch - 1) / _stepsPerEpoch;
                    double speed = timedSteps * _options.Batch / Stopwatch.GetElapsedTime(epochStart).TotalSeconds;
                    heartbeat.End();
                    bool due = _validation.Count > 0 && !ended && epoch % evaluateEvery == 0;
                    Report(epoch, terms * (1.0 / epochSteps), due ? NetworkEvaluator.Evaluate(Result, _validation, _team) : null, Progress(), Minutes(), speed, (long)epochSteps * _options.Batch);
                    (terms, epochSteps, timedSteps) = (new LossTerms(), 0, 0);
                    epochStart = Stopwatch.GetTimestamp();
                }
                if (last || Minutes() - lastSave >= saveEvery)
                {
                    Checkpoint.SaveState(_folder.LastState, _network, _average, _optimizer, _options, new TrainingPosition(_step, Minutes(), terms, epochSteps));
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
        _parallel.Dispose();
        _teacher?.Dispose();
        _team.Dispose();
        _optimizer.Dispose();
        _average?.Network.Dispose();
    }

    /// <summary>The end of the schedule: scores, pictures, and last the file that says that the run is complete.</summary>
    private void Finish(double minutes)
    {
        long shown = _step * _options.Batch;
        TorchNetwork final = _options.FinalSize > 0 ? Result.WithSize(_options.FinalSize, _options.FinalSize) : Result;
        final.HalfPrecision = _options.HalfPrecision;
        final.PhotosShown = _photosBefore + shown;
        var result = new RunResult
        {
            Preset = _options.Preset, Seed = _options.Seed, Epochs = (double)_step / _stepsPerEpoch, Hours = minutes / 60, Photos = shown, PhotosBefore = _photosBefore,
        };
        if (_validation.Count > 0)
        {
            var found = new List<DetectedBox[]>();
            EvaluationResult clean = NetworkEvaluator.Evaluate(final, _validation, _team, found: found);
            EvaluationResult degraded = NetworkEvaluator.Evaluate(final, _validation, _team, degraded: true);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"end: mAP50 {clean.Map50:F4} mAP {clean.Map50To95:F4}, degraded mAP50 {degraded.Map50:F4}"));
            _folder.SetLastScores(clean);
            if (_folder.IsBest(clean.Map50))
                Checkpoint.SaveNetwork(_folder.BestNetwork, final);
            RunPlots.Evaluation(_folder.Root, clean, final.Spec.ClassNames);
            RunPlots.Photos(_folder.Root, _validation, [.. found.Select(boxes => boxes.Where(b => b.Score >= 0.25f).ToArray())], final.Spec.ClassNames);
            result = result with { Map50 = clean.Map50, Map = clean.Map50To95, DegradedMap50 = degraded.Map50 };
        }
        RunPlots.Results(_folder);
        Checkpoint.SaveNetwork(_folder.FinalNetwork, final);
        result.Write(_folder.Root);
        if (final != Result)
            final.Dispose();
    }

    /// <summary>Before the first step: the ranges that the activations of a few batches have, which training then changes.</summary>
    private void FindRanges()
    {
        var observer = new RangeObserver();
        _network.Observer = observer;
        using IDisposable quiet = torch.no_grad();
        using BatchLoader loader = StartLoader(mosaic: false);
        for (int i = 0; i < RangeBatches; i++)
        {
            using DisposeScope scope = torch.NewDisposeScope();
            Batch batch = loader.Next();
            _network.Forward(InputTensor.Create(batch.Pixels, batch.Boxes.Length, _network.Spec, _network.Device));
        }
        _network.Observer = null;
        observer.WriteTo(_network.Tensors);
        _average?.Reset();
    }

    private BatchLoader StartLoader(bool mosaic)
    {
        NetworkSpec spec = _network.Spec;
        AugmentationOptions augmentation = mosaic ? _options.Augmentation : _options.Augmentation with { Mosaic = 0, Mixup = 0, Scale = _options.Augmentation.Scale * 0.7 };
        var augmenter = new Augmenter(_photos, augmentation, spec.Width, spec.Height);
        return new BatchLoader(augmenter, _photos.Count, _options.Batch, spec.Width * spec.Height * 3, _options.Seed, _step);
    }

    private LossTerms Step(Batch batch, double rate)
    {
        LossTerms terms = _parallel.Run(batch, _loss);
        long before = _optimizer.Steps;
        _optimizer.Step(_parallel.Replicas, _team, rate, LargestGradient * Math.Max(1, batch.Boxes.Length), name => _average?.Update(name, _optimizer.Steps));
        if (_optimizer.Steps > before)
            _average?.UpdateStatistics(_optimizer.Steps);
        return terms;
    }

    private void Report(long epoch, LossTerms terms, EvaluationResult? result, double progress, double minutes, double speed, long photos)
    {
        double left = progress > 0 ? minutes / progress - minutes : 0;
        string scores = result is null ? "" : string.Create(CultureInfo.InvariantCulture, $", mAP50 {result.Map50:F4} mAP {result.Map50To95:F4} P {result.Best.Precision:F3} R {result.Best.Recall:F3}");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"epoch {epoch}: box {terms.Box:F4} object {terms.Objectness:F4} class {terms.Class:F4}{scores}, {speed:F0} photos/s, {minutes:F1} min, {left:F1} left"));
        _folder.Append(epoch, minutes * 60, terms, result, _options.RateAt(_step, progress, _warmUp), speed, photos);
    }
}
