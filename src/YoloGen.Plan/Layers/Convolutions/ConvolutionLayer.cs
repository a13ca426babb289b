using System.Collections.Generic;
using System.Linq;

namespace YoloGen.Plans;

/// <summary>What all convolutions have: feature maps [N, C, H, W] with the channels of a pixel side by side, weights [O, H, W, I].</summary>
public abstract record ConvolutionLayer : PlanLayer
{
    /// <summary>The input, with the border that the windows reach.</summary>
    public PlanOperand X { get; init; }

    /// <summary>Weights [O, H, W, I].</summary>
    public PlanOperand Weights { get; init; }

    /// <summary>One summand for each output channel; optional for floats.</summary>
    public PlanOperand Bias { get; init; }

    /// <summary>The output.</summary>
    public int Y { get; init; }

    /// <summary>Kernel, strides, dilations and padding.</summary>
    public ConvWindow Window { get; init; } = ConvWindow.Point;

    /// <summary>Groups of channels; as many as channels where each is by itself.</summary>
    public int Groups { get; init; } = 1;

    /// <summary>Whether each channel is by itself.</summary>
    public virtual bool IsDepthwise => false;

    /// <summary>Pixels of a chunk where the whole map is walked as one row of pixels; else 0.</summary>
    internal virtual int Chunk => 0;

    /// <summary>Element types of input, weights and output.</summary>
    internal abstract (ElementType X, ElementType Weights, ElementType Y) Types { get; }

    /// <summary>The addresses that the kernels walk.</summary>
    public ConvGeometry Geometry(Plan plan) => ConvGeometry.Of(plan, this);

    /// <summary>Multiply-adds of the layer.</summary>
    public double MultiplyAdds(Plan plan) => plan.Tensors[Y].Count() * plan.View(Weights).Shape.Skip(1).Aggregate(1.0, (n, d) => n * d);

    internal override string? Error(Plan plan)
    {
        PlanTensor x = plan.View(X), y = plan.Tensors[Y];
        if (X.Kind != OperandKind.Tensor || x.Shape.Count != 4 || y.Shape.Count != 4)
        {
            return "has an input or output that is no feature map";
        }

        (ElementType input, ElementType weights, ElementType output) = Types;
        bool signed = input == ElementType.UInt8 && x.Type == ElementType.Int8, signedOut = output == ElementType.UInt8 && y.Type == ElementType.Int8;
        if ((x.Type != input && !signed) || (y.Type != output && !signedOut))
        {
            return "has operands of the wrong type";
        }

        if (y.Shape.Any(v => v == 0) || x.Shape.Any(v => v == 0) || x.Shape[0] != y.Shape[0] || x.Shape[1] % Groups != 0 || y.Shape[1] % Groups != 0
            || (IsDepthwise && (Groups != x.Shape[1] || y.Shape[1] != Groups))
            || !plan.IsWeight(Weights, weights, y.Shape[1] * Window.Taps * (x.Shape[1] / Groups)))
        {
            return "has shapes that do not fit together";
        }

        if (!x.HasUnitChannels() || !y.HasUnitChannels())
        {
            return "needs the channels of a pixel side by side";
        }

        if (IsDepthwise && Window.Taps > PlanLimits.MaxDepthwiseTaps)
        {
            return "has more taps than a depthwise kernel can have";
        }

        bool forward = x.Strides[2] >= 0 && x.Strides[3] >= 0 && y.Strides[2] >= 0 && y.Strides[3] >= 0;
        return forward ? MoreError(plan, y.Shape[1]) ?? ScheduleError(plan) : "needs rows and pixels in ascending order";
    }

    /// <summary>What is wrong with the loops around the kernel, or null.</summary>
    private protected virtual string? ScheduleError(Plan plan) => null;

    /// <summary>What is wrong with the operands and constants of one kind, or null.</summary>
    private protected abstract string? MoreError(Plan plan, int outputs);

    /// <summary>Windows as the kernels step through them; the output by pixels; everything else has its values side by side.</summary>
    internal override IEnumerable<MemoryAccess> Touches(Plan plan)
    {
        ConvGeometry geometry = Geometry(plan);
        return Inputs.Skip(1).Select(i => Views.Dense(plan, i)).Prepend(geometry.Results(PlanOperand.Tensor(Y))).Prepend(geometry.Windows(X));
    }
}
