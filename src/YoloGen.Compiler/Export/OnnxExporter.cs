using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Operators;
using YoloGen.Diagnostics;
using YoloGen.Onnx;

namespace YoloGen.Compiler.Export;

/// <summary>
/// Writes a graph as an ONNX model of opset 17: tensor names, metadata and the order of nodes stay. The way back from
/// <see cref="Import.Importer"/> for networks in floats and in Q/DQ form; deterministic.
/// </summary>
internal static class OnnxExporter
{
    /// <summary>Version of the operator set that is written.</summary>
    public const int Opset = 17;

    /// <summary>Exports a graph.</summary>
    /// <param name="graph">In floats, or with QuantizeLinear and DequantizeLinear around float operators.</param>
    /// <exception cref="YoloGenException">YG0202: nodes that opset 17 cannot express, all at once.</exception>
    public static OnnxModel Export(NetworkGraph graph)
    {
        ArgumentNullException.ThrowIfNull(graph);
        var state = new ExportState(graph, Opset);
        foreach (Node node in graph.Nodes)
        {
            try
            {
                if (OperatorCatalog.Of(node.Op).Export is not { } export)
                {
                    throw ExportState.Unsupported(node, "an operator that only the compiler has");
                }

                export(state, node);
            }
            catch (YoloGenException e)
            {
                state.Problems.AddRange(e.Diagnostics);
            }
        }

        return state.Problems.Count == 0 ? state.Finish() : throw new YoloGenException(state.Problems);
    }
}
