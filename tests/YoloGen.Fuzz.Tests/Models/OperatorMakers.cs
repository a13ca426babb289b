using YoloGen.Fuzz.Tests.Models.Families;

namespace YoloGen.Fuzz.Tests.Models;

/// <summary>One line for every operator that can be imported: how a random node of it is written.</summary>
internal static class OperatorMakers
{
    private const string Microsoft = "com.microsoft.";

    /// <summary>Operator with its domain, how often relative to the others, and a function that adds a node or answers null where nothing fits.</summary>
    public static IReadOnlyList<(string Op, int Weight, Func<ModelWriter, Value?> Make)> Floats { get; } =
    [
        ("Conv", 10, Products.Conv), ("ConvTranspose", 4, Products.ConvTranspose), ("BatchNormalization", 2, Products.BatchNormalization), ("MatMul", 4, Products.MatMul), ("Gemm", 2, Products.Gemm),
        ("Relu", 2, Elementwise.Numeric("Relu")), ("Neg", 1, Elementwise.Numeric("Neg")), ("Abs", 1, Elementwise.Numeric("Abs")), ("LeakyRelu", 2, Elementwise.Function("LeakyRelu", 7, "alpha")),
        ("PRelu", 1, Elementwise.PRelu), ("Elu", 1, Elementwise.Function("Elu", 7, "alpha")), ("Celu", 1, Elementwise.Function("Celu", 12, "alpha")), ("Selu", 1, Elementwise.Function("Selu", 7, "alpha", "gamma")),
        ("ThresholdedRelu", 1, Elementwise.Function("ThresholdedRelu", 10, "alpha")), ("Clip", 2, Elementwise.Clip), ("Sigmoid", 2, Elementwise.Function("Sigmoid")),
        ("HardSigmoid", 1, Elementwise.Function("HardSigmoid", 7, "alpha", "beta")), ("HardSwish", 1, Elementwise.Function("HardSwish", 14)), ("Swish", 12, Elementwise.Function("Swish", 24, "alpha")),
        ("Mish", 1, Elementwise.Function("Mish", 18)), ("Gelu", 1, Elementwise.Gelu), ("Tanh", 1, Elementwise.Function("Tanh")), ("Softplus", 1, Elementwise.Function("Softplus")),
        ("Softsign", 1, Elementwise.Function("Softsign")), ("Erf", 1, Elementwise.Function("Erf", 9)), ("Sqrt", 1, Elementwise.Function("Sqrt")), ("Exp", 1, Elementwise.Function("Exp")), ("Log", 1, Elementwise.Function("Log")),
        ("Sign", 1, Elementwise.Function("Sign", 9)), ("Floor", 1, Elementwise.Function("Floor")), ("Ceil", 1, Elementwise.Function("Ceil")), ("Round", 1, Elementwise.Function("Round", 11)),
        ("Reciprocal", 1, Elementwise.Function("Reciprocal")), ("Not", 1, Elementwise.Not), ("Mul", 2, Elementwise.Silu),
        ("Add", 4, Binaries.Of("Add")), ("Sub", 2, Binaries.Of("Sub")), ("Mul", 3, Binaries.Of("Mul")), ("Div", 1, Binaries.Of("Div")), ("Pow", 1, Binaries.Pow), ("Mod", 2, Binaries.Mod),
        ("Equal", 1, Binaries.Of("Equal")), ("Greater", 1, Binaries.Of("Greater")), ("GreaterOrEqual", 1, Binaries.Of("GreaterOrEqual")), ("Less", 1, Binaries.Of("Less")), ("LessOrEqual", 1, Binaries.Of("LessOrEqual")),
        ("And", 1, Binaries.Of("And")), ("Or", 1, Binaries.Of("Or")), ("Xor", 1, Binaries.Of("Xor")), ("Min", 1, Binaries.Variadic("Min")), ("Max", 1, Binaries.Variadic("Max")), ("Sum", 1, Binaries.Variadic("Sum")), ("Mean", 1, Binaries.Variadic("Mean")),
        ("Where", 2, Binaries.Where), ("Softmax", 2, Elementwise.Softmax("Softmax")), ("LogSoftmax", 1, Elementwise.Softmax("LogSoftmax")),
        ("MaxPool", 3, Windows.MaxPool), ("AveragePool", 3, Windows.AveragePool), ("GlobalAveragePool", 1, Windows.Global("GlobalAveragePool")), ("GlobalMaxPool", 1, Windows.Global("GlobalMaxPool")),
        ("ReduceMean", 2, Windows.Reduce("ReduceMean")), ("ReduceSum", 1, Windows.Reduce("ReduceSum")), ("ReduceMax", 1, Windows.Reduce("ReduceMax")), ("ReduceMin", 1, Windows.Reduce("ReduceMin")),
        ("ReduceProd", 1, Windows.Reduce("ReduceProd")), ("ReduceL1", 1, Windows.Reduce("ReduceL1")), ("ReduceL2", 1, Windows.Reduce("ReduceL2")), ("ReduceSumSquare", 1, Windows.Reduce("ReduceSumSquare")),
        ("ReduceLogSum", 1, Windows.Reduce("ReduceLogSum")), ("ArgMax", 1, Windows.Arg("ArgMax")), ("ArgMin", 1, Windows.Arg("ArgMin")), ("Resize", 5, Windows.Resize), ("Upsample", 6, Windows.Upsample),
        ("InstanceNormalization", 2, Normalizations.Instance), ("GroupNormalization", 6, Normalizations.Group), ("LayerNormalization", 2, Normalizations.Layer), ("RMSNormalization", 8, Normalizations.Rms),
        ("LpNormalization", 1, Normalizations.Lp), ("Attention", 10, Normalizations.Attention), ("Shrink", 1, Normalizations.Shrink), ("Hardmax", 1, Normalizations.Hardmax), ("Trilu", 2, Normalizations.Trilu),
        ("IsNaN", 1, Normalizations.Is("IsNaN", 9)), ("IsInf", 1, Normalizations.Is("IsInf", 10)), ("OneHot", 4, Normalizations.OneHot),
        ("GatherElements", 2, Composed.GatherElements), ("GatherND", 2, Composed.GatherNd), ("LpPool", 3, Composed.LpPool), ("GlobalLpPool", 1, Composed.GlobalLpPool), ("LRN", 2, Composed.LocalResponse),
        ("MeanVarianceNormalization", 2, Composed.MeanVariance), ("Einsum", 3, Composed.Einsum), ("RotaryEmbedding", 20, Composed.RotaryEmbedding), ("GridSample", 4, Composed.GridSample), ("AffineGrid", 6, Composed.AffineGrid),
        ("CenterCropPad", 3, Composed.CenterCropPad), ("EyeLike", 3, Composed.EyeLike), ("NegativeLogLikelihoodLoss", 2, Composed.Loss("NegativeLogLikelihoodLoss")), ("SoftmaxCrossEntropyLoss", 2, Composed.Loss("SoftmaxCrossEntropyLoss")),
        ("Sin", 1, Elementwise.Function("Sin")), ("Cos", 1, Elementwise.Function("Cos")), ("Tan", 1, Elementwise.Angle("Tan")), ("Asin", 1, Elementwise.Angle("Asin")), ("Acos", 1, Elementwise.Angle("Acos")), ("Atan", 1, Elementwise.Function("Atan")),
        ("Sinh", 1, Elementwise.Angle("Sinh", 9)), ("Cosh", 1, Elementwise.Angle("Cosh", 9)), ("Asinh", 1, Elementwise.Function("Asinh", 9)), ("Acosh", 1, Elementwise.Angle("Acosh", 9)), ("Atanh", 1, Elementwise.Angle("Atanh", 9)),
        ("CumSum", 2, Composed.Cumulate("CumSum", 14)), ("CumProd", 30, Composed.Cumulate("CumProd", 26)), ("TopK", 3, Composed.TopK), ("ScatterElements", 2, Composed.ScatterElements), ("Scatter", 20, Composed.Scatter), ("ScatterND", 2, Composed.ScatterNd),
        ("ReduceLogSumExp", 2, Windows.Reduce("ReduceLogSumExp")),
        .. Moves,
        ("Cast", 2, Movement.Cast), ("CastLike", 1, Movement.CastLike), ("Dropout", 1, Movement.Dropout), ("DepthToSpace", 4, Movement.DepthToSpace), ("SpaceToDepth", 10, Movement.SpaceToDepth),
        ("Shape", 1, Shapes.Shape), ("Size", 1, Shapes.Size), ("Range", 1, Shapes.Range), ("ConstantOfShape", 1, Shapes.ConstantOfShape), ("If", 1, Shapes.If),
    ];

    private static IReadOnlyList<(string Op, int Weight, Func<ModelWriter, Value?> Make)> Moves =>
    [
        ("Concat", 4, Movement.Concat), ("Split", 3, Movement.Split), ("Slice", 3, Movement.Slice), ("Transpose", 3, Movement.Transpose), ("Reshape", 3, Movement.Reshape), ("Flatten", 1, Movement.Flatten),
        ("Squeeze", 1, Movement.Squeeze), ("Unsqueeze", 1, Movement.Unsqueeze), ("Identity", 1, Movement.Identity), ("Expand", 1, Movement.Expand), ("Tile", 2, Movement.Tile), ("Gather", 2, Movement.Gather), ("Pad", 3, Movement.Pad),
    ];

    public static IReadOnlyList<(string Op, int Weight, Func<ModelWriter, Value?> Make)> Quantized { get; } =
    [
        ("QuantizeLinear", 3, Families.Quantized.QuantizeLinear), ("DequantizeLinear", 2, Families.Quantized.DequantizeLinear), ("QLinearConv", 12, Families.Quantized.QLinearConv), ("QLinearMatMul", 4, Families.Quantized.QLinearMatMul),
        (Microsoft + "QLinearAdd", 4, Families.Quantized.Binary("QLinearAdd")), (Microsoft + "QLinearMul", 4, Families.Quantized.Binary("QLinearMul")), (Microsoft + "QLinearConcat", 4, Families.Quantized.QLinearConcat),
        (Microsoft + "QLinearSigmoid", 2, Families.Quantized.Table("QLinearSigmoid")), (Microsoft + "QLinearLeakyRelu", 2, Families.Quantized.Table("QLinearLeakyRelu")), (Microsoft + "QLinearSoftmax", 2, Families.Quantized.QLinearSoftmax),
        (Microsoft + "QLinearAveragePool", 3, Families.Quantized.QLinearAveragePool), (Microsoft + "QLinearGlobalAveragePool", 2, Families.Quantized.QLinearGlobalAveragePool), (Microsoft + "QGemm", 3, Families.Quantized.QGemm),
        ("MaxPool", 3, Windows.MaxPool), ("Resize", 3, Windows.Resize), .. Moves,
    ];

    public static IReadOnlyList<(string Op, int Weight, Func<ModelWriter, Value?> Make)> Dynamic { get; } =
    [
        ("DynamicQuantizeLinear", 15, Families.Dynamic.DynamicQuantizeLinear), ("ConvInteger", 60, Families.Dynamic.ConvInteger), ("MatMulInteger", 50, Families.Dynamic.MatMulInteger),
        (Microsoft + "DynamicQuantizeMatMul", 30, Families.Dynamic.DynamicQuantizeMatMul), (Microsoft + "MatMulIntegerToFloat", 30, Families.Dynamic.MatMulIntegerToFloat), .. Floats,
    ];

    public static IReadOnlyList<(string Op, int Weight, Func<ModelWriter, Value?> Make)> Of(Form form) => form switch
    {
        Form.QOperator => Quantized,
        Form.Dynamic => Dynamic,
        _ => Floats,
    };
}
