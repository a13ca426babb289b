using System.Collections.Frozen;
using YoloGen.Compiler.Import.Operators;
using YoloGen.Diagnostics;
using YoloGen.Onnx;

namespace YoloGen.Compiler.Import;

/// <summary>Every ONNX operator that can be imported: one line each.</summary>
internal static class OperatorTable
{
    private const string Microsoft = "com.microsoft";
    private const int Many = int.MaxValue;

    public static FrozenDictionary<(string Domain, string Op), OperatorEntry> Entries { get; } = new[]
    {
        // Convolution and matrix products
        Of("Conv", 2, 3, ConvImport.Import),
        Of("ConvTranspose", 2, 3, ConvTransposeImport.Import),
        Of("BatchNormalization", 5, 5, BatchNormalizationImport.Import),
        Of("MatMul", 2, 2, MatMulImport.Import),
        Of("Gemm", 2, 3, GemmImport.Import),

        Of("Attention", 3, 7, AttentionImport.Import),
        Of("LayerNormalization", 2, 3, NormalizationImport.Layer),
        Of("RMSNormalization", 2, 2, NormalizationImport.RootMeanSquare),
        Of("InstanceNormalization", 3, 3, NormalizationImport.Instance),
        Of("GroupNormalization", 3, 3, NormalizationImport.Group),
        Of("LpNormalization", 1, 1, NormalizationImport.Norm),

        // Elementwise, one input
        Of("Relu", 1, 1, UnaryImport.Relu),
        Of("LeakyRelu", 1, 1, UnaryImport.LeakyRelu),
        Of("PRelu", 2, 2, PReluImport.Import),
        Of("Elu", 1, 1, UnaryImport.Elu),
        Of("Celu", 1, 1, ComposedImport.Celu),
        Of("Selu", 1, 1, ComposedImport.Selu),
        Of("ThresholdedRelu", 1, 1, ComposedImport.ThresholdedRelu),
        Of("Clip", 1, 3, ClipImport.Import),
        Of("Sigmoid", 1, 1, UnaryImport.Sigmoid),
        Of("HardSigmoid", 1, 1, UnaryImport.HardSigmoid),
        Of("HardSwish", 1, 1, UnaryImport.HardSwish),
        Of("Swish", 1, 1, ComposedImport.Swish),
        Of("Mish", 1, 1, UnaryImport.Mish),
        Of("Gelu", 1, 1, ComposedImport.Gelu),
        Of("Tanh", 1, 1, UnaryImport.Tanh),
        Of("Softplus", 1, 1, UnaryImport.Softplus),
        Of("Softsign", 1, 1, ComposedImport.Softsign),
        Of("Erf", 1, 1, UnaryImport.Erf),
        Of("Sqrt", 1, 1, UnaryImport.Sqrt),
        Of("Exp", 1, 1, UnaryImport.Exp),
        Of("Log", 1, 1, UnaryImport.Log),
        Of("Neg", 1, 1, UnaryImport.Neg),
        Of("Abs", 1, 1, UnaryImport.Abs),
        Of("Sign", 1, 1, ComposedImport.Sign),
        Of("Floor", 1, 1, UnaryImport.Floor),
        Of("Ceil", 1, 1, UnaryImport.Ceil),
        Of("Round", 1, 1, UnaryImport.Round),
        Of("Reciprocal", 1, 1, UnaryImport.Reciprocal),
        Of("Not", 1, 1, UnaryImport.Not),

        // Elementwise, several inputs
        Of("Add", 2, 2, BinaryImport.Add),
        Of("Sub", 2, 2, BinaryImport.Sub),
        Of("Mul", 2, 2, BinaryImport.Mul),
        Of("Div", 2, 2, BinaryImport.Div),
        Of("Pow", 2, 2, BinaryImport.Pow),
        Of("Mod", 2, 2, BinaryImport.Mod),
        Of("Equal", 2, 2, BinaryImport.Equal),
        Of("Greater", 2, 2, BinaryImport.Greater),
        Of("GreaterOrEqual", 2, 2, BinaryImport.GreaterOrEqual),
        Of("Less", 2, 2, BinaryImport.Less),
        Of("LessOrEqual", 2, 2, BinaryImport.LessOrEqual),
        Of("And", 2, 2, BinaryImport.And),
        Of("Or", 2, 2, BinaryImport.Or),
        Of("Min", 1, Many, VariadicImport.Min),
        Of("Max", 1, Many, VariadicImport.Max),
        Of("Sum", 1, Many, VariadicImport.Sum),
        Of("Mean", 1, Many, VariadicImport.Mean),
        Of("Where", 3, 3, WhereImport.Import),
        Of("Softmax", 1, 1, SoftmaxImport.Softmax),
        Of("LogSoftmax", 1, 1, SoftmaxImport.LogSoftmax),

        Of("Xor", 2, 2, SelectionImport.Xor),
        Of("IsNaN", 1, 1, SelectionImport.IsNaN),
        Of("IsInf", 1, 1, SelectionImport.IsInf),
        Of("Trilu", 1, 2, SelectionImport.Trilu),
        Of("Hardmax", 1, 1, SelectionImport.Hardmax),
        Of("OneHot", 3, 3, SelectionImport.OneHot),
        Of("Shrink", 1, 1, SelectionImport.Shrink),

        // Windows, reductions, resizing
        Of("MaxPool", 1, 1, PoolImport.MaxPool),
        Of("AveragePool", 1, 1, PoolImport.AveragePool),
        Of("GlobalAveragePool", 1, 1, GlobalPoolImport.Average),
        Of("GlobalMaxPool", 1, 1, GlobalPoolImport.Max),
        Of("ReduceMean", 1, 2, ReduceImport.Mean),
        Of("ReduceSum", 1, 2, ReduceImport.Sum),
        Of("ReduceMax", 1, 2, ReduceImport.Max),
        Of("ReduceMin", 1, 2, ReduceImport.Min),
        Of("ReduceProd", 1, 2, ReduceImport.Prod),
        Of("ReduceL1", 1, 2, ReduceImport.L1),
        Of("ReduceL2", 1, 2, ReduceImport.L2),
        Of("ReduceSumSquare", 1, 2, ReduceImport.SumSquare),
        Of("ReduceLogSum", 1, 2, ReduceImport.LogSum),
        Of("ArgMax", 1, 1, ArgMaxImport.ArgMax),
        Of("ArgMin", 1, 1, ArgMaxImport.ArgMin),
        Of("Resize", 1, 4, ResizeImport.Import),
        Of("Upsample", 1, 2, UpsampleImport.Import),

        // Movement
        Of("Concat", 1, Many, ConcatImport.Import),
        Of("Split", 1, 2, SplitImport.Import),
        Of("Slice", 1, 5, SliceImport.Import),
        Of("Transpose", 1, 1, TransposeImport.Import),
        Of("Reshape", 2, 2, ReshapeImport.Import),
        Of("Flatten", 1, 1, FlattenImport.Import),
        Of("Squeeze", 1, 2, SqueezeImport.Squeeze),
        Of("Unsqueeze", 1, 2, SqueezeImport.Unsqueeze),
        Of("Identity", 1, 1, IdentityImport.Identity),
        Of("Dropout", 1, 3, IdentityImport.Dropout),
        Of("Cast", 1, 1, CastImport.Cast),
        Of("CastLike", 2, 2, CastImport.CastLike),
        Of("Expand", 2, 2, ExpandImport.Import),
        Of("Tile", 2, 2, TileImport.Import),
        Of("Gather", 2, 2, GatherImport.Import),
        Of("Pad", 1, 4, PadImport.Import),
        Of("DepthToSpace", 1, 1, DepthToSpaceImport.DepthToSpace),
        Of("SpaceToDepth", 1, 1, DepthToSpaceImport.SpaceToDepth),

        // Shape arithmetic
        Of("Constant", 0, 0, ConstantImport.Import),
        Of("ConstantOfShape", 1, 1, ConstantOfShapeImport.Import),
        Of("Shape", 1, 1, ShapeImport.Shape),
        Of("Size", 1, 1, ShapeImport.Size),
        Of("Range", 3, 3, RangeImport.Import),
        Of("If", 1, 1, IfImport.Import),

        // Quantization
        Of("QuantizeLinear", 2, 3, QuantizeLinearImport.Import),
        Of("DequantizeLinear", 2, 3, DequantizeLinearImport.Import),
        Of("DynamicQuantizeLinear", 1, 1, DynamicQuantizeLinearImport.Import),
        Of("ConvInteger", 2, 4, ConvIntegerImport.Import),
        Of("MatMulInteger", 2, 4, MatMulIntegerImport.Import),
        Of("QLinearConv", 8, 9, QLinearConvImport.Import),
        Of("QLinearMatMul", 8, 8, QLinearMatMulImport.Import),
        Of(Microsoft, "QuantizeLinear", 2, 3, QuantizeLinearImport.Import),
        Of(Microsoft, "DequantizeLinear", 2, 3, DequantizeLinearImport.Import),
        Of(Microsoft, "QLinearConv", 8, 9, QLinearConvImport.Import),
        Of(Microsoft, "QLinearAdd", 7, 8, QLinearBinaryImport.Add),
        Of(Microsoft, "QLinearMul", 7, 8, QLinearBinaryImport.Mul),
        Of(Microsoft, "QLinearConcat", 5, Many, QLinearConcatImport.Import),
        Of(Microsoft, "QLinearSigmoid", 4, 5, QLinearLookupImport.Sigmoid),
        Of(Microsoft, "QLinearLeakyRelu", 4, 5, QLinearLookupImport.LeakyRelu),
        Of(Microsoft, "QLinearSoftmax", 4, 5, QLinearSoftmaxImport.Import),
        Of(Microsoft, "QLinearAveragePool", 4, 5, QLinearPoolImport.Average),
        Of(Microsoft, "QLinearGlobalAveragePool", 5, 5, QLinearPoolImport.GlobalAverage),
        Of(Microsoft, "QGemm", 6, 9, QGemmImport.Import),
        Of(Microsoft, "DynamicQuantizeMatMul", 3, 5, MatMulIntegerToFloatImport.Dynamic),
        Of(Microsoft, "MatMulIntegerToFloat", 4, 7, MatMulIntegerToFloatImport.Import),
    }.ToFrozenDictionary();

    /// <summary>The import of a node.</summary>
    /// <exception cref="YoloGenException">The operator is not supported; says what to do.</exception>
    public static OperatorEntry Find(OnnxNode node, ImportState state)
    {
        if (Entries.TryGetValue((node.Domain, node.OpType), out OperatorEntry? entry))
        {
            return entry;
        }

        string name = node.Domain.Length > 0 ? $"{node.Domain}.{node.OpType}" : node.OpType;
        string reason = state.Model.Functions.Contains((node.Domain, node.OpType))
            ? "is a function that the model defines; inline functions before compiling (onnx.inliner)"
            : $"is not supported; {OperatorHints.WayOut(node.OpType)}";
        throw new YoloGenException(DiagnosticCodes.UnsupportedOperator, $"operator {name} {reason}");
    }

    private static KeyValuePair<(string Domain, string Op), OperatorEntry> Of(string op, int min, int max, Action<NodeImport> import) => Of("", op, min, max, import);

    private static KeyValuePair<(string Domain, string Op), OperatorEntry> Of(string domain, string op, int min, int max, Action<NodeImport> import)
        => new((domain, op), new OperatorEntry(min, max, import));
}
