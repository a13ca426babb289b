using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Import;
using YoloGen.Compiler.Passes;
using YoloGen.Cost;
using YoloGen.Diagnostics;
using YoloGen.Onnx;
using YoloGen.Quantization.Choice;
using YoloGen.Quantization.Keeping;

namespace YoloGen.Quantization.Prediction;

/// <summary>What a float network would cost once it is quantized.</summary>
public static class QuantizedCost
{
    /// <summary>
    /// Plans the network as <see cref="Quantizer.Quantize(string, IReadOnlyList{string}, QuantizeOptions?, Action{int, int}?)"/> would write it, with assumed
    /// ranges in place of measured ones, which cost the same, and predicts each layer.
    /// </summary>
    /// <param name="model">A float model.</param>
    /// <param name="core">The core.</param>
    /// <exception cref="YoloGenException">The model cannot be imported or planned.</exception>
    public static NetworkCost Predict(OnnxModel model, CoreModel core)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(core);
        NetworkGraph graph = PassList.Run(Importer.Import(model), PassList.Float);
        QuantizedTensors tensors = QuantizedTensors.Choose(graph);
        var candidate = new CandidateNetwork(tensors, AssumedRanges.Of(tensors), new QuantizeOptions());
        NetworkGraph quantized = PassList.Run(candidate.Without(new HashSet<string>(StringComparer.Ordinal)));
        return NetworkCost.Of(DetectingNetwork.PlanOf(quantized).Plan, core);
    }
}
