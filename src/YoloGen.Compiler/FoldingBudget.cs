using YoloGen.Compiler.Graph;
using YoloGen.Diagnostics;
using YoloGen.Onnx;

namespace YoloGen.Compiler;

/// <summary>What evaluating nodes of constants may cost one compilation: a few hundred bytes can ask for hours of it.</summary>
internal sealed class FoldingBudget
{
    private double _steps;

    /// <summary>Counts a node that is about to be evaluated.</summary>
    /// <exception cref="YoloGenException">YG0102: all evaluations together take more than <see cref="OnnxLimits.MaxFoldingSteps"/>.</exception>
    public void Charge(Node node) => Charge(Work.Steps(node), node.Op.Name, node.Name);

    /// <summary>Counts steps of an operator that is evaluated without a node.</summary>
    /// <param name="steps">Values read and written, and what each takes.</param>
    /// <param name="op">The operator, for the message.</param>
    /// <param name="node">The node's name, for the message.</param>
    /// <exception cref="YoloGenException">As above.</exception>
    public void Charge(double steps, string op, string? node)
    {
        _steps += steps;
        if (_steps > OnnxLimits.MaxFoldingSteps)
        {
            throw new YoloGenException(
                DiagnosticCodes.LimitExceeded,
                FormattableString.Invariant($"{op} of constants takes {steps:N0} steps; a compilation evaluates up to {OnnxLimits.MaxFoldingSteps:N0} in all: compute it before the export, or simplify the model (onnxsim)"),
                node: node);
        }
    }
}
