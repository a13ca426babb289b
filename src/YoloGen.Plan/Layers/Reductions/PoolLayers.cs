using System.Collections.Generic;
using System.Linq;

namespace YoloGen.Plans;

/// <summary>A pool over the windows of a feature map.</summary>
public abstract record PoolLayer : PlanLayer
{
    /// <summary>The input, a tensor.</summary>
    public PlanOperand X { get; init; }

    /// <summary>The output.</summary>
    public int Y { get; init; }

    /// <summary>The windows.</summary>
    public PoolWindow Window { get; init; } = PoolWindow.Point;

    internal override string? Error(Plan plan)
    {
        PlanTensor x = plan.View(X), y = plan.Tensors[Y];
        if (X.Kind != OperandKind.Tensor || x.Shape.Count != 4 || y.Shape.Count != 4 || !HasTypes(x.Type, y.Type) || x.Shape[0] != y.Shape[0] || x.Shape[1] != y.Shape[1]
            || x.Shape.Concat(y.Shape).Any(v => v == 0) || !IsWalkable(x) || !IsWalkable(y))
        {
            return "has operands that do not fit together";
        }

        return Window.Error(x, y);
    }

    private protected abstract bool HasTypes(ElementType x, ElementType y);

    internal override IEnumerable<MemoryAccess> Touches(Plan plan) => Views.AllPixels(plan, this);

    private static bool IsWalkable(PlanTensor t) => t.HasUnitChannels() && t.Strides[2] >= 0 && t.Strides[3] >= 0;
}

/// <summary>Largest value of a window.</summary>
public sealed record MaxPoolLayer : PoolLayer
{
    /// <inheritdoc/>
    public override PlanLayer Visit(LayerFields fields) => this with { Y = fields.Output(Y), X = fields.Input("x", X), Window = Window.Visit(fields) };

    private protected override bool HasTypes(ElementType x, ElementType y) => x == y && (x == ElementType.Float32 || x.IsQuantized());
}

/// <summary>Mean of a window of floats.</summary>
public sealed record AveragePoolLayer : PoolLayer
{
    /// <summary>Whether padding counts in the divisor.</summary>
    public bool IncludesPadding { get; init; }

    /// <inheritdoc/>
    public override PlanLayer Visit(LayerFields fields)
        => this with { Y = fields.Output(Y), X = fields.Input("x", X), Window = Window.Visit(fields), IncludesPadding = fields.Flag("include", IncludesPadding) };

    private protected override bool HasTypes(ElementType x, ElementType y) => x == y && x == ElementType.Float32;
}

/// <summary>Mean of a window of bytes, in floats, as bytes of another scale.</summary>
public sealed record QAveragePoolLayer : PoolLayer
{
    /// <summary>Whether padding counts in the divisor.</summary>
    public bool IncludesPadding { get; init; }

    /// <summary>Scale of the input.</summary>
    public float InputScale { get; init; }

    /// <summary>Zero point of the input, storage domain.</summary>
    public int InputZero { get; init; }

    /// <summary>Scale of the output.</summary>
    public float OutputScale { get; init; }

    /// <summary>Zero point of the output in the model's domain.</summary>
    public int OutputZero { get; init; }

    /// <summary>128 where the output is signed, stored plus 128; else 0.</summary>
    public int Shift { get; init; }

    /// <inheritdoc/>
    public override PlanLayer Visit(LayerFields fields) => this with
    {
        Y = fields.Output(Y),
        X = fields.Input("x", X),
        Window = Window.Visit(fields),
        IncludesPadding = fields.Flag("include", IncludesPadding),
        InputScale = fields.Float("input_scale", InputScale),
        InputZero = fields.Byte("input_zero", InputZero),
        OutputScale = fields.Float("output_scale", OutputScale),
        OutputZero = fields.Int("output_zero", OutputZero, -128, 255),
        Shift = fields.Byte("shift", Shift),
    };

    /// <summary>
    /// A factor with which sums of whole windows give the layer's bytes in one product: y = clamp(round_half_even(float(sum of (x - InputZero)) * factor) + OutputZero + Shift, 0, 255).
    /// </summary>
    /// <returns>Null where there is none, or where windows reach over the input's edge.</returns>
    public float? SumFactor(Plan plan)
    {
        PlanTensor x = plan.View(X), y = plan.Tensors[Y];
        bool inside = Window is { PadTop: 0, PadLeft: 0 }
            && ((y.Shape[2] - 1L) * Window.StrideHeight) + ((Window.KernelHeight - 1L) * Window.DilationHeight) < x.Shape[2]
            && ((y.Shape[3] - 1L) * Window.StrideWidth) + ((Window.KernelWidth - 1L) * Window.DilationWidth) < x.Shape[3];
        return inside && Window.Taps <= int.MaxValue ? AverageFactor.Find(this, (int)Window.Taps) : null;
    }

    private protected override bool HasTypes(ElementType x, ElementType y) => x.IsQuantized() && y.IsQuantized();
}
