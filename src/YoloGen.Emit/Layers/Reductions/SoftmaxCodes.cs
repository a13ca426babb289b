using System.Linq;
using Scriban.Runtime;

namespace YoloGen.Emit;

internal sealed class SoftmaxCode() : LayerCode<SoftmaxLayer>("exp(x - largest) / sum, along an axis")
{
    protected override string Body(LayerScope s, SoftmaxLayer layer)
    {
        PlanTensor x = s.View(layer.X), y = s.View(layer.Y);
        int axis = layer.Axis;
        int[] others = x.Shape.Select((d, i) => i == axis ? 1 : d).ToArray();
        LoopNest nest = LoopNest.Build(others, y.Strides, x.Strides);
        string row = s.Render("softmax", new ScriptObject
        {
            ["columns"] = nest.InnerStride(0) == 1 && nest.InnerStride(1) == 1 && nest.Inner > 1,
            ["count"] = nest.Count,
            ["length"] = x.Shape[axis],
            ["x_at"] = nest.At(1),
            ["x"] = nest.Element(1),
            ["x_step"] = x.Strides[axis],
            ["y_at"] = nest.At(0),
            ["y"] = nest.Element(0),
            ["y_step"] = y.Strides[axis],
        });
        return s.Render("elementwise", new ScriptObject
        {
            ["pointers"] = $"        float* x = {s.Pointer(layer.X)};\n        float* y = {s.Pointer(layer.Y)};\n",
            ["prologue"] = "",
            ["loops"] = nest.Around(row),
            ["halo"] = s.FillHalo(layer.Y),
        });
    }
}

internal sealed class QSoftmaxCode() : LayerCode<QSoftmaxLayer>("softmax of bytes, through a table")
{
    protected override string Body(LayerScope s, QSoftmaxLayer layer)
    {
        PlanTensor x = s.View(layer.X), y = s.View(layer.Y);
        int axis = layer.Axis;
        LoopNest nest = LoopNest.Build(x.Shape.Select((d, i) => i == axis ? 1 : d).ToArray(), y.Strides, x.Strides);
        string row = s.Render("qsoftmax", new ScriptObject
        {
            ["count"] = nest.Count,
            ["length"] = x.Shape[axis],
            ["x"] = nest.Element(1),
            ["x_step"] = x.Strides[axis],
            ["y"] = nest.Element(0),
            ["y_step"] = y.Strides[axis],
            ["factor"] = Literal.Float(layer.Factor),
            ["zero"] = layer.Zero,
        });
        return s.Render("elementwise", new ScriptObject
        {
            ["pointers"] = $"        byte* x = {s.Pointer(layer.X)};\n        byte* y = {s.Pointer(layer.Y)};\n        float* table = (float*)({s.Pointer(layer.Table)});\n",
            ["prologue"] = "",
            ["loops"] = nest.Around(row),
            ["halo"] = s.FillHalo(layer.Y),
        });
    }
}
