using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;

namespace YoloGen.Verification.Checks;

/// <summary>How closely an operator has to agree.</summary>
internal enum OperatorClass
{
    /// <summary>Integers, bit for bit.</summary>
    Exact,

    /// <summary>A table of correctly rounded values where ONNX Runtime approximates: at most 1 away.</summary>
    Table,

    /// <summary>Floats: within a share of the tensor's largest magnitude.</summary>
    Float,
}

/// <summary>Classifies operators.</summary>
internal static class OperatorClasses
{
    /// <summary>Tables that hold the same values in ONNX Runtime: at most one rounded product of floats.</summary>
    private static readonly HashSet<string> ExactTables = ["Requantize", "Relu", "LeakyRelu", "Clip", "Neg", "Abs", "QAdd", "QMul"];

    /// <summary>Number of tables in a node that hold correctly rounded values where ONNX Runtime approximates.</summary>
    public static int RoundedTables(Node node) => node.Op switch
    {
        Lookup op => op.Source.Split(", ").Count(s => !ExactTables.Contains(s)),
        QSoftmax => 1,
        _ => 0,
    };

    public static OperatorClass Of(Node node) => node.Op switch
    {
        QConv or QMatMul or QAdd or QMul or QConcat or QAveragePool or QGlobalAveragePool or QuantizeLinear or DynamicQuantizeLinear or ConvInteger or MatMulInteger => OperatorClass.Exact,
        Lookup op when op.Source.Split(", ").All(ExactTables.Contains) => OperatorClass.Exact,
        Lookup or QSoftmax => OperatorClass.Table,
        Reshape or Transpose or Slice or Concat or Expand or Tile or Gather or DepthToSpace or SpaceToDepth or Pad or Cast or Where or ArgMax or MaxPool => OperatorClass.Exact,
        Resize { Mode: ResizeMode.Nearest } or Reduce { Kind: ReduceKind.Max or ReduceKind.Min } => OperatorClass.Exact,
        DequantizeLinear or Unary { Kind: UnaryKind.Relu or UnaryKind.Clip or UnaryKind.Neg or UnaryKind.Abs } => OperatorClass.Exact,
        _ => node.Output.Type == ElementType.Float32 || node.Op is QConvFloat ? OperatorClass.Float : OperatorClass.Exact,
    };
}
