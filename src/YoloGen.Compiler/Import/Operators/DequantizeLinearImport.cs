using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;

namespace YoloGen.Compiler.Import.Operators;

/// <summary>DequantizeLinear of 8 or 16 bits or int32, of ONNX and of com.microsoft.</summary>
internal static class DequantizeLinearImport
{
    public static void Import(NodeImport n)
    {
        Tensor x = n.In(0);
        n.Attributes.Ignore("output_dtype");
        if (n.State.IsWide(x))
        {
            WideQuantization.Dequantize(n, x, QuantizeLinearImport.Axis(n, x));
            return;
        }

        x = n.In(0, ElementType.UInt8, ElementType.Int8, ElementType.Int32);
        int axis = QuantizeLinearImport.Axis(n, x);
        if (!Quantization.AreConstant(n, 1, 2))
        {
            QuantizeLinearImport.CheckScalar(n, 1);
            QuantizeLinearImport.CheckScalar(n, 2);
            Tensor? zero = n.Has(2) ? n.In(2, x.Type) : null;
            n.Result(new DequantizeLinear(null), [x, n.Float(1), zero], ElementType.Float32, x.Shape);
            return;
        }

        n.Result(new DequantizeLinear(Quantization.PerAxis(n, 1, 2, x.Type, x, axis)), [x], ElementType.Float32, x.Shape);
    }
}
