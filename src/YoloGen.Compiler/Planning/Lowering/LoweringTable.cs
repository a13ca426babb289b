using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;

namespace YoloGen.Compiler.Planning;

/// <summary>One line for each operator of the IR: how it becomes steps.</summary>
internal static class LoweringTable
{
    public static IReadOnlyDictionary<Type, Action<GraphLowering, Node>> Table { get; } = new Dictionary<Type, Action<GraphLowering, Node>>
    {
        [typeof(Conv)] = ConvLowering.Float,
        [typeof(QConv)] = ConvLowering.Quantized,
        [typeof(ConvTranspose)] = ConvTransposeLowering.Float,
        [typeof(MatMul)] = MatMulLowering.Float,
        [typeof(Gemm)] = MatMulLowering.Gemm,
        [typeof(BatchNormalization)] = NormalizationLowering.Batch,
        [typeof(MaxPool)] = PoolLowering.Max,
        [typeof(AveragePool)] = PoolLowering.Average,
        [typeof(QAveragePool)] = PoolLowering.QuantizedAverage,
        [typeof(QGlobalAveragePool)] = PoolLowering.QuantizedGlobal,
        [typeof(Reduce)] = PoolLowering.Reduce,
        [typeof(ArgMax)] = PoolLowering.ArgMax,
        [typeof(Softmax)] = PoolLowering.Softmax,
        [typeof(QSoftmax)] = PoolLowering.QuantizedSoftmax,
        [typeof(Resize)] = ResizeLowering.Resize,
        [typeof(QConvFloat)] = SumsLowering.ConvFloat,
        [typeof(ConvInteger)] = SumsLowering.ConvInteger,
        [typeof(MatMulInteger)] = SumsLowering.MatMulInteger,
        [typeof(QMatMul)] = SumsLowering.QMatMul,
        [typeof(Unary)] = ElementwiseLowering.Unary,
        [typeof(Binary)] = ElementwiseLowering.Binary,
        [typeof(PRelu)] = ElementwiseLowering.PRelu,
        [typeof(Where)] = ElementwiseLowering.Where,
        [typeof(Cast)] = ElementwiseLowering.Cast,
        [typeof(Lookup)] = ElementwiseLowering.Lookup,
        [typeof(QAdd)] = ElementwiseLowering.QAdd,
        [typeof(QMul)] = ElementwiseLowering.QMul,
        [typeof(QuantizeLinear)] = ElementwiseLowering.Quantize,
        [typeof(DequantizeLinear)] = ElementwiseLowering.Dequantize,
        [typeof(DynamicQuantizeLinear)] = ElementwiseLowering.DynamicQuantize,
        [typeof(Reshape)] = MovementLowering.Reshape,
        [typeof(Transpose)] = MovementLowering.Transpose,
        [typeof(Slice)] = MovementLowering.Slice,
        [typeof(Expand)] = MovementLowering.Expand,
        [typeof(Tile)] = MovementLowering.Tile,
        [typeof(Concat)] = MovementLowering.Concat,
        [typeof(QConcat)] = MovementLowering.QConcat,
        [typeof(DepthToSpace)] = MovementLowering.DepthToSpace,
        [typeof(SpaceToDepth)] = MovementLowering.SpaceToDepth,
        [typeof(Pad)] = MovementLowering.Pad,
        [typeof(Gather)] = MovementLowering.Gather,
    };
}
