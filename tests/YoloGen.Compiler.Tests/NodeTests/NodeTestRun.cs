using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Import;
using YoloGen.Compiler.Passes;
using YoloGen.Diagnostics;
using YoloGen.Onnx;

namespace YoloGen.Compiler.Tests.NodeTests;

/// <summary>
/// Runs one folder through reader, importer and interpreter, before and after the passes. The node tests pass everything as an input of the
/// graph; what a compiler must know (shapes, axes, quantization parameters) is made a constant where the import asks for that.
/// </summary>
internal static class NodeTestRun
{
    private static readonly Dictionary<string, TensorData> None = [];

    /// <summary>"pass", "pass with N constants", "refused CODES", or "wrong: ..."; and the graph after the passes with its inputs.</summary>
    public static NodeTestResult Outcome(NodeTestFolder folder)
    {
        try
        {
            OnnxModel model = folder.ReadModel();
            int inputs = model.Graph.Inputs.Count;
            YoloGenException? first = null;

            // From the last input on: the data come first, what describes the operation later.
            for (int constants = 0; constants <= inputs; constants++)
            {
                try
                {
                    return Run(folder, constants);
                }
                catch (YoloGenException e) when (constants < inputs && e.Diagnostics.Any(d => d.Code == DiagnosticCodes.NotConstant || d.Code == DiagnosticCodes.UnsupportedForm))
                {
                    first ??= e;
                }
                catch (YoloGenException) when (first is not null)
                {
                    throw first;
                }
            }

            throw first!;
        }
        catch (YoloGenException e)
        {
            return new NodeTestResult("refused " + Codes(e), null, None);
        }
    }

    public static string Codes(YoloGenException e) => string.Join(' ', e.Diagnostics.Select(d => d.Code.Id).Distinct().Order(StringComparer.Ordinal));

    /// <summary>The outcome with the last <paramref name="constants"/> inputs made constants.</summary>
    public static NodeTestResult Run(NodeTestFolder folder, int constants)
    {
        OnnxModel model = folder.ReadModel();
        int free = model.Graph.Inputs.Count - constants;
        NetworkGraph graph;
        var values = new Dictionary<string, TensorData>(StringComparer.Ordinal);
        if (constants == 0 && model.Graph.Inputs.Any(i => i.Kind != "tensor"))
        {
            graph = Importer.Import(model);
        }
        else
        {
            IReadOnlyList<OnnxTensor> inputs = folder.Inputs();
            var shapes = new Dictionary<string, IReadOnlyList<int>>(StringComparer.Ordinal);
            for (int i = 0; i < inputs.Count; i++)
            {
                OnnxValueInfo declared = model.Graph.Inputs[i];
                inputs[i].Name = declared.Name;
                if (i >= free)
                {
                    model.Graph.Initializers.Add(inputs[i]);
                }
                else if (declared.Dims is null || declared.Dims.Any(d => d.Value is null))
                {
                    shapes[declared.Name] = [.. inputs[i].Dims.Select(d => (int)d)];
                }
            }

            graph = Importer.Import(model, new ImportOptions { Shapes = shapes });
            for (int i = 0; i < free; i++)
            {
                values[model.Graph.Inputs[i].Name] = NodeTestFolder.ValueOf(inputs[i]);
            }
        }

        NetworkGraph rewritten = PassList.Run(graph);
        string? difference = Difference(folder, graph, Compiler.Interpreter.Interpreter.Run(graph, values))
            ?? Difference(folder, rewritten, Compiler.Interpreter.Interpreter.Run(rewritten, values));
        return difference is not null ? new NodeTestResult("wrong: " + difference, null, None)
            : new NodeTestResult(constants == 0 ? "pass" : $"pass with {constants} constants", rewritten, values);
    }

    /// <summary>What is wrong with the outputs; null if nothing is.</summary>
    public static string? Difference(NodeTestFolder folder, NetworkGraph graph, IReadOnlyDictionary<string, TensorData> found)
    {
        IReadOnlyList<OnnxTensor> expected = folder.Outputs();
        for (int i = 0; i < expected.Count; i++)
        {
            if (NodeTestComparison.Difference(expected[i], found[graph.Outputs[i].Name]) is { } difference)
            {
                return $"output {i}: {difference}";
            }
        }

        return null;
    }
}
