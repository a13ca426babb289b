using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;

namespace YoloGen.Compiler.Import.Operators;

/// <summary>com.microsoft QLinearAdd and QLinearMul. Inputs: A, A_scale, A_zero_point, B, B_scale, B_zero_point, C_scale, C_zero_point.</summary>
internal static class QLinearBinaryImport
{
    public static void Add(NodeImport n) => Import(n, (a, b, y) => new QAdd(a, b, y));

    public static void Mul(NodeImport n) => Import(n, (a, b, y) => new QMul(a, b, y));

    private static void Import(NodeImport n, Func<QuantParams, QuantParams, QuantParams, Operator> make)
    {
        Tensor a = n.In(0, ElementType.UInt8, ElementType.Int8), b = n.In(3, a.Type);
        QuantParams y = Quantization.PerTensor(n, 6, 7, a.Type);
        n.Result(make(Quantization.PerTensor(n, 1, 2, a.Type), Quantization.PerTensor(n, 4, 5, a.Type), y), [a, b], a.Type, BinaryImport.BroadcastShape(n, a, b));
    }
}
