using YoloGen.Compiler.Graph;
using YoloGen.Detection;

namespace YoloGen.Compiler;

/// <summary>A graph as the choice of a head looks at it.</summary>
public static class GraphSignature
{
    /// <summary>The signature of a graph, with what it does behind its last learned layers; null where it has not exactly one input.</summary>
    /// <param name="graph">As imported: passes fuse what a probe looks at.</param>
    public static ModelSignature? Of(NetworkGraph graph)
    {
        if (graph.Inputs.Count != 1)
        {
            return null;
        }

        var signature = new ModelSignature([.. graph.Inputs[0].Shape.Dims], [.. graph.Outputs.Select(o => new OutputSignature(o.Name, [.. o.Shape.Dims]))], graph.Metadata);
        // No other network has a head.
        return signature.IsPhotoInput ? signature with { Probes = Probing.TailProbe.Of(graph) } : signature;
    }
}
