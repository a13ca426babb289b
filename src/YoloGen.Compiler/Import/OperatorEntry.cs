using YoloGen.Compiler.Operators;
using YoloGen.Diagnostics;

namespace YoloGen.Compiler.Import;

/// <summary>One line of the operator table.</summary>
/// <param name="Domain">Domain of the operator; empty for ONNX's own.</param>
/// <param name="Op">Its name.</param>
/// <param name="MinInputs">Fewest inputs.</param>
/// <param name="MaxInputs">Most inputs.</param>
/// <param name="Import">The import.</param>
/// <param name="Note">What holds, for the documentation.</param>
internal sealed record OperatorEntry(string Domain, string Op, int MinInputs, int MaxInputs, Action<NodeImport> Import, string Note)
{
    /// <summary>The name with its domain.</summary>
    public string FullName => Domain.Length > 0 ? $"{Domain}.{Op}" : Op;

    /// <summary>The operator that the import makes, where it has a loop of its own.</summary>
    public Func<OperatorDefinition>? Definition { get; init; }

    public void CheckArity(NodeImport n)
    {
        if (n.Inputs.Count < MinInputs || n.Inputs.Count > MaxInputs)
        {
            string wanted = MinInputs == MaxInputs ? $"{MinInputs}" : MaxInputs == int.MaxValue ? $"at least {MinInputs}" : $"{MinInputs} to {MaxInputs}";
            throw new YoloGenException(DiagnosticCodes.BadGraph, $"{n.Op} has {n.Inputs.Count} inputs where {wanted} are expected");
        }

        if (n.Source.Outputs.All(o => o.Length == 0))
        {
            throw new YoloGenException(DiagnosticCodes.BadGraph, $"{n.Op} has no output");
        }
    }
}
