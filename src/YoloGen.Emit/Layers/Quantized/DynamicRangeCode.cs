using Scriban.Runtime;

namespace YoloGen.Emit;

internal sealed class DynamicRangeCode() : LayerCode<DynamicRangeLayer>("the scale and zero point that cover a tensor's values")
{
    protected override string Body(LayerScope s, DynamicRangeLayer layer)
    {
        PlanTensor x = s.View(layer.X);
        LoopNest nest = LoopNest.Build(x.Shape, x.Strides);
        string loops = nest.Render((count, offsets) => nest.InnerStride(0) == 1
            ? $"K.MinMaxRow(x{offsets[0]}, {count}, ref low, ref high);"
            : $"for (int k = 0; k < {count}; k++)\n    K.MinMaxRow(x + k{LoopNest.Times(nest.InnerStride(0))}{offsets[0]}, 1, ref low, ref high);");
        return s.Render("dynrange", new ScriptObject
        {
            ["x"] = s.Pointer(layer.X),
            ["loops"] = loops,
            ["scale"] = s.Pointer(layer.Scale),
            ["zero"] = s.Pointer(layer.Zero),
        });
    }
}
