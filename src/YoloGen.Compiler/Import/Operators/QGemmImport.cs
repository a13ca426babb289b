using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;

namespace YoloGen.Compiler.Import.Operators;

/// <summary>com.microsoft QGemm with a quantized result. Inputs: A, a_scale, a_zero_point, B, b_scale, b_zero_point, C, y_scale, y_zero_point.</summary>
internal static class QGemmImport
{
    public static void Import(NodeImport n)
    {
        if (n.Attributes.Float("alpha", 1) != 1 || !n.Has(7))
        {
            throw n.Unsupported("alpha other than 1 and float results are not supported");
        }

        Tensor a = n.In(0, ElementType.UInt8, ElementType.Int8), b = n.In(3, ElementType.UInt8, ElementType.Int8);
        bool transA = n.Attributes.Flag("transA", false), transB = n.Attributes.Flag("transB", false);
        Shape shape = GemmImport.ProductShape(n, a, b, transA, transB);
        Tensor x = transA ? Turned(n, a) : a, w = transB ? Turned(n, b) : b;
        QuantParams y = Quantization.PerTensor(n, 7, 8, Quantization.TypeOf(n, 8));
        QuantParams wide = Quantization.PerAxis(n, 4, 5, b.Type, w, 1);
        Tensor? bias = Bias(n, shape);
        n.Result(new QMatMul(Quantization.PerTensor(n, 1, 2, a.Type), wide, y), [x, w, bias], y.Type, shape);
    }

    private static Tensor? Bias(NodeImport n, Shape shape)
    {
        if (!n.Has(6))
        {
            return null;
        }

        Tensor bias = n.In(6, ElementType.Int32);
        return bias.IsConstant && bias.Shape.Count == shape[1] ? n.Reshape(bias, n.Shape(shape[1])) : throw n.Unsupported("C must be constant, one value for each column");
    }

    private static Tensor Turned(NodeImport n, Tensor x) => n.Add(new Transpose([1, 0]), [x], x.Type, n.Shape(x.Shape[1], x.Shape[0]));
}
