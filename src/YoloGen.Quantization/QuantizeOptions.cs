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
}
