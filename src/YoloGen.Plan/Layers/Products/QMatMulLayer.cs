using System.Collections.Generic;
using System.Linq;

namespace YoloGen.Plans;

/// <summary>Product of two tensors of bytes as matrices, both known at run time only.</summary>
public sealed record QMatMulLayer : PlanLayer
{
    /// <summary>The left matrices [.., m, k], rows contiguous.</summary>
    public PlanOperand A { get; init; }

    /// <summary>The right matrices [.., k, n].</summary>
    public PlanOperand B { get; init; }

    /// <summary>One summand for each column, i32; optional.</summary>
    public PlanOperand Bias { get; init; }

    /// <summary>One scale for each column; absent for raw sums.</summary>
    public PlanOperand Scale { get; init; }

    /// <summary>Zero point of A known at run time, one byte; optional.</summary>
    public PlanOperand RunTimeZeroA { get; init; }

    /// <summary>Zero points of B, one for each column or one for all; optional.</summary>
    public PlanOperand ZerosB { get; init; }

    /// <summary>The products [.., m, n]: i32 without a scale, else bytes.</summary>
    public int Y { get; init; }

    /// <summary>Zero point of A, storage domain, where it is no tensor.</summary>
    public int ZeroA { get; init; }

    /// <summary>Zero point of B, storage domain, where it is no tensor.</summary>
    public int ZeroB { get; init; }

    /// <summary>Zero point of the output, storage domain.</summary>
    public int Zero { get; init; }

    /// <inheritdoc/>
    public override PlanLayer Visit(LayerFields fields) => this with
    {
        Y = fields.Output(Y),
        A = fields.Input("a", A),
        B = fields.Input("b", B),
        Bias = fields.Input("bias", Bias, optional: true),
        Scale = fields.Input("scale", Scale, optional: true),
        RunTimeZeroA = fields.Input("run_time_zero_a", RunTimeZeroA, optional: true),
        ZerosB = fields.Input("zeros_b", ZerosB, optional: true),
        ZeroA = fields.Byte("zero_a", ZeroA),
        ZeroB = fields.Byte("zero_b", ZeroB),
        Zero = fields.Byte("zero", Zero),
    };

    /// <summary>As <c>IntegerMatMul.ScratchBytes</c> of the support code: columns of a panel (at most 32), the panel, sums of 64 rows.</summary>
    public override long Scratch(Plan plan) => ((((long)plan.View(A).Shape.Last() + 64) * 32 * 3) + (32 * 64 * 4)) + (64 * 4) + 4096;

    internal override string? Error(Plan plan)
    {
        PlanTensor a = plan.View(A), b = plan.View(B), y = plan.Tensors[Y];
        int n = y.Shape.Count < 2 ? 0 : y.Shape[y.Shape.Count - 1];
        bool fits = a.Type.IsQuantized() && b.Type.IsQuantized() && (Scale.IsPresent ? y.Type.IsQuantized() : y.Type == ElementType.Int32) && MatrixShape.Fits(a, b, y)
            && MatrixShape.HasRows(a) && MatrixShape.HasRows(y) && plan.IsWeight(Bias, ElementType.Int32, n) && plan.IsWeight(Scale, ElementType.Float32, n)
            && IsBytes(plan, RunTimeZeroA, 1) && IsBytes(plan, ZerosB, n);
        return fits ? null : "has operands that do not fit together";
    }

    internal override IEnumerable<MemoryAccess> Touches(Plan plan)
        => new[] { Views.Rows(plan, A), Views.Elements(plan, B), Views.Rows(plan, PlanOperand.Tensor(Y), writes: true) }
            .Concat(new[] { Bias, Scale, RunTimeZeroA, ZerosB }.Where(o => o.IsPresent).Select(o => Views.Dense(plan, o)));

    /// <summary>Whether an operand is absent, one byte, or <paramref name="count"/> bytes.</summary>
    private static bool IsBytes(Plan plan, PlanOperand operand, long count)
        => !operand.IsPresent || (plan.View(operand).Type.IsQuantized() && (plan.View(operand).Count() == 1 || plan.View(operand).Count() == count));
}
