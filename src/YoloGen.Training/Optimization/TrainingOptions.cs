using System.Text.Json;
using System.Text.Json.Serialization;
using YoloGen.Diagnostics;
using YoloGen.Training.Data;

namespace YoloGen.Training.Optimization;

/// <summary>How a network is trained.</summary>
internal sealed record TrainingOptions
{
    /// <summary>Name of the preset that the settings come from: "paper" or "best".</summary>
    public string Preset { get; init; } = "best";

    /// <summary>Epochs, which need not be whole; the schedule ends with them.</summary>
    public double Epochs { get; init; } = 100;

    /// <summary>When above 0, the schedule follows the clock and ends after so many minutes instead.</summary>
    public double Minutes { get; init; }

    /// <summary>Photos in a step.</summary>
    public int Batch { get; init; } = 32;

    /// <summary>Highest learning rate.</summary>
    public double Rate { get; init; } = 2e-3;

    /// <summary>Steps in which the rate climbs from 0; the trainer takes at most a tenth of a schedule that is counted in epochs.</summary>
    public int WarmUp { get; init; } = 300;

    /// <summary>The rate follows half a cosine down to this share of the highest; 1 keeps it constant.</summary>
    public double FinalRate { get; init; } = 0.01;

    /// <summary>Update rule.</summary>
    public OptimizerKind Optimizer { get; init; } = OptimizerKind.AdamW;

    /// <summary>Weight decay.</summary>
    public double WeightDecay { get; init; } = 0.05;

    /// <summary>Biases and normalization are not decayed.</summary>
    public bool DecayOnlyConvolutions { get; init; } = true;

    /// <summary>Decay of the moving average of the weights; 0 for none.</summary>
    public double AverageDecay { get; init; } = 0.999;

    /// <summary>The paper's loss instead of CIoU with neighbour cells.</summary>
    public bool PaperLoss { get; init; }

    /// <summary>Label smoothing of the classes, 0 for none (not of the paper's loss).</summary>
    public double LabelSmoothing { get; init; }

    /// <summary>Exponent of the focal factor on objectness, 0 for none (not of the paper's loss).</summary>
    public double Focus { get; init; }

    /// <summary>Checkpoint of a network with the same outputs that the trained one also learns from; empty for none.</summary>
    public string Teacher { get; init; } = "";

    /// <summary>Weight of what the teacher says beside the labels.</summary>
    public double TeacherWeight { get; init; } = 1;

    /// <summary>Parts that a batch is split into, computed side by side; BatchNormalization sees each by itself.</summary>
    public int Workers { get; init; } = 1;

    /// <summary>Seed of weights, order and augmentation.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Input width and height, in pixels, that the end is evaluated and saved at; 0 for those of training.</summary>
    public int FinalSize { get; init; }

    /// <summary>Activations in bfloat16.</summary>
    public bool HalfPrecision { get; init; } = true;

    /// <summary>Share of the training photos that is held out and evaluated with instead of the validation split; 0 for none.</summary>
    public double HoldOut { get; init; }

    /// <summary>Which share is held out, from 0.</summary>
    public int Fold { get; init; }

    /// <summary>File with the names of photos that are not trained on, one a line; empty for none.</summary>
    public string LeaveOut { get; init; } = "";

    /// <summary>How often an epoch shows the photos with the class that has the fewest objects.</summary>
    public int RepeatRarest { get; init; } = 1;

    /// <summary>Mosaics and mixup stop at this share of the schedule, so that the end sees photos as they are.</summary>
    public double MosaicUntil { get; init; } = 0.85;

    /// <summary>Augmentation.</summary>
    public AugmentationOptions Augmentation { get; init; } = AugmentationOptions.Best;

    /// <summary>The paper's settings.</summary>
    public static TrainingOptions Paper { get; } = new()
    {
        Preset = "paper", Rate = 2e-4, WarmUp = 0, FinalRate = 1, Optimizer = OptimizerKind.RAdam, WeightDecay = 0.005, DecayOnlyConvolutions = false,
        AverageDecay = 0, PaperLoss = true, MosaicUntil = 1, Augmentation = AugmentationOptions.Paper, HalfPrecision = false,
    };

    /// <summary>What works better here.</summary>
    public static TrainingOptions Best { get; } = new();

    /// <summary>Fine-tuning as the INT8 network computes: short, at a tenth of the rate, near the end's photos, with the float network as teacher.</summary>
    /// <param name="weights">Checkpoint of the float network.</param>
    public static TrainingOptions Quantized(string weights) => new() { Epochs = 5, Rate = 2e-4, WarmUp = 50, MosaicUntil = 0, AverageDecay = 0.99, HalfPrecision = false, Teacher = weights };

    private static readonly JsonSerializerOptions Format = new() { WriteIndented = true, Converters = { new JsonStringEnumConverter() } };

    public string ToJson() => JsonSerializer.Serialize(this, Format);

    /// <exception cref="YoloGenException">The text holds no such options.</exception>
    public static TrainingOptions FromJson(string text, string file)
    {
        try
        {
            return JsonSerializer.Deserialize<TrainingOptions>(text, Format)!;
        }
        catch (JsonException exception)
        {
            throw new YoloGenException(DiagnosticCodes.BadCheckpoint, $"the training options are not valid ({exception.Message}); start a new run", file);
        }
    }

    /// <summary>Learning rate at a step and at a share of the schedule (0 to 1), climbing for <paramref name="warmUp"/> steps.</summary>
    public double RateAt(long step, double progress, int warmUp)
    {
        double cosine = FinalRate + (1 - FinalRate) * (1 + Math.Cos(Math.PI * Math.Clamp(progress, 0, 1))) / 2;
        return Rate * cosine * (step < warmUp ? (step + 1.0) / warmUp : 1);
    }
}
