using YoloGen.Compiler.Export;
using YoloGen.Compiler.Graph.Operators;
using YoloGen.Compiler.Interpreter;
using YoloGen.Compiler.Operators;
using YoloGen.Compiler.Planning;
using static YoloGen.Compiler.Operators.OperatorRules;

namespace YoloGen.Compiler.Operators;

/// <content>Operators that only move elements.</content>
internal static partial class OperatorCatalog
{
    /// <summary>Every result is an element of the first input.</summary>
    private static OperatorTraits Moves => new()
    {
        Computes = false,
        Movement = _ => Operators.Movement.Elements,
        KeepsRange = _ => true,
        FoldsOnImport = true,
        Agreement = Exactly,
    };

    private static OperatorDefinition[] Movements() =>
    [
        Define<Reshape>((n, _) => Same(n) ?? (n.Outputs[0].Shape.Count == n.Input(0).Shape.Count ? null : "the number of elements changes"), ReshapeEvaluator.Evaluate, MovementLowering.Reshape, MoveExport.Export)
            .With(Moves with { QuantizesBefore = _ => true, OrtPropagates = _ => true, Looks = _ => 0 }),
        Define<Transpose>((n, op) => Same(n) ?? Shape(n.Outputs[0], op.Perm.Select(p => n.Input(0).Shape[p])), TransposeEvaluator.Evaluate, MovementLowering.Transpose, MoveExport.Export)
            .With(Moves with { QuantizesBefore = _ => true, OrtPropagates = _ => true }).Described<Transpose>(op => string.Join(' ', op.Perm)),
        Define<Slice>((n, op) => Same(n) ?? Sliced(n, op), SliceEvaluator.Evaluate, MovementLowering.Slice, MoveExport.Export)
            .With(Moves with { QuantizesBefore = _ => true, OrtPropagates = op => op is Slice { IsSplitPart: false }, ChangesSize = true }),
        Define<Expand>((_, _) => null, ExpandEvaluator.Evaluate, MovementLowering.Expand, MoveExport.Export).With(Moves),
        Define<Tile>((n, op) => Same(n) ?? Shape(n.Outputs[0], n.Input(0).Shape.Dims.Select((d, i) => d * op.Repeats[i])), TileEvaluator.Evaluate, MovementLowering.Tile, MoveExport.Export).With(Moves),
        Define<Gather>((_, _) => null, GatherEvaluator.Evaluate, MovementLowering.Gather, MoveExport.Export)
            .With(Moves with { Movement = n => n.Input(1).IsConstant ? Operators.Movement.Elements : Operators.Movement.None }),
        Define<DepthToSpace>((_, _) => null, DepthToSpaceEvaluator.Evaluate, MovementLowering.DepthToSpace, MoveExport.Export)
            .With(Moves with { QuantizesBefore = _ => true, FoldsOnImport = false, ChangesSize = true }),
        Define<SpaceToDepth>((_, _) => null, SpaceToDepthEvaluator.Evaluate, MovementLowering.SpaceToDepth, MoveExport.Export)
            .With(Moves with { QuantizesBefore = _ => true, FoldsOnImport = false, ChangesSize = true }),
        Define<Concat>((n, op) => Same(n) ?? Concatenated(n, op.Axis), ConcatEvaluator.Evaluate, MovementLowering.Concat, MoveExport.Export)
            .With(new() { Computes = false, FoldsOnImport = true, Agreement = Exactly }).Described<Concat>(op => $"axis {op.Axis}"),
        Define<Pad>((n, op) => Same(n) ?? Shape(n.Outputs[0], n.Input(0).Shape.Dims.Select((d, i) => d + op.Before[i] + op.After[i])), PadEvaluator.Evaluate, MovementLowering.Pad, MoveExport.Export)
            .With(new() { Computes = false, KeepsRange = op => op is Pad { Mode: not PadMode.Constant } or Pad { Value: 0 }, FoldsOnImport = true, Agreement = Exactly }),
    ];
}
