using YoloGen.Compiler.Graph;
using YoloGen.Diagnostics;
using YoloGen.Onnx;

namespace YoloGen.Compiler.Import.Operators;

/// <summary>If with a condition that is known: the branch taken becomes part of the graph.</summary>
internal static class IfImport
{
    public static void Import(NodeImport n)
    {
        TensorData condition = n.ConstantOf(0, "the condition");
        if (condition.Type != ElementType.Bool || condition.Shape.Count != 1)
        {
            throw n.BadType(0, "one bool");
        }

        OnnxGraph taken = n.Attributes.Graph(condition.Bools[0] ? "then_branch" : "else_branch");
        n.Attributes.Ignore("then_branch", "else_branch");
        if (taken.Outputs.Count != n.Source.Outputs.Count)
        {
            throw new YoloGenException(DiagnosticCodes.BadGraph, $"If has {n.Source.Outputs.Count} outputs, its branch {taken.Outputs.Count}");
        }

        var scope = new Scope(n.Scope);
        GraphImport.AddInitializers(n.State, taken, scope);
        int problems = n.State.Problems.Count;
        GraphImport.AddNodes(n.State, taken, scope);
        for (int i = 0; i < taken.Outputs.Count; i++)
        {
            if (!scope.TryFind(taken.Outputs[i].Name, n.State, out Tensor? value) || (value is null && n.State.Problems.Count == problems))
            {
                throw new YoloGenException(DiagnosticCodes.BadGraph, $"the branch of If has no value '{taken.Outputs[i].Name}'");
            }

            if (value is not null)
            {
                n.Alias(value, i);
            }
        }
    }
}
