using System.Collections.Generic;
using System.Linq;

namespace YoloGen.Plans;

/// <summary>
/// A loop of the support code along an axis, over row-major tensors. Which one says <see cref="Loop"/>, and what it asks for <see cref="LoopForm"/>;
/// it gets spans of its operands, which bound what it touches.
/// </summary>
public sealed record LoopLayer : PlanLayer
{
    /// <summary>The class of the loop.</summary>
    public string Loop { get; init; } = "";

    /// <summary>The first input, which has the axis.</summary>
    public PlanOperand X { get; init; }

    /// <summary>The second input, if the loop has one.</summary>
    public PlanOperand A { get; init; }

    /// <summary>The third input, if the loop has one.</summary>
    public PlanOperand B { get; init; }

    /// <summary>The output.</summary>
    public int Y { get; init; }

    /// <summary>The axis.</summary>
    public int Axis { get; init; }

    /// <summary>The loop's first number of its own; truth values are 0 and 1.</summary>
    public int First { get; init; }

    /// <summary>Its second one.</summary>
    public int Second { get; init; }

    /// <summary>Its third one.</summary>
    public int Third { get; init; }

    /// <summary>What the loop asks for.</summary>
    public LoopForm Form => LoopForm.Of(Loop);

    /// <summary>Its own numbers.</summary>
    public IReadOnlyList<int> Numbers => [.. new[] { First, Second, Third }.Take(Form.Numbers.Count)];

    /// <inheritdoc/>
    public override PlanLayer Visit(LayerFields fields)
    {
        LoopForm form = Form;
        PlanOperand Input(int i, PlanOperand value) => i < form.Inputs.Count ? fields.Input(form.Inputs[i].Name, value) : value;
        int Number(int i, int value)
            => i >= form.Numbers.Count ? value : form.Numbers[i].Type == "int" ? fields.Int(form.Numbers[i].Name, value, 0, int.MaxValue)
                : fields.Flag(form.Numbers[i].Name, value != 0) ? 1 : 0;
        return this with
        {
            Y = fields.Output(Y),
            X = Input(0, X),
            A = Input(1, A),
            B = Input(2, B),
            Axis = fields.Axis(Axis),
            First = Number(0, First),
            Second = Number(1, Second),
            Third = Number(2, Third),
        };
    }

    internal override string? Error(Plan plan)
    {
        PlanTensor[] inputs = [.. Inputs.Select(plan.View)];
        PlanTensor y = plan.Tensors[Y];
        return inputs.Append(y).All(IsDense) ? Form.Error([.. inputs.Select(i => (i.Type, i.Shape))], (y.Type, y.Shape), Axis) : "has an operand that is not row-major";
    }

    internal override IEnumerable<MemoryAccess> Touches(Plan plan) => Views.AllElements(plan, this);

    private static bool IsDense(PlanTensor t) => TensorStrides.RowMajor(t.Shape).Select((s, i) => t.Shape[i] == 1 || s == t.Strides[i]).All(ok => ok);
}
