using YoloGen.Compiler.Export;
using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Import;
using YoloGen.Compiler.Import.Operators;
using YoloGen.Compiler.Interpreter;
using YoloGen.Generated;

namespace YoloGen.Compiler.Operators.Loops;

/// <summary>Places (Int64) of the largest or smallest elements along an axis, the best first; their number is the output's. Input: X.</summary>
/// <param name="Axis">The axis.</param>
/// <param name="Smallest">Whether the smallest are looked for.</param>
internal sealed record TopK(int Axis, bool Smallest) : LoopOperator("TopKLoop", Axis)
{
    public override IReadOnlyList<int> Numbers => [Smallest ? 1 : 0];

    /// <summary>The places are the loop's; the values are picked by them.</summary>
    public static void Import(NodeImport n)
    {
        Tensor x = n.In(0, ElementType.Float32, ElementType.Int32, ElementType.Int64);
        int axis = n.Axis(n.Attributes.Int("axis", -1), x.Shape.Rank);
        bool smallest = n.Opset >= 11 && !n.Attributes.Flag("largest", true);
        n.Attributes.Ignore("sorted");
        IReadOnlyList<long> counts = n.Opset >= 10 ? n.ConstantInts(1, "k") : [n.Attributes.Int("k")];
        long k = counts.Count == 1 ? counts[0] : throw n.BadShape($"k has {counts.Count} values");
        if (x.Shape.Count == 0 || k < 1 || k > x.Shape[axis])
        {
            throw n.BadShape($"{k} of the elements along axis {axis}");
        }

        Shape shape = n.Shape([.. x.Shape.Dims.Select((d, i) => i == axis ? k : d)]);
        Tensor places = n.Add(new TopK(axis, smallest), [x], ElementType.Int64, shape);
        places = n.Finish(places, 1);
        if (n.WantsOutput(0))
        {
            n.Finish(GatherElementsImport.Pick(n, x, places, axis));
        }
    }

    public static OperatorDefinition Define() => Define<TopK>(Run, Export, new() { FoldsOnImport = true, Looks = _ => 4 });

    private static void Run(TopK op, Operands o, TensorData y, int size, int inner)
    {
        switch (o[0].Type)
        {
            case ElementType.Float32:
                TopKLoop.Run<float>(o[0].Floats, y.Longs, size, inner, op.Smallest);
                break;
            case ElementType.Int32:
                TopKLoop.Run<int>(o[0].Ints, y.Longs, size, inner, op.Smallest);
                break;
            default:
                TopKLoop.Run<long>(o[0].Longs, y.Longs, size, inner, op.Smallest);
                break;
        }
    }

    private static void Export(ExportState state, Node node)
    {
        var op = (TopK)node.Op;
        string k = state.Longs(node.Output.Name + "/k", [node.Output.Shape[op.Axis]]);
        state.Add(node, "TopK", [state.Read(node.Input(0)), k], [state.Inner(node.Output.Name + "/values"), node.Output.Name], ("axis", op.Axis), ("largest", !op.Smallest));
    }
}
