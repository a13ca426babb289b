using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Passes;
using YoloGen.Compiler;
using YoloGen.Cost;
using YoloGen.Quantization.Choice;
using YoloGen.Quantization.Rewriting;

namespace YoloGen.Quantization.Keeping;

/// <summary>The quantized network that leaving some tensors in floats makes, and what it costs.</summary>
internal sealed class CandidateNetwork(QuantizedTensors tensors, RangeTable ranges, QuantizeOptions options)
{
    public QuantizedTensors Tensors => tensors;

    /// <summary>Scales and zero points with nothing left in floats.</summary>
    public ParameterTable Parameters { get; } = ParameterTable.Of(tensors, ranges, options.ActivationType);

    /// <summary>Tensors that share scale and zero point stay in floats together or not at all.</summary>
    public ParameterGroups Groups { get; } = new(tensors, ranges);

    /// <summary>The network in Q/DQ form.</summary>
    /// <param name="floats">Names of tensors that stay in floats.</param>
    public NetworkGraph Without(IReadOnlySet<string> floats)
    {
        QuantizedTensors chosen = tensors.Without(floats);
        NetworkGraph quantized = QdqRewriter.Run(tensors.Graph, chosen, ParameterTable.Of(chosen, ranges, options.ActivationType));
        quantized = quantized with { Metadata = HeadMetadataWriter.Add(tensors.Graph.Metadata, options.Head) };
        GraphVerifier.Verify(quantized, "quantization");
        return quantized;
    }

    /// <summary>Milliseconds of one inference on one core of a Raspberry Pi 4, predicted, and the share of the multiply-adds that run in integers.</summary>
    public static (double Milliseconds, double IntegerShare) CostOf(NetworkGraph graph)
    {
        NetworkGraph compiled = PassList.Run(graph);
        (long integer, long floats) = Work.Of(compiled);
        double milliseconds = NetworkCost.Of(DetectingNetwork.PlanOf(compiled).Plan, CoreModels.RaspberryPi4).Milliseconds;
        return (milliseconds, integer / (double)Math.Max(1, integer + floats));
    }
}
