using YoloGen.Diagnostics;
using YoloGen.Onnx;

namespace YoloGen.Quantization;

/// <summary>A quantized network and how it came about.</summary>
/// <param name="Model">In Q/DQ form, opset 17; write it with <see cref="OnnxWriter"/>.</param>
/// <param name="Ranges">Smallest and largest value of each quantized tensor over all photos, by tensor name; zero included.</param>
/// <param name="Problems">Photos that were skipped, and why.</param>
/// <param name="Photos">Number of photos that were used.</param>
/// <param name="Assumptions">What was assumed about the network's input and head, one line each, for the tool to print.</param>
public sealed record QuantizedModel(
    OnnxModel Model, IReadOnlyDictionary<string, ValueRange> Ranges, IReadOnlyList<Diagnostic> Problems, int Photos, IReadOnlyList<string> Assumptions)
{
    /// <summary>What was measured against the float network; null where nothing was: not asked for, no head known, or the float network finds nothing.</summary>
    internal KeepReport? Kept { get; init; }

    /// <summary>How each measured tensor fares, in the order of the network; empty for dynamic quantization.</summary>
    internal IReadOnlyList<TensorReport> Tensors { get; init; } = [];
}
