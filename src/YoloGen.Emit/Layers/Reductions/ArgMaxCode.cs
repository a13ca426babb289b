using System.Linq;
using Scriban.Runtime;
using static YoloGen.Emit.LayerScope;

namespace YoloGen.Emit;

internal sealed class ArgMaxCode() : LayerCode<ArgMaxLayer>("place of the largest value along an axis")
{
    protected override string Body(LayerScope s, ArgMaxLayer layer)
    {
        PlanTensor x = s.View(layer.X), y = s.View(layer.Y);
        int axis = layer.Axis;
        LoopNest nest = LoopNest.Build(y.Shape, y.Strides, x.Strides);
        string better = (layer.IsSmallest ? "<" : ">") + (layer.SelectsLast ? "=" : "");
        string Element(string offset, string index) => Scalars.Load(x.Type, $"x[k{LoopNest.Times(nest.InnerStride(1))}{offset} + {index}{LoopNest.Times(x.Strides[axis])}]");
        string code = nest.Render((count, offsets) =>
            $"for (int k = 0; k < {count}; k++)\n{{\n    int best = 0;\n    for (int i = 1; i < {Text(x.Shape[axis])}; i++)\n    {{\n"
            + $"        if ({Element(offsets[1], "i")} {better} {Element(offsets[1], "best")})\n            best = i;\n    }}\n\n"
            + $"    y[k{LoopNest.Times(nest.InnerStride(0))}{offsets[0]}] = best;\n}}");
        return s.Render("elementwise", new ScriptObject
        {
            ["pointers"] = $"        {x.Type.Storage()}* x = {s.Pointer(layer.X)};\n        long* y = {s.Pointer(layer.Y)};\n",
            ["prologue"] = "",
            ["loops"] = code,
            ["halo"] = "",
        });
    }
}
