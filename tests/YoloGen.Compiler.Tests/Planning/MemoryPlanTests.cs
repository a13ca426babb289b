using Xunit;
using YoloGen.Compiler.Planning;
using YoloGen.Emit;

namespace YoloGen.Compiler.Tests.Planning;

public sealed class MemoryPlanTests
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 60)];

    /// <summary>Buffers whose lifetimes meet share no byte; every operand of every layer stays inside its buffer.</summary>
    [Theory]
    [MemberData(nameof(Seeds))]
    public void Live_buffers_never_overlap(int seed)
    {
        GraphBuilder builder = RandomGraph.Make(5000 + seed, 12);
        GraphLowering lowered = GraphLowering.Run(builder.Build());
        LayoutPlanner layout = LayoutPlanner.Run(StepPasses.Run(lowered), lowered.Inputs, lowered.Outputs);
        (long bytes, long bound) = ArenaPlanner.Run(layout.Buffers);
        List<StorageBuffer> used = [.. layout.Buffers.Where(b => b.LastUse >= 0)];
        Assert.All(used, b => Assert.InRange(b.Offset + b.Bytes, b.Bytes, bytes));
        Assert.All(used, b => Assert.Equal(0, b.Offset % ArenaPlanner.Alignment));
        for (int i = 0; i < used.Count; i++)
        {
            for (int j = i + 1; j < used.Count; j++)
            {
                (StorageBuffer a, StorageBuffer b) = (used[i], used[j]);
                bool together = a.FirstUse <= b.LastUse && b.FirstUse <= a.LastUse;
                bool apart = a.Offset + a.Bytes <= b.Offset || b.Offset + b.Bytes <= a.Offset;
                Assert.True(!together || apart, $"buffers {i} and {j} overlap");
            }
        }

        Assert.InRange(bytes, bound, long.MaxValue);
        foreach (PlacedLayer layer in layout.Layers)
        {
            Assert.All(layer.Inputs.Concat(layer.Outputs).Where(o => o.Storage is not null), o => Assert.True(IsInside(o), $"{o.Name} leaves its buffer"));
        }
    }

    private static bool IsInside(Placed operand)
    {
        Storage s = operand.Storage!;
        long low = s.Offset, high = s.Offset;
        for (int axis = 0; axis < operand.Shape.Rank; axis++)
        {
            long reach = (operand.Shape[axis] - 1L) * s.Strides[axis];
            low += Math.Min(0, reach);
            high += Math.Max(0, reach);
        }

        int size = operand.Type.SizeOf();
        return operand.Shape.Count == 0 || (low >= 0 && (high + 1) * size <= s.Buffer.Bytes);
    }

    [Fact]
    public void Concat_of_convolutions_costs_no_copy()
    {
        var b = new GraphBuilder();
        var x = b.Input(1, 4, 8, 8);
        var w = GraphBuilder.Window(3, 1, 1);
        var first = b.Conv(x, 8, w);
        var second = b.Conv(first, 8, w);
        var both = b.Add(new Compiler.Graph.Operators.Concat(1), ElementType.Float32, [1, 16, 8, 8], first, second);
        b.Output(b.Conv(both, 4, w));
        Plan plan = EmittedCheck.Run(b).Plan;

        // One copy turns the planar input into pixels, one the pixels of the last convolution into the planar output.
        Assert.Equal(["copy", "conv", "conv", "conv", "copy"], plan.Layers.Select(l => l.Kind));
    }

    [Fact]
    public void Slices_that_are_joined_again_cost_nothing()
    {
        var b = new GraphBuilder();
        var x = b.Input(1, 4, 8, 8);
        var w = GraphBuilder.Window(3, 1, 1);
        var y = b.Conv(x, 8, w);
        var low = b.Add(new Compiler.Graph.Operators.Slice([0, 0, 0, 0], [1, 1, 1, 1]), y.Type, [1, 4, 8, 8], y);
        var high = b.Add(new Compiler.Graph.Operators.Slice([0, 4, 0, 0], [1, 1, 1, 1]), y.Type, [1, 4, 8, 8], y);
        var more = b.Conv(high, 4, w);
        b.Output(b.Conv(b.Add(new Compiler.Graph.Operators.Concat(1), y.Type, [1, 12, 8, 8], low, high, more), 4, w));
        Assert.Equal(["copy", "conv", "conv", "conv", "copy"], EmittedCheck.Run(b).Plan.Layers.Select(l => l.Kind));
    }
}
