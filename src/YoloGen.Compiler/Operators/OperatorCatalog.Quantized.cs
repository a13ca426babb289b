using YoloGen.Compiler.Export;
using YoloGen.Compiler.Graph.Operators;
using YoloGen.Compiler.Interpreter;
using YoloGen.Compiler.Operators;
using YoloGen.Compiler.Planning;
using static YoloGen.Compiler.Operators.OperatorRules;

namespace YoloGen.Compiler.Operators;

/// <content>Quantization, and operators on bytes.</content>
internal static partial class OperatorCatalog
{
    /// <summary>Tables that hold the same values everywhere: at most one rounded product of floats.</summary>
    private static readonly HashSet<string> ExactTables = ["Requantize", "Relu", "LeakyRelu", "Clip", "Neg", "Abs", "QAdd", "QMul"];

    private static OperatorTraits Integers => new() { IsInteger = _ => true, Agreement = Exactly };

    /// <summary>Number of tables in a node that hold correctly rounded values where others approximate.</summary>
    public static int RoundedTables(Graph.Node node) => node.Op switch
    {
        Lookup op => op.Source.Split(", ").Count(s => !ExactTables.Contains(s)),
        QSoftmax => 1,
        _ => 0,
    };

    private static OperatorDefinition[] Quantized() =>
    [
        Define<QuantizeLinear>((n, op) => Float(n.Input(0)) ?? SameShape(n) ?? (op.Params is null ? null : Type(n.Outputs[0], op.Params.Type)), QuantizeLinearEvaluator.Evaluate, ElementwiseLowering.Quantize, QuantizeExport.Export)
            .With(new() { FoldsOnImport = true, Agreement = Exactly }).Described<QuantizeLinear>(op => op.Params is null ? "" : OperatorText.Quant("y", op.Params)),
        Define<DequantizeLinear>((n, op) => Type(n.Outputs[0], ElementType.Float32) ?? SameShape(n) ?? (op.Params is null ? null : Params(n, 0, op.Params)), DequantizeLinearEvaluator.Evaluate, ElementwiseLowering.Dequantize, QuantizeExport.Export)
            .With(new() { Agreement = Exactly }).Described<DequantizeLinear>(op => op.Params is null ? "" : OperatorText.Quant("x", op.Params)),
        DefineMany<DynamicQuantizeLinear>((_, _) => null, DynamicQuantizeLinearEvaluator.Evaluate, ElementwiseLowering.DynamicQuantize, QuantizeExport.Export).With(new() { Agreement = Exactly }),
        Define<QConv>((n, op) => Bytes(n, 0, 1) ?? Type(n.Outputs[0], op.Y.Type) ?? Params(n, 0, op.X) ?? Params(n, 1, op.W) ?? Window(n, op.Window, op.Group), QConvEvaluator.Evaluate, ConvLowering.Quantized)
            .With(Integers with { Products = ConvProducts })
            .Described<QConv>(op => $"{OperatorText.Window(op.Window, op.Group)} {OperatorText.Quant("x", op.X)} {OperatorText.Quant("w", op.W)} {OperatorText.Quant("y", op.Y)}"),
        Define<QConvTranspose>((n, op) => Bytes(n, 0, 1) ?? Type(n.Outputs[0], op.Y.Type) ?? Params(n, 0, op.X) ?? Rank(n, 4), QConvTransposeEvaluator.Evaluate, ConvTransposeLowering.Quantized)
            .With(new() { Products = n => n.Input(0).Shape.Count * Each(n), ChangesSize = true, IsInteger = _ => true, Agreement = _ => Operators.Agreement.Float })
            .Described<QConvTranspose>(op => $"{OperatorText.Window(op.Window, op.Group)} {OperatorText.Quant("x", op.X)} {OperatorText.Quant("w", op.W)} {OperatorText.Quant("y", op.Y)}"),
        Define<QConvFloat>((n, op) => Bytes(n, 0, 1) ?? Type(n.Outputs[0], op.Y?.Type ?? ElementType.Float32) ?? Window(n, op.Window, op.Group), QConvFloatEvaluator.Evaluate, SumsLowering.ConvFloat)
            .With(new() { Products = ConvProducts, IsInteger = _ => true, Agreement = _ => Operators.Agreement.Float })
            .Described<QConvFloat>(op => $"{OperatorText.Window(op.Window, op.Group)} {OperatorText.Quant("x", op.X)} {OperatorText.Quant("w", op.W)}"
                + (op.Y is null ? "" : " " + OperatorText.Quant("y", op.Y)) + (op.Activation is null ? "" : " " + op.Activation.Name)),
        Define<QMatMul>((n, op) => Params(n, 0, op.A) ?? Params(n, 1, op.B) ?? Type(n.Outputs[0], op.Y.Type) ?? Matrices(n), QMatMulEvaluator.Evaluate, SumsLowering.QMatMul)
            .With(Integers with { Products = MatrixProducts }).Described<QMatMul>(op => OperatorText.Quant(op.A, op.B, op.Y)),
        Define<QAdd>((n, op) => Broadcast(n) ?? Params(n, 0, op.A) ?? Params(n, 1, op.B) ?? Type(n.Outputs[0], op.Y.Type), QAddEvaluator.Evaluate, ElementwiseLowering.QAdd)
            .With(Integers).Described<QAdd>(op => OperatorText.Quant(op.A, op.B, op.Y)),
        Define<QMul>((n, op) => Broadcast(n) ?? Params(n, 0, op.A) ?? Params(n, 1, op.B) ?? Type(n.Outputs[0], op.Y.Type), QMulEvaluator.Evaluate, ElementwiseLowering.QMul)
            .With(Integers).Described<QMul>(op => OperatorText.Quant(op.A, op.B, op.Y)),
        Define<QConcat>((n, op) => Type(n.Outputs[0], op.Y.Type) ?? (op.X.Length == n.Inputs.Count ? null : "parameters for each input are needed") ?? Concatenated(n, op.Axis), QConcatEvaluator.Evaluate, MovementLowering.QConcat)
            .With(Integers),
        Define<QAveragePool>((n, op) => Params(n, 0, op.X) ?? Type(n.Outputs[0], op.Y.Type) ?? Rank(n, 4) ?? Channels(n), QAveragePoolEvaluator.Evaluate, PoolLowering.QuantizedAverage)
            .With(Integers with { Looks = op => Taps(((QAveragePool)op).Window) })
            .Described<QAveragePool>(op => $"{OperatorText.Window(op.Window)} {OperatorText.Quant("x", op.X)} {OperatorText.Quant("y", op.Y)}"),
        Define<QGlobalAveragePool>(
            (n, op) => Params(n, 0, op.X) ?? Type(n.Outputs[0], op.Y.Type) ?? Shape(n.Outputs[0], [n.Input(0).Shape[0], n.Input(0).Shape[1], 1, 1]), QGlobalAveragePoolEvaluator.Evaluate, PoolLowering.QuantizedGlobal)
            .With(Integers with { Agreement = n => ((QGlobalAveragePool)n.Op).IsOfFloats ? Operators.Agreement.Float : Operators.Agreement.Exact }),
        Define<QSoftmax>((n, op) => Params(n, 0, op.X) ?? Type(n.Outputs[0], op.Y.Type), QSoftmaxEvaluator.Evaluate, PoolLowering.QuantizedSoftmax)
            .With(new() { IsInteger = _ => true, Agreement = _ => Operators.Agreement.Table }),
        Define<Lookup>((n, op) => Bytes(n, 0) ?? (op.Table.Length == 256 ? null : "a table has 256 entries") ?? SameShape(n), LookupEvaluator.Evaluate, ElementwiseLowering.Lookup)
            .With(new() { IsInteger = _ => true, Agreement = n => RoundedTables(n) == 0 ? Operators.Agreement.Exact : Operators.Agreement.Table }).Described<Lookup>(op => op.Source),
    ];
}
