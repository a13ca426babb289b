using System.Collections.Generic;
using System.Linq;

namespace YoloGen.Plans;

/// <summary>A feature map at another size, its coordinates worked out at compile time: tables are weights.</summary>
public abstract record ResizeLayer : PlanLayer
{
    /// <summary>The input.</summary>
    public PlanOperand X { get; init; }

    /// <summary>The output.</summary>
    public int Y { get; init; }

    internal override IEnumerable<MemoryAccess> Touches(Plan plan) => Views.AllPixels(plan, this);

    internal override string? Error(Plan plan)
    {
        PlanTensor x = plan.View(X), y = plan.Tensors[Y];
        bool fits = x.Shape.Count == 4 && y.Shape.Count == 4 && x.Shape[0] == y.Shape[0] && x.Shape[1] == y.Shape[1] && x.Shape.Concat(y.Shape).All(d => d > 0)
            && x.HasUnitChannels() && y.HasUnitChannels() && Fits(plan, x, y);
        return fits ? null : "has operands that do not fit together";
    }

    private protected abstract bool Fits(Plan plan, PlanTensor x, PlanTensor y);
}

/// <summary>Another size, each pixel from its nearest.</summary>
public sealed record NearestLayer : ResizeLayer
{
    /// <summary>The input row of each output row, i32.</summary>
    public PlanOperand Rows { get; init; }

    /// <summary>The input column of each output column, i32.</summary>
    public PlanOperand Columns { get; init; }

    /// <inheritdoc/>
    public override PlanLayer Visit(LayerFields fields)
        => this with { Y = fields.Output(Y), X = fields.Input("x", X), Rows = fields.Input("rows", Rows), Columns = fields.Input("columns", Columns) };

    private protected override bool Fits(Plan plan, PlanTensor x, PlanTensor y)
        => X.Kind == OperandKind.Tensor && x.Type == y.Type && plan.IsWeight(Rows, ElementType.Int32, y.Shape[2]) && plan.IsWeight(Columns, ElementType.Int32, y.Shape[3]);

    internal override IEnumerable<IndexTable> IndexTables(Plan plan) => [IndexTable.On(Rows, plan.View(X).Shape[2]), IndexTable.On(Columns, plan.View(X).Shape[3])];
}

/// <summary>Another size, each pixel between four.</summary>
public sealed record LinearLayer : ResizeLayer
{
    /// <summary>The upper input row of each output row, i32.</summary>
    public PlanOperand Top { get; init; }

    /// <summary>The lower input row of each output row, i32.</summary>
    public PlanOperand Bottom { get; init; }

    /// <summary>The weight of the lower row.</summary>
    public PlanOperand RowWeights { get; init; }

    /// <summary>The left input column of each output column, i32.</summary>
    public PlanOperand Left { get; init; }

    /// <summary>The right input column of each output column, i32.</summary>
    public PlanOperand Right { get; init; }

    /// <summary>The weight of the right column.</summary>
    public PlanOperand ColumnWeights { get; init; }

    /// <inheritdoc/>
    public override PlanLayer Visit(LayerFields fields) => this with
    {
        Y = fields.Output(Y),
        X = fields.Input("x", X),
        Top = fields.Input("top", Top),
        Bottom = fields.Input("bottom", Bottom),
        RowWeights = fields.Input("row_weights", RowWeights),
        Left = fields.Input("left", Left),
        Right = fields.Input("right", Right),
        ColumnWeights = fields.Input("column_weights", ColumnWeights),
    };

    /// <inheritdoc/>
    public override long Scratch(Plan plan) => (long)plan.Tensors[Y].Shape[3] * 8;

    private protected override bool Fits(Plan plan, PlanTensor x, PlanTensor y)
        => x.Type == ElementType.Float32 && y.Type == ElementType.Float32
            && plan.IsWeight(Top, ElementType.Int32, y.Shape[2]) && plan.IsWeight(Bottom, ElementType.Int32, y.Shape[2]) && plan.IsWeight(RowWeights, ElementType.Float32, y.Shape[2])
            && plan.IsWeight(Left, ElementType.Int32, y.Shape[3]) && plan.IsWeight(Right, ElementType.Int32, y.Shape[3]) && plan.IsWeight(ColumnWeights, ElementType.Float32, y.Shape[3]);

    internal override IEnumerable<IndexTable> IndexTables(Plan plan)
    {
        IReadOnlyList<int> shape = plan.View(X).Shape;
        return [IndexTable.On(Top, shape[2]), IndexTable.On(Bottom, shape[2]), IndexTable.On(Left, shape[3]), IndexTable.On(Right, shape[3])];
    }
}

/// <summary>Another size, each pixel between sixteen: four numbers for each row or column of the output.</summary>
public sealed record CubicLayer : ResizeLayer
{
    /// <summary>Four input rows of each output row, i32.</summary>
    public PlanOperand Rows { get; init; }

    /// <summary>Their weights.</summary>
    public PlanOperand RowWeights { get; init; }

    /// <summary>Four input columns of each output column, i32.</summary>
    public PlanOperand Columns { get; init; }

    /// <summary>Their weights.</summary>
    public PlanOperand ColumnWeights { get; init; }

    /// <inheritdoc/>
    public override PlanLayer Visit(LayerFields fields) => this with
    {
        Y = fields.Output(Y),
        X = fields.Input("x", X),
        Rows = fields.Input("rows", Rows),
        RowWeights = fields.Input("row_weights", RowWeights),
        Columns = fields.Input("columns", Columns),
        ColumnWeights = fields.Input("column_weights", ColumnWeights),
    };

    /// <inheritdoc/>
    public override long Scratch(Plan plan) => (long)plan.Tensors[Y].Shape[3] * 16;

    private protected override bool Fits(Plan plan, PlanTensor x, PlanTensor y)
        => x.Type == ElementType.Float32 && y.Type == ElementType.Float32
            && plan.IsWeight(Rows, ElementType.Int32, 4L * y.Shape[2]) && plan.IsWeight(RowWeights, ElementType.Float32, 4L * y.Shape[2])
            && plan.IsWeight(Columns, ElementType.Int32, 4L * y.Shape[3]) && plan.IsWeight(ColumnWeights, ElementType.Float32, 4L * y.Shape[3]);

    internal override IEnumerable<IndexTable> IndexTables(Plan plan) => [IndexTable.On(Rows, plan.View(X).Shape[2]), IndexTable.On(Columns, plan.View(X).Shape[3])];
}
