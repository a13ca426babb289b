using Scriban.Runtime;

namespace YoloGen.Emit;

internal sealed class ArgMaxCode() : LayerCode<ArgMaxLayer>("place of the largest value along an axis")
{
    protected override string Body(LayerScope s, ArgMaxLayer layer)
    {
        PlanTensor x = s.View(layer.X), y = s.View(layer.Y);
        LoopNest nest = LoopNest.Build(y.Shape, y.Strides, x.Strides);
        string Value(string index) => Scalars.Load(x.Type, $"x[{nest.Element(1)} + {index}{LoopNest.Times(x.Strides[layer.Axis])}]");
        string row = s.Render("argmax", new ScriptObject
        {
            ["count"] = nest.Count,
            ["length"] = x.Shape[layer.Axis],
            ["value"] = Value("i"),
            ["best"] = Value("best"),
            ["better"] = (layer.IsSmallest ? "<" : ">") + (layer.SelectsLast ? "=" : ""),
            ["y"] = nest.Element(0),
        });
        return s.Render("elementwise", new ScriptObject
        {
            ["pointers"] = $"        {x.Type.Storage()}* x = {s.Pointer(layer.X)};\n        long* y = {s.Pointer(layer.Y)};\n",
            ["prologue"] = "",
            ["loops"] = nest.Around(row),
            ["halo"] = "",
        });
    }
}
