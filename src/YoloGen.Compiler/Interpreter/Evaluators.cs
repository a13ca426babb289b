using System.Collections.Frozen;
using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;

namespace YoloGen.Compiler.Interpreter;

/// <summary>One line for each operator of the IR.</summary>
internal static class Evaluators
{
    public static FrozenDictionary<Type, Func<Operands, TensorData[]>> Table { get; } = new[]
    {
        // Movement and shapes
        Of<Concat>(ConcatEvaluator.Evaluate),
        Of<Slice>(SliceEvaluator.Evaluate),
        Of<Transpose>(TransposeEvaluator.Evaluate),
        Of<Reshape>(ReshapeEvaluator.Evaluate),
        Of<Expand>(ExpandEvaluator.Evaluate),
        Of<Tile>(TileEvaluator.Evaluate),
        Of<Cast>(CastEvaluator.Evaluate),
        Of<Gather>(GatherEvaluator.Evaluate),
        Of<Pad>(PadEvaluator.Evaluate),
        Of<DepthToSpace>(DepthToSpaceEvaluator.Evaluate),
        Of<SpaceToDepth>(SpaceToDepthEvaluator.Evaluate),

        // Elementwise
        Of<Unary>(UnaryEvaluator.Evaluate),
        Of<Binary>(BinaryEvaluator.Evaluate),
        Of<Where>(WhereEvaluator.Evaluate),
        Of<PRelu>(PReluEvaluator.Evaluate),

        // Windows and reductions
        Of<Reduce>(ReduceEvaluator.Evaluate),
        Of<MaxPool>(MaxPoolEvaluator.Evaluate),
        Of<AveragePool>(AveragePoolEvaluator.Evaluate),
        Of<ArgMax>(ArgMaxEvaluator.Evaluate),
        Of<Softmax>(SoftmaxEvaluator.Evaluate),
        Of<Resize>(ResizeEvaluator.Evaluate),

        // Convolutions and matrix products
        Of<Conv>(ConvEvaluator.Evaluate),
        Of<ConvTranspose>(ConvTransposeEvaluator.Evaluate),
        Of<BatchNormalization>(BatchNormalizationEvaluator.Evaluate),
        Of<MatMul>(MatMulEvaluator.Evaluate),
        Of<Gemm>(GemmEvaluator.Evaluate),
        Of<ConvInteger>(ConvIntegerEvaluator.Evaluate),
        Of<MatMulInteger>(MatMulIntegerEvaluator.Evaluate),

        // Quantized
        Of<QuantizeLinear>(QuantizeLinearEvaluator.Evaluate),
        Of<DequantizeLinear>(DequantizeLinearEvaluator.Evaluate),
        OfMany<DynamicQuantizeLinear>(DynamicQuantizeLinearEvaluator.Evaluate),
        Of<QConv>(QConvEvaluator.Evaluate),
        Of<QConvFloat>(QConvFloatEvaluator.Evaluate),
        Of<QMatMul>(QMatMulEvaluator.Evaluate),
        Of<QAdd>(QAddEvaluator.Evaluate),
        Of<QMul>(QMulEvaluator.Evaluate),
        Of<QConcat>(QConcatEvaluator.Evaluate),
        Of<QAveragePool>(QAveragePoolEvaluator.Evaluate),
        Of<QGlobalAveragePool>(QGlobalAveragePoolEvaluator.Evaluate),
        Of<QSoftmax>(QSoftmaxEvaluator.Evaluate),
        Of<Lookup>(LookupEvaluator.Evaluate),
    }.ToFrozenDictionary();

    private delegate TensorData[] EvaluateMany<TOperator>(TOperator op, Operands operands);

    private delegate TensorData Evaluate<TOperator>(TOperator op, Operands operands);

    private static KeyValuePair<Type, Func<Operands, TensorData[]>> Of<TOperator>(Evaluate<TOperator> evaluate)
        where TOperator : Operator
        => new(typeof(TOperator), operands => [evaluate((TOperator)operands.Node.Op, operands)]);

    private static KeyValuePair<Type, Func<Operands, TensorData[]>> OfMany<TOperator>(EvaluateMany<TOperator> evaluate)
        where TOperator : Operator
        => new(typeof(TOperator), operands => evaluate((TOperator)operands.Node.Op, operands));
}
