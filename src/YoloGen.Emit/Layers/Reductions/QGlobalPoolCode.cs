using Scriban.Runtime;

namespace YoloGen.Emit;

internal sealed class QGlobalPoolCode() : LayerCode<QGlobalPoolLayer>("mean of all pixels of a channel, as a byte")
{
    protected override string Body(LayerScope s, QGlobalPoolLayer layer)
    {
        PlanTensor x = s.View(layer.X), y = s.View(layer.Y);
        return s.Render("qglobalpool", new ScriptObject
        {
            ["x"] = s.Pointer(layer.X),
            ["y"] = s.Pointer(layer.Y),
            ["scratch"] = s.Scratch(),
            ["channels"] = x.Shape[1],
            ["batch"] = x.Shape[0],
            ["input_batch"] = x.Strides[0],
            ["output_batch"] = y.Strides[0],
            ["height"] = x.Shape[2],
            ["width"] = x.Shape[3],
            ["row"] = x.Strides[2],
            ["pixel"] = x.Strides[3],
            ["start"] = -(long)layer.InputZero * x.Shape[2] * x.Shape[3],
            ["scale"] = Literal.Float(layer.Scale),
            ["zero"] = layer.Zero,
            ["halo"] = s.FillHalo(layer.Y),
        });
    }
}
