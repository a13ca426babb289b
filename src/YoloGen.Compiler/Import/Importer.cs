using YoloGen.Compiler.Graph;
using YoloGen.Diagnostics;
using YoloGen.Onnx;

namespace YoloGen.Compiler.Import;

/// <summary>Turns an ONNX model into the IR: static shapes, folded shape arithmetic, no opset differences.</summary>
internal static class Importer
{
    /// <summary>Imports a model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="options">Input shapes.</param>
    /// <returns>The network; every tensor has a static shape.</returns>
    /// <exception cref="YoloGenException">Something cannot be compiled; every such node is listed at once.</exception>
    public static NetworkGraph Import(OnnxModel model, ImportOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        model = SuppressionCut.Apply(model);
        try
        {
            OpsetCheck.Run(model);
            var state = new ImportState(model);
            var scope = new Scope(parent: null);
            GraphImport.AddInitializers(state, model.Graph, scope);
            IReadOnlyList<Tensor> inputs = InputImport.Run(state, scope, options ?? new ImportOptions());
            GraphImport.AddNodes(state, model.Graph, scope);
            if (state.Problems.Count > 0 && options is not null)
            {
                IReadOnlyList<Diagnostic> hinted = ShapeHint.Add([.. state.Problems], state.Nodes, options);
                state.Problems.Clear();
                state.Problems.AddRange(hinted);
            }

            state.ThrowIfProblems();
            IReadOnlyList<Tensor> outputs = OutputImport.Run(state, scope);
            NetworkGraph graph = OutputImport.Finish(state, inputs, outputs);
            GraphVerifier.Verify(graph);
            return graph;
        }
        catch (YoloGenException e) when (model.Path is not null && e.Diagnostics.Any(d => d.File is null))
        {
            throw new YoloGenException([.. e.Diagnostics.Select(d => d with { File = d.File ?? model.Path })]);
        }
    }
}
