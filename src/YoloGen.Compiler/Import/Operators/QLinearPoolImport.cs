using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;

namespace YoloGen.Compiler.Import.Operators;

/// <summary>com.microsoft QLinearAveragePool and QLinearGlobalAveragePool. Inputs: X, X_scale, X_zero_point, Y_scale, Y_zero_point.</summary>
internal static class QLinearPoolImport
{
    public static void Average(NodeImport n)
    {
        (Tensor x, QuantParams from, QuantParams to) = Read(n);
        Windows windows = PoolImport.Read(n, x);
        var op = new QAveragePool(windows.ToWindow2D(), n.Attributes.Flag("count_include_pad", false), from, to);
        Spatial.Result(n, op, [Spatial.To2D(n, x)], x.Type, x.Shape[1], windows.Output);
    }

    public static void GlobalAverage(NodeImport n)
    {
        (Tensor x, QuantParams from, QuantParams to) = Read(n);
        Spatial.Check(n, x);
        Spatial.Result(n, new QGlobalAveragePool(from, to), [Spatial.To2D(n, x)], x.Type, x.Shape[1], x.Shape.Rank == 3 ? [1] : [1, 1]);
    }

    private static (Tensor X, QuantParams From, QuantParams To) Read(NodeImport n)
    {
        Tensor x = n.In(0, ElementType.UInt8, ElementType.Int8);
        if (n.Attributes.Flag("channels_last", false))
        {
            throw n.Unsupported("channels_last = 1 is made by ONNX Runtime's optimizer; compile the original model");
        }

        return (x, Quantization.PerTensor(n, 1, 2, x.Type), Quantization.PerTensor(n, 3, 4, x.Type));
    }
}
