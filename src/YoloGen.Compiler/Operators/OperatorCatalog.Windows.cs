using YoloGen.Compiler.Export;
using YoloGen.Compiler.Graph.Operators;
using YoloGen.Compiler.Interpreter;
using YoloGen.Compiler.Operators;
using YoloGen.Compiler.Planning;
using static YoloGen.Compiler.Operators.OperatorRules;

namespace YoloGen.Compiler.Operators;

/// <content>Pools, reductions and resizing.</content>
internal static partial class OperatorCatalog
{
    private static OperatorDefinition[] Windows() =>
    [
        Define<MaxPool>((n, _) => Same(n) ?? Rank(n, 4) ?? Channels(n), MaxPoolEvaluator.Evaluate, PoolLowering.Max, PoolExport.Export)
            .With(new()
            {
                Movement = _ => Operators.Movement.Largest,
                KeepsRange = _ => true,
                QuantizesBefore = _ => true,
                OrtPropagates = _ => true,
                IsInteger = OnBytes,
                Looks = op => Taps(((MaxPool)op).Window),
                ChangesSize = true,
                Agreement = Exactly,
            })
            .Described<MaxPool>(op => OperatorText.Window(op.Window)),
        Define<AveragePool>((n, _) => Float(n) ?? Rank(n, 4) ?? Channels(n), AveragePoolEvaluator.Evaluate, PoolLowering.Average, PoolExport.Export)
            .With(new() { Looks = op => Taps(((AveragePool)op).Window), ChangesSize = true, AbsorbsClip = _ => true }).Described<AveragePool>(op => OperatorText.Window(op.Window)),
        Define<Reduce>((n, op) => Same(n) ?? Shape(n.Outputs[0], Reduced(n.Input(0).Shape, [.. op.Axes], op.KeepDims)), ReduceEvaluator.Evaluate, PoolLowering.Reduce, PoolExport.Export)
            .With(new()
            {
                Movement = n => n.Op is Reduce { Kind: ReduceKind.Max } ? Operators.Movement.Largest : Operators.Movement.None,
                KeepsRange = op => op is Reduce { Kind: ReduceKind.Max },
                IsInteger = OnBytes,
                FoldsOnImport = true,
                AbsorbsClip = n => n.Op is Reduce { Kind: ReduceKind.Mean },
                Agreement = n => n.Op is Reduce { Kind: ReduceKind.Max or ReduceKind.Min } ? Operators.Agreement.Exact : ByType(n),
            })
            .Described<Reduce>(op => $"axes {string.Join(' ', op.Axes)}"),
        Define<ArgMax>((n, op) => Type(n.Outputs[0], ElementType.Int64) ?? Shape(n.Outputs[0], Reduced(n.Input(0).Shape, [op.Axis], op.KeepDims)), ArgMaxEvaluator.Evaluate, PoolLowering.ArgMax, PoolExport.Export)
            .With(new() { Agreement = Exactly }),
        Define<Resize>((n, op) => Same(n) ?? Rank(n, 4) ?? (op.Scales.Length == 4 ? null : "four scales are needed"), ResizeEvaluator.Evaluate, ResizeLowering.Resize, (s, n) => ResizeExport.Export(s, n, (Resize)n.Op))
            .With(new()
            {
                Movement = n => IsNearest(n.Op) ? Operators.Movement.Elements : Operators.Movement.None,
                KeepsRange = IsNearest,
                QuantizesBefore = IsNearest,
                IsInteger = OnBytes,
                Looks = _ => 16,
                ChangesSize = true,
                Agreement = n => IsNearest(n.Op) ? Operators.Agreement.Exact : ByType(n),
            })
            .Described<Resize>(op => $"{op.Mode} {op.Coordinates}"),
    ];

    private static bool OnBytes(Graph.Node node) => node.Output.Type.IsQuantized();

    private static double Taps(Window2D window) => (double)window.KernelH * window.KernelW;

    private static bool IsNearest(Operator op) => op is Resize { Mode: ResizeMode.Nearest };
}
