using System.Linq;

namespace YoloGen.Plans;

/// <summary>A convolution whose loops the planner chooses.</summary>
public abstract record ScheduledConvolutionLayer : ConvolutionLayer
{
    /// <summary>The loops around the kernel.</summary>
    public ConvSchedule Schedule { get; init; } = ConvSchedule.RowByRow;

    /// <summary>Whether the kernel can walk maps in chunks of pixels, and panels can be split over threads.</summary>
    internal virtual bool IsDirect => false;

    internal override int Chunk => Schedule.Chunk;

    /// <summary>Whether the input and all that is written are one row of pixels each, and a pixel is made of one pixel.</summary>
    public bool CanChunk(Plan plan)
    {
        PlanTensor x = plan.View(X), y = plan.Tensors[Y];
        return IsDirect && Window == ConvWindow.Point && Groups == 1 && x.Shape[2] == y.Shape[2] && x.Shape[3] == y.Shape[3]
            && Then.SelectMany(t => t.Inputs.Where(i => i.Kind == OperandKind.Tensor).Select(i => i.Index).Concat(t.Outputs))
                .Select(t => plan.Tensors[t]).Append(x).Append(y).All(ConvGeometry.IsOneRow);
    }

    /// <summary>Whether panels can be split over threads: what follows a row of floats needs all its channels.</summary>
    public bool CanSplitPanels(Plan plan) => IsDirect && Groups == 1 && plan.Tensors[Y].Shape[0] == 1 && (Types.X == ElementType.UInt8 || Then.Count == 0);

    /// <summary>Whether a block of rows can be walked some pixels at a time.</summary>
    public bool CanSpan => IsDirect && Groups == 1 && Schedule is { Split: WorkSplit.Rows, Chunk: 0, Gathers: false };

    private protected override string? ScheduleError(Plan plan)
        => Schedule.Chunk > 0 && !CanChunk(plan) ? "has maps that cannot be walked in chunks of pixels"
            : Schedule.Split == WorkSplit.Panels && !CanSplitPanels(plan) ? "has panels that cannot be split over threads"
            : Schedule.Span > 0 && !CanSpan ? "has rows that cannot be walked in spans of pixels"
            : Schedule.Gathers && !CanGather(plan) ? "has windows that cannot be copied side by side"
            : null;

    /// <summary>Whether the windows of a row can be copied side by side: kernel rows of bytes without gaps.</summary>
    public virtual bool CanGather(Plan plan) => false;
}
