using System.Collections.Frozen;
using YoloGen.Compiler.Export;
using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;
using YoloGen.Compiler.Interpreter;
using YoloGen.Compiler.Operators;
using YoloGen.Compiler.Planning;

namespace YoloGen.Compiler.Operators;

/// <summary>Every operator of the IR, a line each: its rule of shapes, evaluation, lowering, export and traits. Those of loops are in <see cref="Import.OperatorTable"/>.</summary>
internal static partial class OperatorCatalog
{
    private static readonly FrozenDictionary<Type, OperatorDefinition> Definitions =
        new[] { Convolutions(), Elementwise(), Windows(), Movements(), Quantized(), Import.OperatorTable.Definitions() }.SelectMany(d => d).ToFrozenDictionary(d => d.Type);

    private delegate TensorData[] EvaluateMany<TOperator>(TOperator op, Operands operands);

    private delegate TensorData EvaluateOne<TOperator>(TOperator op, Operands operands);

    /// <summary>All of them.</summary>
    public static IReadOnlyCollection<OperatorDefinition> All => Definitions.Values;

    /// <summary>What is known of an operator.</summary>
    public static OperatorDefinition Of(Operator op) => Definitions[op.GetType()];

    /// <summary>The traits of an operator.</summary>
    public static OperatorTraits TraitsOf(Operator op) => Of(op).Traits;

    /// <summary>The definition of an operator, or null if there is none.</summary>
    public static OperatorDefinition? Find(Type type) => Definitions.GetValueOrDefault(type);

    private static OperatorDefinition Define<TOperator>(
        Func<Node, TOperator, string?> rule, EvaluateOne<TOperator> evaluate, Action<GraphLowering, Node> lower, Action<ExportState, Node>? export = null)
        where TOperator : Operator
        => DefineMany(rule, (op, operands) => [evaluate(op, operands)], lower, export);

    private static OperatorDefinition DefineMany<TOperator>(
        Func<Node, TOperator, string?> rule, EvaluateMany<TOperator> evaluate, Action<GraphLowering, Node> lower, Action<ExportState, Node>? export = null)
        where TOperator : Operator
        => new()
        {
            Type = typeof(TOperator),
            BrokenRule = node => rule(node, (TOperator)node.Op),
            Evaluate = operands => evaluate((TOperator)operands.Node.Op, operands),
            Lower = lower,
            Export = export,
        };

    private static OperatorDefinition With(this OperatorDefinition definition, OperatorTraits traits) => definition with { Traits = traits };

    private static OperatorDefinition Described<TOperator>(this OperatorDefinition definition, Func<TOperator, string> describe)
        where TOperator : Operator
        => definition with { Describe = op => describe((TOperator)op) };
}
