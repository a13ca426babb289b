using System.Collections.Frozen;
using YoloGen.Compiler.Import.Operators;
using YoloGen.Compiler.Operators;
using YoloGen.Compiler.Operators.Loops;
using YoloGen.Diagnostics;
using YoloGen.Onnx;

namespace YoloGen.Compiler.Import;

/// <summary>Every ONNX operator that can be imported: one line each. docs/operators.md is written from it.</summary>
internal static class OperatorTable
{
    private const string Microsoft = "com.microsoft";
    private const int Many = int.MaxValue;

    /// <summary>All of them, as docs/operators.md shows them.</summary>
    public static IReadOnlyList<(string Title, IReadOnlyList<OperatorEntry> Entries)> Sections { get; } =
    [
        ("Convolution and matrix products",
        [
            Of("Conv", 2, 3, ConvImport.Import, "one or two spatial axes; groups, dilations, auto_pad; weights may be computed"),
            Of("ConvTranspose", 2, 3, ConvTransposeImport.Import, "one or two spatial axes; groups, output_padding, output_shape, auto_pad"),
            Of("BatchNormalization", 5, 5, BatchNormalizationImport.Import, "inference only"),
            Of("MatMul", 2, 2, MatMulImport.Import),
            Of("Gemm", 2, 3, GemmImport.Import),
            Of("Attention", 3, 7, AttentionImport.Import, "queries, keys and values with 3 or 4 axes; masks as long as the keys, keys of earlier calls, grouped heads, softcap, is_causal; nonpad_kv_seqlen is refused"),
            Of("LayerNormalization", 2, 3, NormalizationImport.Layer, "as means and roots"),
            Of("RMSNormalization", 2, 2, NormalizationImport.RootMeanSquare),
            Of("InstanceNormalization", 3, 3, NormalizationImport.Instance),
            Of("GroupNormalization", 3, 3, NormalizationImport.Group, "scale and bias for each group (opset 18) or channel (21)"),
            Of("LpNormalization", 1, 1, NormalizationImport.Norm, "p 1 or 2"),
            Of("MeanVarianceNormalization", 1, 1, NormalizationImport.MeanVariance),
            Of("LRN", 1, 1, NormPoolImport.LocalResponse),
            Of("Einsum", 1, Many, EinsumImport.Import, "as matrix products and sums; no ellipses, no diagonals"),
            Of("RotaryEmbedding", 3, 4, RotaryEmbeddingImport.Import),
        ]),
        ("Elementwise, one input",
        [
            Of("Relu", 1, 1, UnaryImport.Relu),
            Of("LeakyRelu", 1, 1, UnaryImport.LeakyRelu),
            Of("PRelu", 2, 2, PReluImport.Import),
            Of("Elu", 1, 1, UnaryImport.Elu),
            Of("Celu", 1, 1, ComposedImport.Celu),
            Of("Selu", 1, 1, ComposedImport.Selu),
            Of("ThresholdedRelu", 1, 1, ComposedImport.ThresholdedRelu),
            Of("Clip", 1, 3, ClipImport.Import, "limits may be computed"),
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
            Of("Sin", 1, 1, UnaryImport.Sin, "of angles of any size"),
            Of("Cos", 1, 1, UnaryImport.Cos, "as Sin"),
            Of("Tan", 1, 1, UnaryImport.Tan, "as Sin"),
            Of("Asin", 1, 1, AngleImport.Asin),
            Of("Acos", 1, 1, AngleImport.Acos),
            Of("Atan", 1, 1, UnaryImport.Atan),
            Of("Sinh", 1, 1, AngleImport.Sinh),
            Of("Cosh", 1, 1, AngleImport.Cosh),
            Of("Asinh", 1, 1, AngleImport.Asinh),
            Of("Acosh", 1, 1, AngleImport.Acosh),
            Of("Atanh", 1, 1, AngleImport.Atanh),
            Of("Not", 1, 1, UnaryImport.Not),
        ]),
        ("Elementwise, several inputs",
        [
            Of("Add", 2, 2, BinaryImport.Add),
            Of("Sub", 2, 2, BinaryImport.Sub),
            Of("Mul", 2, 2, BinaryImport.Mul),
            Of("Div", 2, 2, BinaryImport.Div),
            Of("Pow", 2, 2, BinaryImport.Pow),
            Of("Mod", 2, 2, BinaryImport.Mod, "integers, fmod = 0"),
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
            Of("Softmax", 1, 1, SoftmaxImport.Softmax, "before opset 13 everything from the axis on is flattened"),
            Of("LogSoftmax", 1, 1, SoftmaxImport.LogSoftmax, "as Softmax"),
            Of("Xor", 2, 2, SelectionImport.Xor),
            Of("IsNaN", 1, 1, SelectionImport.IsNaN),
            Of("IsInf", 1, 1, SelectionImport.IsInf),
            Of("Trilu", 1, 2, SelectionImport.Trilu, "k must be known at compile time"),
            Of("Hardmax", 1, 1, SelectionImport.Hardmax),
            Of("OneHot", 3, 3, SelectionImport.OneHot, "depth must be known at compile time"),
            Of("Shrink", 1, 1, SelectionImport.Shrink),
            Of("NegativeLogLikelihoodLoss", 2, 3, LossImport.NegativeLogLikelihood),
            Of("SoftmaxCrossEntropyLoss", 2, 3, LossImport.SoftmaxCrossEntropy),
        ]),
        ("Windows, reductions, resizing",
        [
            Of("MaxPool", 1, 1, PoolImport.MaxPool, "one or two spatial axes; ceil_mode, dilations; no indices"),
            Of("AveragePool", 1, 1, PoolImport.AveragePool, "one or two spatial axes; ceil_mode, dilations, count_include_pad"),
            Of("GlobalAveragePool", 1, 1, GlobalPoolImport.Average),
            Of("GlobalMaxPool", 1, 1, GlobalPoolImport.Max),
            Of("LpPool", 1, 1, NormPoolImport.LpPool, "one or two spatial axes; ceil_mode, dilations"),
            Of("GlobalLpPool", 1, 1, NormPoolImport.GlobalLpPool),
            Of("ReduceMean", 1, 2, ReduceImport.Mean, "constant axes"),
            Of("ReduceSum", 1, 2, ReduceImport.Sum, "constant axes"),
            Of("ReduceMax", 1, 2, ReduceImport.Max, "constant axes"),
            Of("ReduceMin", 1, 2, ReduceImport.Min, "constant axes"),
            Of("ReduceProd", 1, 2, ReduceImport.Prod, "constant axes"),
            Of("ReduceL1", 1, 2, ReduceImport.L1),
            Of("ReduceL2", 1, 2, ReduceImport.L2),
            Of("ReduceSumSquare", 1, 2, ReduceImport.SumSquare),
            Of("ReduceLogSum", 1, 2, ReduceImport.LogSum),
            Of("ReduceLogSumExp", 1, 2, ReduceImport.LogSumExp),
            Of("ArgMax", 1, 1, ArgMaxImport.ArgMax),
            Of("ArgMin", 1, 1, ArgMaxImport.ArgMin),
            Of("TopK", 1, 2, TopK.Import, TopK.Define, "constant k; float, int32, int64; of equal ones the first"),
            Of("CumSum", 2, 2, Cumulate.Sum, Cumulate.Define, "constant axis; float, int32, int64"),
            Of("CumProd", 2, 2, Cumulate.Product, Cumulate.Define, "as CumSum"),
            Of("Resize", 1, 4, ResizeImport.Import, "nearest, linear and cubic over height and width; half_pixel, pytorch_half_pixel, half_pixel_symmetric, align_corners, asymmetric; no antialias, no tf_crop_and_resize"),
            Of("Upsample", 1, 2, UpsampleImport.Import, "nearest and linear"),
            Of("GridSample", 2, 2, GridSampleImport.Import, "nearest, linear and cubic over height and width; zeros, border, reflection; align_corners"),
            Of("AffineGrid", 2, 2, GridImport.AffineGrid, "constant size"),
        ]),
        ("Movement",
        [
            Of("Concat", 1, Many, ConcatImport.Import),
            Of("Split", 1, 2, SplitImport.Import, "constant sizes"),
            Of("Slice", 1, 5, SliceImport.Import, "constant ranges"),
            Of("Transpose", 1, 1, TransposeImport.Import),
            Of("Reshape", 2, 2, ReshapeImport.Import, "constant shape"),
            Of("Flatten", 1, 1, FlattenImport.Import),
            Of("Squeeze", 1, 2, SqueezeImport.Squeeze, "constant axes"),
            Of("Unsqueeze", 1, 2, SqueezeImport.Unsqueeze, "constant axes"),
            Of("Identity", 1, 1, IdentityImport.Identity, "nothing"),
            Of("Dropout", 1, 3, IdentityImport.Dropout, "inference: nothing"),
            Of("Cast", 1, 1, CastImport.Cast, "float types, uint8, int8, int32, int64, bool"),
            Of("CastLike", 2, 2, CastImport.CastLike),
            Of("Expand", 2, 2, ExpandImport.Import, "constant shape"),
            Of("Tile", 2, 2, TileImport.Import, "constant repeats"),
            Of("Gather", 2, 2, GatherImport.Import, "constant indices become slices where they are evenly spaced"),
            Of("GatherElements", 2, 2, GatherElementsImport.Elements),
            Of("GatherND", 2, 2, GatherElementsImport.Nd),
            Of("ScatterElements", 3, 3, Scatter.Elements, Scatter.Define, "float, int32, int64; reduction none, add, mul, max, min"),
            Of("Scatter", 3, 3, Scatter.Elements, Scatter.Define, "as ScatterElements"),
            Of("ScatterND", 3, 3, Scatter.Nd, Scatter.Define, "as ScatterElements"),
            Of("Pad", 1, 4, PadImport.Import, "constant pads; constant, reflect, edge, wrap"),
            Of("CenterCropPad", 2, 2, GridImport.CenterCropPad, "constant shape"),
            Of("DepthToSpace", 1, 1, DepthToSpaceImport.DepthToSpace),
            Of("SpaceToDepth", 1, 1, DepthToSpaceImport.SpaceToDepth),
        ]),
        ("Shape arithmetic",
        [
            Of("Constant", 0, 0, ConstantImport.Import, "dense numbers"),
            Of("ConstantOfShape", 1, 1, ConstantOfShapeImport.Import, "constants"),
            Of("EyeLike", 1, 1, GridImport.EyeLike),
            Of("Shape", 1, 1, ShapeImport.Shape),
            Of("Size", 1, 1, ShapeImport.Size),
            Of("Range", 3, 3, RangeImport.Import, "constants"),
            Of("If", 1, 1, IfImport.Import, "constant condition: the branch taken"),
        ]),
        ("Quantization",
        [
            Of("QuantizeLinear", 2, 3, QuantizeLinearImport.Import, "uint8 and int8; uint16 and int16 where only DequantizeLinear reads them, computed in floats; per tensor or axis; scales known at run time only per tensor; no blocks"),
            Of("DequantizeLinear", 2, 3, DequantizeLinearImport.Import, "uint8, int8, uint16, int16, int32; as QuantizeLinear"),
            Of("DynamicQuantizeLinear", 1, 1, DynamicQuantizeLinearImport.Import),
            Of("ConvInteger", 2, 4, ConvIntegerImport.Import, "zero points may be known at run time"),
            Of("MatMulInteger", 2, 4, MatMulIntegerImport.Import, "zero points may be known at run time"),
            Of("QLinearConv", 8, 9, QLinearConvImport.Import, "per-channel weights, any zero points"),
            Of("QLinearMatMul", 8, 8, QLinearMatMulImport.Import, "per-column weights"),
            Of(Microsoft, "QuantizeLinear", 2, 3, QuantizeLinearImport.Import, "uint8 and int8; uint16 and int16 where only DequantizeLinear reads them, computed in floats; per tensor or axis; scales known at run time only per tensor; no blocks"),
            Of(Microsoft, "DequantizeLinear", 2, 3, DequantizeLinearImport.Import, "uint8, int8, uint16, int16, int32; as QuantizeLinear"),
            Of(Microsoft, "QLinearConv", 8, 9, QLinearConvImport.Import, "per-channel weights, any zero points"),
            Of(Microsoft, "QLinearAdd", 7, 8, QLinearBinaryImport.Add),
            Of(Microsoft, "QLinearMul", 7, 8, QLinearBinaryImport.Mul),
            Of(Microsoft, "QLinearConcat", 5, Many, QLinearConcatImport.Import),
            Of(Microsoft, "QLinearSigmoid", 4, 5, QLinearLookupImport.Sigmoid),
            Of(Microsoft, "QLinearLeakyRelu", 4, 5, QLinearLookupImport.LeakyRelu),
            Of(Microsoft, "QLinearSoftmax", 4, 5, QLinearSoftmaxImport.Import),
            Of(Microsoft, "QLinearAveragePool", 4, 5, QLinearPoolImport.Average),
            Of(Microsoft, "QLinearGlobalAveragePool", 5, 5, QLinearPoolImport.GlobalAverage),
            Of(Microsoft, "QGemm", 6, 9, QGemmImport.Import, "quantized result, alpha 1"),
            Of(Microsoft, "DynamicQuantizeMatMul", 3, 5, MatMulIntegerToFloatImport.Dynamic),
            Of(Microsoft, "MatMulIntegerToFloat", 4, 7, MatMulIntegerToFloatImport.Import),
        ]),
    ];

    /// <summary>The same by domain and name.</summary>
    public static FrozenDictionary<(string Domain, string Op), OperatorEntry> Entries { get; } = Sections.SelectMany(s => s.Entries).ToFrozenDictionary(e => (e.Domain, e.Op));

    /// <summary>What is known of the operators of loops, which their imports make.</summary>
    public static OperatorDefinition[] Definitions() => [.. Sections.SelectMany(s => s.Entries).Select(e => e.Definition).Distinct().OfType<Func<OperatorDefinition>>().Select(d => d()).DistinctBy(d => d.Type)];

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
            ? "is a function that the model defines with another opset than its own, or twice; inline functions before compiling (onnx.inliner)"
            : $"is not supported; {OperatorHints.WayOut(node.OpType)}";
        throw new YoloGenException(DiagnosticCodes.UnsupportedOperator, $"operator {name} {reason}");
    }

    private static OperatorEntry Of(string op, int min, int max, Action<NodeImport> import, string note = "") => Of("", op, min, max, import, note);

    private static OperatorEntry Of(string op, int min, int max, Action<NodeImport> import, Func<OperatorDefinition> definition, string note = "") => Of("", op, min, max, import, note) with { Definition = definition };

    private static OperatorEntry Of(string domain, string op, int min, int max, Action<NodeImport> import, string note = "") => new(domain, op, min, max, import, note);
}
