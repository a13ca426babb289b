using YoloGen.Compiler.Export;
using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;
using YoloGen.Compiler.Interpreter;
using YoloGen.Compiler.Operators;
using YoloGen.Compiler.Planning;
using static YoloGen.Compiler.Operators.OperatorRules;

namespace YoloGen.Compiler.Operators;

/// <content>Convolutions, matrix products and normalization of floats.</content>
internal static partial class OperatorCatalog
{
    private static OperatorDefinition[] Convolutions() =>
    [
        Define<Conv>((n, op) => Float(n) ?? Window(n, op.Window, op.Group), ConvEvaluator.Evaluate, ConvLowering.Float, ConvExport.Export)
            .With(new() { Products = ConvProducts, ChangesSize = true, WeightInputs = [1], AbsorbsClip = _ => true }).Described<Conv>(op => OperatorText.Window(op.Window, op.Group)),
        Define<ConvTranspose>((n, _) => Float(n) ?? Rank(n, 4), ConvTransposeEvaluator.Evaluate, ConvTransposeLowering.Float, ConvExport.Export)
            .With(new() { Products = n => n.Input(0).Shape.Count * Each(n), ChangesSize = true, WeightInputs = [1] }).Described<ConvTranspose>(op => OperatorText.Window(op.Window, op.Group)),
        Define<ConvInteger>((n, op) => Bytes(n, 0, 1) ?? Type(n.Outputs[0], ElementType.Int32) ?? Window(n, op.Window, op.Group), ConvIntegerEvaluator.Evaluate, SumsLowering.ConvInteger, QuantizeExport.Export)
            .With(new() { Products = ConvProducts, IsInteger = _ => true }).Described<ConvInteger>(op => OperatorText.Window(op.Window, op.Group)),
        Define<BatchNormalization>((n, _) => Float(n) ?? SameShape(n), BatchNormalizationEvaluator.Evaluate, NormalizationLowering.Batch, LinearExport.Export),
        Define<MatMul>((n, _) => Float(n) ?? Matrices(n), MatMulEvaluator.Evaluate, MatMulLowering.Float, LinearExport.Export)
            .With(new() { Products = MatrixProducts, WeightInputs = [0, 1], AbsorbsClip = _ => true }),
        Define<MatMulInteger>((n, _) => Bytes(n, 0, 1) ?? Type(n.Outputs[0], ElementType.Int32) ?? Matrices(n), MatMulIntegerEvaluator.Evaluate, SumsLowering.MatMulInteger, QuantizeExport.Export)
            .With(new() { Products = MatrixProducts, IsInteger = _ => true }),
        Define<Gemm>((n, _) => Float(n) ?? Rank(n, 2), GemmEvaluator.Evaluate, MatMulLowering.Gemm, LinearExport.Export)
            .With(new() { Products = n => n.Output.Shape.Count * n.Input(0).Shape[((Gemm)n.Op).TransA ? 0 : 1], WeightInputs = [1], AbsorbsClip = _ => true }),
    ];

    private static long ConvProducts(Node node) => node.Output.Shape.Count * Each(node);

    /// <summary>Weights of one output channel (of one input channel for transposed ones).</summary>
    private static long Each(Node node) => node.Input(1).Shape.Count / Math.Max(1, node.Input(1).Shape[0]);

    private static long MatrixProducts(Node node) => node.Output.Shape.Count * (node.Input(0).Shape.Rank > 0 ? node.Input(0).Shape[node.Input(0).Shape.Rank - 1] : 1);
}
