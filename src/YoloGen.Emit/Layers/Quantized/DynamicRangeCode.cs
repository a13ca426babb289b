using Scriban.Runtime;

namespace YoloGen.Emit;

internal sealed class DynamicRangeCode() : LayerCode<DynamicRangeLayer>("the scale and zero point that cover a tensor's values")
{
    protected override string Body(LayerScope s, DynamicRangeLayer layer)
    {
        PlanTensor x = s.View(layer.X);
        LoopNest nest = LoopNest.Build(x.Shape, x.Strides);
        return s.Render("dynrange", new ScriptObject
        {
            ["x"] = s.Pointer(layer.X),
            ["loops"] = nest.Around(s.Render("minmax", new ScriptObject
            {
                ["is_flat"] = nest.InnerStride(0) == 1,
                ["count"] = nest.Count,
                ["x_at"] = nest.At(0),
                ["x"] = nest.Element(0),
            })),
            ["scale"] = s.Pointer(layer.Scale),
            ["zero"] = s.Pointer(layer.Zero),
        });
    }
}
