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

        // Windows and reductions
        Of<Reduce>(ReduceEvaluator.Evaluate),
    }.ToFrozenDictionary();

    private delegate TensorData Evaluate<TOperator>(TOperator op, Operands operands);

    private static KeyValuePair<Type, Func<Operands, TensorData[]>> Of<TOperator>(Evaluate<TOperator> evaluate)
        where TOperator : Operator
        => new(typeof(TOperator), operands => [evaluate((TOperator)operands.Node.Op, operands)]);
}
