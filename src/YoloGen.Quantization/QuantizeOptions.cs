using YoloGen.Compiler.Graph;
using YoloGen.Detection;

namespace YoloGen.Quantization;

/// <summary>What the user decides about a quantization.</summary>
public sealed record QuantizeOptions
{
    /// <summary>Type of the activations: UInt8 or Int8.</summary>
    public ElementType ActivationType { get; init; } = ElementType.UInt8;

    /// <summary>How photos become the network's input; what is set here is written into the model's metadata too.</summary>
    public HeadOptions Head { get; init; } = HeadOptions.None;

    /// <summary>Shapes of inputs with free dimensions, by name.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<int>> Shapes { get; init; } = new Dictionary<string, IReadOnlyList<int>>(StringComparer.Ordinal);

    /// <summary>Threads that calibration runs on; 0 for one on each processor.</summary>
    public int Threads { get; init; }

    /// <summary>How the ranges of activations are chosen.</summary>
    public RangeMethod Ranges { get; init; } = RangeMethod.SquaredError;

    /// <summary>
    /// Share of the float network's own boxes (mAP at IoU 0.5, score over 0.25) that the quantized network has to find in the calibration photos, 0 to 1:
    /// tensors that cost most stay in floats until it does. 0 measures nothing and leaves nothing in floats.
    /// </summary>
    public double Keep { get; init; } = 0.98;

    /// <summary>Names of tensors that stay in floats whatever is measured.</summary>
    public IReadOnlyList<string> FloatTensors { get; init; } = [];

    /// <summary>Called with a line about each network that was measured; null for silence.</summary>
    internal Action<string>? Log { get; init; }
}
