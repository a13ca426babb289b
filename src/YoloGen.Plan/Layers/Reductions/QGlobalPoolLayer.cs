using System.Collections.Generic;
using System.Linq;

namespace YoloGen.Plans;

/// <summary>Mean of all pixels of a channel, as a byte.</summary>
public sealed record QGlobalPoolLayer : PlanLayer
{
    /// <summary>The input, bytes.</summary>
    public PlanOperand X { get; init; }

    /// <summary>The output [N, C, 1, 1].</summary>
    public int Y { get; init; }

    /// <summary>Zero point of the input, storage domain.</summary>
    public int InputZero { get; init; }

    /// <summary>Input scale over output scale and pixels.</summary>
    public float Scale { get; init; }

    /// <summary>Zero point of the output, storage domain.</summary>
    public int Zero { get; init; }

    /// <inheritdoc/>
    public override PlanLayer Visit(LayerFields fields) => this with
    {
        Y = fields.Output(Y),
        X = fields.Input("x", X),
        InputZero = fields.Byte("input_zero", InputZero),
        Scale = fields.Float("scale", Scale),
        Zero = fields.Byte("zero", Zero),
    };

    /// <inheritdoc/>
    public override long Scratch(Plan plan) => 64 * 8;

    internal override string? Error(Plan plan)
    {
        PlanTensor x = plan.View(X), y = plan.Tensors[Y];
        bool fits = x.Shape.Count == 4 && y.Shape.Count == 4 && x.Type.IsQuantized() && y.Type.IsQuantized() && x.Shape[0] == y.Shape[0] && x.Shape[1] == y.Shape[1]
            && y.Shape[2] == 1 && y.Shape[3] == 1 && x.Shape.All(d => d > 0) && x.HasUnitChannels() && y.HasUnitChannels()
            && (long)x.Shape[2] * x.Shape[3] * 255 < int.MaxValue;
        return fits ? null : "has operands that do not fit together";
    }

    internal override IEnumerable<MemoryAccess> Touches(Plan plan) => Views.AllPixels(plan, this);
}
