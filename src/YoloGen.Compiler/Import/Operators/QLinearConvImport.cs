using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;

namespace YoloGen.Compiler.Import.Operators;

/// <summary>QLinearConv. Inputs: x, x_scale, x_zero_point, w, w_scale, w_zero_point, y_scale, y_zero_point, bias.</summary>
internal static class QLinearConvImport
{
    public static void Import(NodeImport n)
    {
        if (n.Attributes.Flag("channels_last", false))
        {
            throw n.Unsupported("channels_last = 1 is made by ONNX Runtime's optimizer; compile the original model");
        }

        Tensor x = n.In(0, ElementType.UInt8, ElementType.Int8), w = n.In(3, ElementType.UInt8, ElementType.Int8);
        Tensor? bias = n.Has(8) ? n.In(8, ElementType.Int32) : null;
        (Windows windows, int group) = ConvShapes.Read(n, x, w, bias);
        QuantParams y = Quantization.PerTensor(n, 6, 7, Quantization.TypeOf(n, 7));
        var op = new QConv(
            windows.ToWindow2D(), group, Quantization.PerTensor(n, 1, 2, x.Type), Quantization.PerAxis(n, 4, 5, w.Type, w, 0), y);
        Spatial.Result(n, op, [Spatial.To2D(n, x), Spatial.To2D(n, w), bias], y.Type, w.Shape[0], windows.Output);
    }
}
