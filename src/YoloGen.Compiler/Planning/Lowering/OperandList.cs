using YoloGen.Compiler.Graph;

namespace YoloGen.Compiler.Planning;

/// <summary>The operands of a layer in the making: each is known to the layer's record by its place in the list.</summary>
internal sealed class OperandList(params IEnumerable<Operand> first)
{
    private readonly List<Operand> _all = [.. first];

    public IReadOnlyList<Operand> All => _all;

    /// <summary>Adds an operand; none if it is absent.</summary>
    public PlanOperand Add(Operand operand)
    {
        if (operand.Value is null && operand.Weight < 0)
        {
            return PlanOperand.None;
        }

        _all.Add(operand);
        return PlanOperand.Tensor(_all.Count - 1);
    }
}
