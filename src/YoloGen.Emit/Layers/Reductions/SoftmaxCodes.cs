using System.Linq;
using Scriban.Runtime;
using static YoloGen.Emit.LayerScope;

namespace YoloGen.Emit;

internal sealed class SoftmaxCode() : LayerCode<SoftmaxLayer>("exp(x - largest) / sum, along an axis")
{
    protected override string Body(LayerScope s, SoftmaxLayer layer)
    {
        PlanTensor x = s.View(layer.X), y = s.View(layer.Y);
        int axis = layer.Axis;
        int[] others = x.Shape.Select((d, i) => i == axis ? 1 : d).ToArray();
        LoopNest nest = LoopNest.Build(others, y.Strides, x.Strides);
        string length = Text(x.Shape[axis]);
        long xStep = x.Strides[axis], yStep = y.Strides[axis];
        string code = nest.Render((count, offsets) => nest.InnerStride(0) == 1 && nest.InnerStride(1) == 1 && nest.Inner > 1
            ? $"K.SoftmaxColumns(x{offsets[1]}, {Text(xStep * 4)}, y{offsets[0]}, {Text(yStep * 4)}, {length}, {count});"
            : $"for (int k = 0; k < {count}; k++)\n"
                + $"    Reduction.Softmax<K>(x + k{LoopNest.Times(nest.InnerStride(1))}{offsets[1]}, {Text(xStep)}, y + k{LoopNest.Times(nest.InnerStride(0))}{offsets[0]}, {Text(yStep)}, {length});");
        return s.Render("elementwise", new ScriptObject
        {
            ["pointers"] = $"        float* x = {s.Pointer(layer.X)};\n        float* y = {s.Pointer(layer.Y)};\n",
            ["prologue"] = "",
            ["loops"] = code,
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
        string code = nest.Render((count, offsets) => $"for (int k = 0; k < {count}; k++)\n"
            + $"    QuantizedSoftmax.Row(x + k{LoopNest.Times(nest.InnerStride(1))}{offsets[1]}, {Text(x.Strides[axis])}, y + k{LoopNest.Times(nest.InnerStride(0))}{offsets[0]}, "
            + $"{Text(y.Strides[axis])}, {Text(x.Shape[axis])}, table, {Literal.Float(layer.Factor)}, {Text(layer.Zero)});");
        return s.Render("elementwise", new ScriptObject
        {
            ["pointers"] = $"        byte* x = {s.Pointer(layer.X)};\n        byte* y = {s.Pointer(layer.Y)};\n        float* table = (float*)({s.Pointer(layer.Table)});\n",
            ["prologue"] = "",
            ["loops"] = code,
            ["halo"] = s.FillHalo(layer.Y),
        });
    }
}
