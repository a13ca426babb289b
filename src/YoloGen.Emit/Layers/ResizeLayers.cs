using System.Linq;
using Scriban.Runtime;

namespace YoloGen.Emit;

/// <summary>Pixels picked by a list of rows and one of columns. Inputs: x, rows i32, columns i32.</summary>
internal sealed class NearestLayer() : LayerKind("nearest", 3, 3)
{
    protected override string? CheckMore(LayerFacts f)
    {
        PlanTensor x = f.In(0), y = f.Out();
        bool fits = f.IsTensor(0) && x.Type == y.Type && ResizeShape.Fits(x, y) && f.Has(1) && f.Has(2) && f.IsWeight(1, PlanType.I32, y.Shape[2]) && f.IsWeight(2, PlanType.I32, y.Shape[3]);
        return fits ? null : "has operands that do not fit together";
    }

    public override string Body(LayerScope s)
    {
        PlanTensor x = s.In(0), y = s.Out();
        int size = x.Type.SizeOf();
        return s.Render("nearest", new ScriptObject
        {
            ["x"] = $"_arena{LayerScope.Plus(x.Offset)}",
            ["y"] = $"_arena{LayerScope.Plus(y.Offset)}",
            ["rows"] = s.InPointer(1),
            ["columns"] = s.InPointer(2),
            ["batch"] = x.Shape[0],
            ["input_batch"] = x.Strides[0] * size,
            ["output_batch"] = y.Strides[0] * size,
            ["height"] = y.Shape[2],
            ["width"] = y.Shape[3],
            ["pixel_bytes"] = x.Shape[1] * size,
            ["input_row"] = x.Strides[2] * size,
            ["input_pixel"] = x.Strides[3] * size,
            ["output_row"] = y.Strides[2] * size,
            ["output_pixel"] = y.Strides[3] * size,
            ["halo"] = s.FillHalo(),
        });
    }
}

/// <summary>Bilinear interpolation. Inputs: x, top i32, bottom i32, row weights f32, left i32, right i32, column weights f32.</summary>
internal sealed class LinearLayer() : LayerKind("linear", 7, 7)
{
    protected override string? CheckMore(LayerFacts f)
    {
        PlanTensor x = f.In(0), y = f.Out();
        bool fits = x.Type == PlanType.F32 && y.Type == PlanType.F32 && ResizeShape.Fits(x, y) && Enumerable.Range(1, 6).All(f.Has)
            && f.IsWeight(1, PlanType.I32, y.Shape[2]) && f.IsWeight(2, PlanType.I32, y.Shape[2]) && f.IsWeight(3, PlanType.F32, y.Shape[2])
            && f.IsWeight(4, PlanType.I32, y.Shape[3]) && f.IsWeight(5, PlanType.I32, y.Shape[3]) && f.IsWeight(6, PlanType.F32, y.Shape[3]);
        return fits ? null : "has operands that do not fit together";
    }

    public override long Scratch(LayerFacts f) => (long)f.Out().Shape[3] * 8;

    public override string Body(LayerScope s)
    {
        PlanTensor x = s.In(0), y = s.Out();
        return s.Render("linear", new ScriptObject
        {
            ["x"] = s.InPointer(0),
            ["y"] = s.OutPointer(),
            ["top"] = s.InPointer(1),
            ["bottom"] = s.InPointer(2),
            ["row_weights"] = s.InPointer(3),
            ["left"] = s.InPointer(4),
            ["right"] = s.InPointer(5),
            ["column_weights"] = s.InPointer(6),
            ["scratch"] = s.Needs.Scratch(Scratch(s.Facts)),
            ["batch"] = x.Shape[0],
            ["input_batch"] = x.Strides[0],
            ["output_batch"] = y.Strides[0],
            ["height"] = y.Shape[2],
            ["width"] = y.Shape[3],
            ["channels"] = x.Shape[1],
            ["input_row"] = x.Strides[2],
            ["input_pixel"] = x.Strides[3] * 4,
            ["output_row"] = y.Strides[2],
            ["output_pixel"] = y.Strides[3] * 4,
            ["halo"] = s.FillHalo(),
        });
    }
}

/// <summary>
/// Bicubic interpolation. Inputs: x, rows i32, row weights f32, columns i32, column weights f32; four numbers for each row or column of the output.
/// </summary>
internal sealed class CubicLayer() : LayerKind("cubic", 5, 5)
{
    protected override string? CheckMore(LayerFacts f)
    {
        PlanTensor x = f.In(0), y = f.Out();
        bool fits = x.Type == PlanType.F32 && y.Type == PlanType.F32 && ResizeShape.Fits(x, y) && Enumerable.Range(1, 4).All(f.Has)
            && f.IsWeight(1, PlanType.I32, 4L * y.Shape[2]) && f.IsWeight(2, PlanType.F32, 4L * y.Shape[2])
            && f.IsWeight(3, PlanType.I32, 4L * y.Shape[3]) && f.IsWeight(4, PlanType.F32, 4L * y.Shape[3]);
        return fits ? null : "has operands that do not fit together";
    }

    public override long Scratch(LayerFacts f) => (long)f.Out().Shape[3] * 16;

    public override string Body(LayerScope s)
    {
        PlanTensor x = s.In(0), y = s.Out();
        return s.Render("cubic", new ScriptObject
        {
            ["x"] = s.InPointer(0),
            ["y"] = s.OutPointer(),
            ["rows"] = s.InPointer(1),
            ["row_weights"] = s.InPointer(2),
            ["columns"] = s.InPointer(3),
            ["column_weights"] = s.InPointer(4),
            ["scratch"] = s.Needs.Scratch(Scratch(s.Facts)),
            ["batch"] = x.Shape[0],
            ["input_batch"] = x.Strides[0],
            ["output_batch"] = y.Strides[0],
            ["height"] = y.Shape[2],
            ["width"] = y.Shape[3],
            ["channels"] = x.Shape[1],
            ["input_row"] = x.Strides[2],
            ["input_pixel"] = x.Strides[3] * 4,
            ["output_row"] = y.Strides[2],
            ["output_pixel"] = y.Strides[3] * 4,
            ["halo"] = s.FillHalo(),
        });
    }
}

/// <summary>Shapes of feature maps that are resized.</summary>
internal static class ResizeShape
{
    public static bool Fits(PlanTensor x, PlanTensor y)
        => x.Shape.Count == 4 && y.Shape.Count == 4 && x.Shape[0] == y.Shape[0] && x.Shape[1] == y.Shape[1] && x.Shape.Concat(y.Shape).All(d => d > 0)
            && (x.Shape[1] == 1 || (x.Strides[1] == 1 && y.Strides[1] == 1));
}
