using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Passes;
using YoloGen.Compiler;
using YoloGen.Cost;
using YoloGen.Quantization.Choice;
using YoloGen.Quantization.Reconstruction;
using YoloGen.Quantization.Rewriting;

namespace YoloGen.Quantization.Keeping;

/// <summary>The quantized network that leaving some tensors in floats makes, and what it costs.</summary>
internal sealed record CandidateNetwork(QuantizedTensors Tensors, RangeTable Ranges, QuantizeOptions Options)
{
    /// <summary>Scales and zero points with nothing left in floats.</summary>
    public ParameterTable Parameters { get; } = ParameterTable.Of(Tensors, Ranges, Options.ActivationType);

    /// <summary>How weights are rounded and biases corrected; null for the nearest bytes.</summary>
    public Reconstructor? Reconstructor { get; init; }

    /// <summary>Tensors that share scale and zero point stay in floats together or not at all.</summary>
    public ParameterGroups Groups { get; } = new(Tensors, Ranges);

    /// <summary>The network in Q/DQ form.</summary>
    /// <param name="floats">Names of tensors that stay in floats.</param>
    public NetworkGraph Without(IReadOnlySet<string> floats)
    {
        QuantizedTensors chosen = Tensors.Without(floats);
        NetworkGraph quantized = QdqRewriter.Run(Tensors.Graph, chosen, ParameterTable.Of(chosen, Ranges, Options.ActivationType), Reconstructor);
        quantized = quantized with { Metadata = HeadMetadataWriter.Add(Tensors.Graph.Metadata, Options.Head) };
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
