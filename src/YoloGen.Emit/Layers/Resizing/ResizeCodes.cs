using Scriban.Runtime;
using static YoloGen.Emit.LayerScope;

namespace YoloGen.Emit;

internal sealed class NearestCode() : LayerCode<NearestLayer>("another size, each pixel from its nearest")
{
    protected override string Body(LayerScope s, NearestLayer layer)
    {
        PlanTensor x = s.View(layer.X), y = s.View(layer.Y);
        int size = x.Type.SizeOf();
        return s.Render("nearest", new ScriptObject
        {
            ["x"] = $"_arena{Plus(x.Offset)}",
            ["y"] = $"_arena{Plus(y.Offset)}",
            ["rows"] = s.Pointer(layer.Rows),
            ["columns"] = s.Pointer(layer.Columns),
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
            ["halo"] = s.FillHalo(layer.Y),
        });
    }
}

internal sealed class LinearCode() : LayerCode<LinearLayer>("another size, each pixel between four")
{
    protected override string Body(LayerScope s, LinearLayer layer)
    {
        ScriptObject model = InterpolationModel.Of(s, layer);
        model["top"] = s.Pointer(layer.Top);
        model["bottom"] = s.Pointer(layer.Bottom);
        model["row_weights"] = s.Pointer(layer.RowWeights);
        model["left"] = s.Pointer(layer.Left);
        model["right"] = s.Pointer(layer.Right);
        model["column_weights"] = s.Pointer(layer.ColumnWeights);
        return s.Render("linear", model);
    }
}

internal sealed class CubicCode() : LayerCode<CubicLayer>("another size, each pixel between sixteen")
{
    protected override string Body(LayerScope s, CubicLayer layer)
    {
        ScriptObject model = InterpolationModel.Of(s, layer);
        model["rows"] = s.Pointer(layer.Rows);
        model["row_weights"] = s.Pointer(layer.RowWeights);
        model["columns"] = s.Pointer(layer.Columns);
        model["column_weights"] = s.Pointer(layer.ColumnWeights);
        return s.Render("cubic", model);
    }
}

/// <summary>Variables of the templates that put pixels of floats together; rows are counted in elements, pixels in bytes.</summary>
internal static class InterpolationModel
{
    public static ScriptObject Of(LayerScope s, ResizeLayer layer)
    {
        PlanTensor x = s.View(layer.X), y = s.View(layer.Y);
        return new ScriptObject
        {
            ["x"] = s.Pointer(layer.X),
            ["y"] = s.Pointer(layer.Y),
            ["scratch"] = s.Scratch(),
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
            ["halo"] = s.FillHalo(layer.Y),
        };
    }
}
