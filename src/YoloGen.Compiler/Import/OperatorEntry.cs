using YoloGen.Diagnostics;

namespace YoloGen.Compiler.Import;

/// <summary>One line of the operator table.</summary>
/// <param name="MinInputs">Fewest inputs.</param>
/// <param name="MaxInputs">Most inputs.</param>
/// <param name="Import">The import.</param>
internal sealed record OperatorEntry(int MinInputs, int MaxInputs, Action<NodeImport> Import)
{
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
