using YoloGen.Compiler.Export;
using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Import;
using YoloGen.Compiler.Interpreter;
using YoloGen.Generated;

namespace YoloGen.Compiler.Operators.Loops;

/// <summary>Running sums or products along an axis. Input: X.</summary>
/// <param name="Axis">The axis.</param>
/// <param name="Exclusive">Whether an element is left out of its own result.</param>
/// <param name="Reverse">Whether the axis is gone through from its end.</param>
/// <param name="IsProduct">Products instead of sums.</param>
internal sealed record Cumulate(int Axis, bool Exclusive, bool Reverse, bool IsProduct) : LoopOperator("CumulateLoop", Axis)
{
    public override string Name => IsProduct ? "CumProd" : "CumSum";

    public override IReadOnlyList<int> Numbers => [Exclusive ? 1 : 0, Reverse ? 1 : 0, IsProduct ? 1 : 0];

    public static void Sum(NodeImport n) => Import(n, false);

    public static void Product(NodeImport n) => Import(n, true);

    public static OperatorDefinition Define() => Define<Cumulate>(Run, Export);

    private static void Import(NodeImport n, bool product)
    {
        Tensor x = n.In(0, ElementType.Float32, ElementType.Int32, ElementType.Int64);
        long[] axis = n.ConstantInts(1, "axis");
        if (x.Shape.Count == 0 || x.Shape.Rank == 0 || axis.Length != 1)
        {
            throw n.BadShape("one axis of a tensor that is not empty is needed");
        }

        n.Result(new Cumulate(n.Axis(axis[0], x.Shape.Rank), n.Attributes.Flag("exclusive", false), n.Attributes.Flag("reverse", false), product), [x], x.Type, x.Shape);
    }

    private static void Run(Cumulate op, Operands o, TensorData y, int size, int inner)
    {
        switch (y.Type)
        {
            case ElementType.Float32:
                CumulateLoop.Run<float>(o[0].Floats, y.Floats, size, inner, op.Exclusive, op.Reverse, op.IsProduct);
                break;
            case ElementType.Int32:
                CumulateLoop.Run<int>(o[0].Ints, y.Ints, size, inner, op.Exclusive, op.Reverse, op.IsProduct);
                break;
            default:
                CumulateLoop.Run<long>(o[0].Longs, y.Longs, size, inner, op.Exclusive, op.Reverse, op.IsProduct);
                break;
        }
    }

    private static void Export(ExportState state, Node node)
    {
        var op = (Cumulate)node.Op;
        string axis = state.Constant(node.Output.Name + "/axis", new TensorData(Shape.Scalar, [(long)op.Axis]));
        state.Add(node, op.Name, [state.Read(node.Input(0)), axis], node.Output.Name, ("exclusive", op.Exclusive), ("reverse", op.Reverse));
    }
}
