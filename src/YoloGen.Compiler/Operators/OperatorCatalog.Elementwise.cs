using System.Globalization;
using YoloGen.Compiler.Export;
using YoloGen.Compiler.Graph.Operators;
using YoloGen.Compiler.Interpreter;
using YoloGen.Compiler.Operators;
using YoloGen.Compiler.Planning;
using static YoloGen.Compiler.Operators.OperatorRules;

namespace YoloGen.Compiler.Operators;

/// <content>Functions of elements.</content>
internal static partial class OperatorCatalog
{
    private static OperatorDefinition[] Elementwise() =>
    [
        Define<Unary>((n, _) => Same(n) ?? SameShape(n), UnaryEvaluator.Evaluate, ElementwiseLowering.Unary, (s, n) => UnaryExport.Export(s, n, (Unary)n.Op, s.Read(n.Input(0)), n.Output.Name))
            .With(new() { FoldsOnImport = true, Agreement = n => n.Op is Unary { Kind: UnaryKind.Relu or UnaryKind.Clip or UnaryKind.Neg or UnaryKind.Abs } ? Operators.Agreement.Exact : ByType(n) })
            .Described<Unary>(u => u.Kind is UnaryKind.LeakyRelu or UnaryKind.Elu or UnaryKind.Clip or UnaryKind.HardSigmoid ? string.Create(CultureInfo.InvariantCulture, $"{u.Alpha} {u.Beta}") : ""),
        Define<Binary>((n, op) => Broadcast(n) ?? BinaryTypes(n, op.Kind), BinaryEvaluator.Evaluate, ElementwiseLowering.Binary, (s, n) => BinaryExport.Export(s, n, (Binary)n.Op))
            .With(new()
            {
                FoldsOnImport = true,
                AbsorbsClip = n => n.Op is Binary { Kind: BinaryKind.Add or BinaryKind.Mul } && n.Inputs.All(i => !i!.IsConstant || i.Shape.Count > 1),
            }),
        Define<PRelu>((n, _) => Float(n) ?? SameShape(n), PReluEvaluator.Evaluate, ElementwiseLowering.PRelu, LinearExport.Export),
        Define<Where>((n, _) => Type(n.Input(0), ElementType.Bool) ?? Type(n.Input(1), n.Outputs[0].Type) ?? Type(n.Input(2), n.Outputs[0].Type), WhereEvaluator.Evaluate, ElementwiseLowering.Where, LinearExport.Export)
            .With(new() { FoldsOnImport = true, Agreement = Exactly }),
        Define<Cast>((n, _) => SameShape(n), CastEvaluator.Evaluate, ElementwiseLowering.Cast, MoveExport.Export)
            .With(new() { Computes = false, FoldsOnImport = true, Agreement = Exactly }),
        Define<Softmax>((n, _) => Float(n) ?? SameShape(n), SoftmaxEvaluator.Evaluate, PoolLowering.Softmax, LinearExport.Export)
            .Described<Softmax>(op => $"axis {op.Axis}"),
    ];

    private static Agreement Exactly(Graph.Node node) => Operators.Agreement.Exact;

    private static Agreement ByType(Graph.Node node) => node.Output.Type == ElementType.Float32 ? Operators.Agreement.Float : Operators.Agreement.Exact;
}
