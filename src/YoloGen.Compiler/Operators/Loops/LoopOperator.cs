using YoloGen.Compiler.Export;
using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;
using YoloGen.Compiler.Interpreter;
using YoloGen.Compiler.Planning;

namespace YoloGen.Compiler.Operators.Loops;

/// <summary>An operator that is a loop of the support code along an axis: what the loop says of its operands is the rule, and both interpreter and class call it.</summary>
/// <param name="Loop">The class of the loop.</param>
/// <param name="Axis">The axis.</param>
internal abstract record LoopOperator(string Loop, int Axis) : Operator
{
    /// <summary>The loop's own numbers; truth values are 0 and 1.</summary>
    public virtual IReadOnlyList<int> Numbers => [];

    /// <summary>What is known of the operator.</summary>
    protected static OperatorDefinition Define<TOperator>(Action<TOperator, Operands, TensorData, int, int> run, Action<ExportState, Node> export, OperatorTraits? traits = null)
        where TOperator : LoopOperator
        => new()
        {
            Type = typeof(TOperator),
            BrokenRule = Rule,
            Evaluate = operands => [Evaluate(run, operands)],
            Lower = Lower,
            Export = export,
            Traits = traits ?? new() { FoldsOnImport = true },
            Describe = op => $"axis {((LoopOperator)op).Axis}",
        };

    private static string? Rule(Node node)
    {
        var op = (LoopOperator)node.Op;
        return LoopForm.Of(op.Loop).Error([.. node.Inputs.Select(i => Of(i!))], Of(node.Output), op.Axis);
    }

    private static (ElementType Type, IReadOnlyList<int> Shape) Of(Tensor tensor) => (tensor.Type, [.. tensor.Shape.Dims]);

    private static TensorData Evaluate<TOperator>(Action<TOperator, Operands, TensorData, int, int> run, Operands operands)
        where TOperator : LoopOperator
    {
        var op = (TOperator)operands.Node.Op;
        TensorData y = TensorData.Zeros(operands.Type, operands.Shape);
        Shape x = operands[0].Shape;
        run(op, operands, y, x[op.Axis], Integers.InnerCount(x, op.Axis));
        return y;
    }

    private static void Lower(GraphLowering g, Node node)
    {
        var op = (LoopOperator)node.Op;
        LayerDraft d = g.Draft();
        PlanOperand Read(int i) => i < node.Inputs.Count ? d.Read(new Operand(g.InArena(node, i), -1, LayoutNeed.RowMajor)) : PlanOperand.None;
        int Number(int i) => i < op.Numbers.Count ? op.Numbers[i] : 0;
        d.Add(
            new LoopLayer
            {
                Name = node.Name,
                Loop = op.Loop,
                X = Read(0),
                A = Read(1),
                B = Read(2),
                Y = d.Write(g.Of(node.Output)),
                Axis = op.Axis,
                First = Number(0),
                Second = Number(1),
                Third = Number(2),
            },
            LayoutNeed.RowMajor);
    }
}
