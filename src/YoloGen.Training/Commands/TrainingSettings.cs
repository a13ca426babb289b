using System.CommandLine;
using TorchSharp;
using YoloGen.Training.Data;
using YoloGen.Training.Optimization;
using YoloGen.Training.Runtime;
using static TorchSharp.torch;

namespace YoloGen.Training.Commands;

/// <summary>Options that set <see cref="TrainingOptions"/>, each overriding the preset where it is given.</summary>
/// <param name="defaultPreset">Preset where none is given.</param>
internal sealed class TrainingSettings(string defaultPreset = "best")
{
    private readonly Option<string> _preset = new Option<string>("--preset") { Description = "the paper's settings, or what works better", DefaultValueFactory = _ => defaultPreset }.Among("paper", "best");
    private readonly Option<double?> _epochs = Verb.Optional<double?>("--epochs", "epochs, which need not be whole (100)");
    private readonly Option<double?> _minutes = Verb.Optional<double?>("--minutes", "let the schedule follow the clock and end after so long, instead of --epochs");
    private readonly Option<int?> _batch = Verb.Optional<int?>("--batch", "photos in a step (32)");
    private readonly Option<double?> _rate = Verb.Optional<double?>("--rate", "highest learning rate (paper 2e-4, best 2e-3)");
    private readonly Option<int?> _warmUp = Verb.Optional<int?>("--warm-up", "steps in which the rate climbs");
    private readonly Option<double?> _finalRate = Verb.Optional<double?>("--final-rate", "share of the rate at the end of the cosine; 1 for a constant rate");
    private readonly Option<OptimizerKind?> _optimizer = Verb.Optional<OptimizerKind?>("--optimizer", "RAdam or AdamW");
    private readonly Option<double?> _decay = Verb.Optional<double?>("--weight-decay", "weight decay");
    private readonly Option<double?> _average = Verb.Optional<double?>("--ema", "decay of the moving average of the weights; 0 for none");
    private readonly Option<double?> _smoothing = Verb.Optional<double?>("--label-smoothing", "label smoothing of the classes (best: 0)");
    private readonly Option<double?> _focus = Verb.Optional<double?>("--focal", "exponent of the focal factor on objectness (best: 0)");
    private readonly Option<string?> _teacher = Verb.Optional<string>("--teacher", "checkpoint of a larger network of the same kind to learn from too");
    private readonly Option<double?> _teacherWeight = Verb.Optional<double?>("--teacher-weight", "weight of the teacher beside the labels (1)");
    private readonly Option<int?> _seed = Verb.Optional<int?>("--seed", "seed of weights, order and augmentation (1)");
    private readonly Option<string> _precision = new Option<string>("--precision") { Description = "arithmetic of activations", DefaultValueFactory = _ => "auto" }.Among("auto", "bf16", "float32");
    private readonly Option<double?> _flip = Verb.Optional<double?>("--flip", "probability of a horizontal flip");
    private readonly Option<double?> _rotate = Verb.Optional<double?>("--rotate", "probability of a rotation");
    private readonly Option<double?> _degrees = Verb.Optional<double?>("--degrees", "largest rotation in degrees");
    private readonly Option<double?> _mosaic = Verb.Optional<double?>("--mosaic", "probability of a mosaic of four photos");
    private readonly Option<double?> _mixup = Verb.Optional<double?>("--mixup", "probability that a sample is the mean of two");
    private readonly Option<double?> _scale = Verb.Optional<double?>("--scale", "sizes vary by this share");
    private readonly Option<double?> _translate = Verb.Optional<double?>("--translate", "positions vary by this share of the canvas");
    private readonly Option<double?> _colour = Verb.Optional<double?>("--colour", "strength of colour changes");
    private readonly Option<double?> _degrade = Verb.Optional<double?>("--degrade", "probability of the paper's degradation");
    private readonly Option<double?> _mosaicUntil = Verb.Optional<double?>("--mosaic-until", "share of the schedule at which mosaics and mixup end");
    private readonly Option<double?> _holdOut = Verb.Optional<double?>("--hold-out", "share of the training photos, chosen by their names, that is evaluated with instead of trained on; the validation split is then not read");
    private readonly Option<int?> _fold = Verb.Optional<int?>("--fold", "which of the shares --hold-out takes, from 0");
    private readonly Option<string?> _leaveOut = Verb.Optional<string>("--leave-out", "file with names of photos, one a line, that are not trained on");
    private readonly Option<int?> _repeat = Verb.Optional<int?>("--repeat-rarest", "how often an epoch shows the photos with the rarest class (1)");
    private readonly Option<int?> _finalSize = Verb.Optional<int?>("--final-size", "input size that the end is evaluated and saved at, when training at another (--size)");
    private readonly Option<int> _threads = Verb.Option("--threads", "threads to compute with; 0 for one a processor", 0);
    private readonly Option<int?> _workers = Verb.Optional<int?>("--workers", "parts that a batch is split into, computed side by side (one a thread, of at least 8 photos)");
    private readonly Option<string> _device = new Option<string>("--device") { Description = "where to compute", DefaultValueFactory = _ => "auto" }.Among("auto", "cpu", "cuda");

    /// <summary>What changes a run's result, without its length and the preset.</summary>
    private Option[] Training => [_batch, _workers, _rate, _warmUp, _finalRate, _finalSize, _optimizer, _decay, _average, _smoothing, _focus, _teacher, _teacherWeight, _seed, _precision, _flip, _rotate, _degrees, _mosaic, _mixup, _mosaicUntil, _holdOut, _fold, _leaveOut, _repeat, _scale, _translate, _colour, _degrade];

    public void AddTo(Command command, bool length = true)
    {
        if (length)
        {
            command.Add(_epochs);
            command.Add(_minutes);
        }
        command.Add(_preset);
        foreach (Option option in Training)
            command.Add(option);
        command.Add(_threads);
        command.Add(_device);
    }

    /// <summary>The preset and the words that were given and change a run's result, to hand them to another verb.</summary>
    public IEnumerable<string> Given(ParseResult parsed) => ["--preset", parsed.GetValue(_preset)!, .. Verb.Given(parsed, Training)];

    /// <summary>The words that were given and say where to compute.</summary>
    public IEnumerable<string> GivenMachine(ParseResult parsed) => Verb.Given(parsed, [_threads, _device]);

    public int Threads(ParseResult parsed) => parsed.GetValue(_threads) is > 0 and var n ? n : Environment.ProcessorCount;

    /// <summary>A team for work that needs no workers of its own for each part of a batch.</summary>
    public WorkerTeam Team(ParseResult parsed) => new(Device(parsed).type == DeviceType.CUDA ? 1 : Threads(parsed), 1);

    /// <summary>The device asked for; "auto" takes CUDA where libtorch has it.</summary>
    public Device Device(ParseResult parsed)
    {
        string name = parsed.GetValue(_device)!;
        if (name == "cpu" || name == "auto" && !cuda_is_available())
            return CPU;
        if (!cuda_is_available())
            throw Verb.Bad("--device cuda: this libtorch has no CUDA; reference libtorch-cuda in src/YoloGen.Training instead of libtorch-cpu");
        return CUDA;
    }

    /// <summary>Asked before the verb has loaded libtorch, whose absence it reports itself.</summary>
    private static bool HasCuda => TorchRuntime.Failure is null && cuda_is_available();

    private int DefaultWorkers(ParseResult parsed, int photos)
        => parsed.GetValue(_device) != "cpu" && HasCuda ? 1 : WorkerTeam.CountFor(Threads(parsed), photos);

    /// <param name="parsed">The words given.</param>
    /// <param name="others">Settings that stand in the preset's place; null for the preset's.</param>
    public TrainingOptions Read(ParseResult parsed, TrainingOptions? others = null)
    {
        TrainingOptions o = others ?? (parsed.GetValue(_preset) == "paper" ? TrainingOptions.Paper : TrainingOptions.Best);
        AugmentationOptions a = o.Augmentation;
        o = o with
        {
            Epochs = parsed.GetValue(_epochs) ?? o.Epochs,
            Minutes = parsed.GetValue(_minutes) ?? o.Minutes,
            Batch = parsed.GetValue(_batch) ?? o.Batch,
            Workers = parsed.GetValue(_workers) ?? DefaultWorkers(parsed, parsed.GetValue(_batch) ?? o.Batch),
            Rate = parsed.GetValue(_rate) ?? o.Rate,
            WarmUp = parsed.GetValue(_warmUp) ?? o.WarmUp,
            FinalRate = parsed.GetValue(_finalRate) ?? o.FinalRate,
            Optimizer = parsed.GetValue(_optimizer) ?? o.Optimizer,
            WeightDecay = parsed.GetValue(_decay) ?? o.WeightDecay,
            AverageDecay = parsed.GetValue(_average) ?? o.AverageDecay,
            LabelSmoothing = parsed.GetValue(_smoothing) ?? o.LabelSmoothing,
            Focus = parsed.GetValue(_focus) ?? o.Focus,
            Teacher = parsed.GetValue(_teacher) ?? o.Teacher,
            TeacherWeight = parsed.GetValue(_teacherWeight) ?? o.TeacherWeight,
            Seed = parsed.GetValue(_seed) ?? o.Seed,
            MosaicUntil = parsed.GetValue(_mosaicUntil) ?? o.MosaicUntil,
            HoldOut = parsed.GetValue(_holdOut) ?? o.HoldOut,
            Fold = parsed.GetValue(_fold) ?? o.Fold,
            LeaveOut = parsed.GetValue(_leaveOut) ?? o.LeaveOut,
            RepeatRarest = parsed.GetValue(_repeat) ?? o.RepeatRarest,
            FinalSize = parsed.GetValue(_finalSize) is { } side ? Verb.CheckSize("--final-size", side) : o.FinalSize,
            HalfPrecision = parsed.GetValue(_precision) switch { "bf16" => true, "float32" => false, _ => others is null && (System.Runtime.Intrinsics.X86.Avx512F.IsSupported || HasCuda) },
            Augmentation = a with
            {
                Flip = parsed.GetValue(_flip) ?? a.Flip,
                Rotate = parsed.GetValue(_rotate) ?? a.Rotate,
                Degrees = parsed.GetValue(_degrees) ?? a.Degrees,
                Mosaic = parsed.GetValue(_mosaic) ?? a.Mosaic,
                Mixup = parsed.GetValue(_mixup) ?? a.Mixup,
                Scale = parsed.GetValue(_scale) ?? a.Scale,
                Translate = parsed.GetValue(_translate) ?? a.Translate,
                Colour = parsed.GetValue(_colour) ?? a.Colour,
                Degrade = parsed.GetValue(_degrade) ?? a.Degrade,
            },
        };
        bool sane = o.Epochs is >= 0.01 and <= 100_000 && o.Minutes is >= 0 and <= 100_000 && o.Batch is >= 1 and <= 4096 && o.Workers >= 1 && o.Workers <= o.Batch && o.Rate is > 0 and < 10 && o.FinalRate is >= 0 and <= 1
            && o.WeightDecay is >= 0 and < 10 && o.AverageDecay is >= 0 and < 1 && o.WarmUp is >= 0 and <= 1_000_000 && o.Augmentation.Scale is >= 0 and < 0.95 && o.Augmentation.Translate is >= 0 and <= 1;
        if (o.PaperLoss && (o.LabelSmoothing != 0 || o.Focus != 0))
            throw Verb.Bad("--label-smoothing and --focal belong to the loss of the preset best");
        sane &= o.TeacherWeight is >= 0 and <= 100;
        sane &= o.MosaicUntil is >= 0 and <= 1 && o.HoldOut is >= 0 and <= 0.9 && o.Fold >= 0 && (o.Fold == 0 || (o.Fold + 1) * o.HoldOut is > 0 and <= 1.000001) && o.RepeatRarest is >= 1 and <= 100 && o.Augmentation.Mixup is >= 0 and <= 1;
        sane &= o.LabelSmoothing is >= 0 and <= 0.5 && o.Focus is >= 0 and <= 5;
        return sane ? o : throw Verb.Bad("a training option is out of its range; see train --help");
    }
}

/// <summary>Shorter spelling of a restricted option.</summary>
internal static class OptionExtensions
{
    public static Option<string> Among(this Option<string> option, params string[] values)
    {
        option.AcceptOnlyFromAmong(values);
        return option;
    }
}
