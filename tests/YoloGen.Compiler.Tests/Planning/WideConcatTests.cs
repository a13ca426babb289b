using System.Collections;
using Xunit;
using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Planning;

namespace YoloGen.Compiler.Tests.Planning;

/// <summary>One Concat of many parts, counted in looks at its parts: each is placed without a search through the others.</summary>
public sealed class WideConcatTests
{
    [Fact]
    public void Each_part_is_looked_at_a_few_times()
    {
        const int Many = 1000;
        var x = new Value("x", ElementType.Float32, Shape.Of(1, 4)) { IsPort = true };
        var y = new Value("y", ElementType.Float32, Shape.Of(1, 4 * Many)) { IsPort = true };
        List<Step> steps = [];
        var parts = new CountingList<(Value, SliceView)>();
        for (int i = 0; i < Many; i++)
        {
            var part = new Value($"p{i}", ElementType.Float32, Shape.Of(1, 4));
            steps.Add(new LayerStep(new CopyLayer { Name = $"c{i}", X = PlanOperand.Tensor(0), Y = 0 }, [x], [part]));
            parts.Items.Add((part, new SliceView([0, 4 * i], [1, 1])));
        }

        steps.Add(new AssembleStep("concat", parts, y, alongChannels: true));
        parts.Looks = 0;
        LayoutPlanner layout = LayoutPlanner.Run(steps, [x], [y]);
        Assert.InRange(parts.Looks, Many, 30 * Many);
        Assert.All(parts.Items, p => Assert.Same(y.Storage!.Buffer, p.Item1.Storage!.Buffer));
        Assert.Equal(Many, layout.Layers.Count);
    }

    [Fact]
    public void A_part_that_occurs_twice_has_no_place_of_its_own()
    {
        Value once = new("a", ElementType.Float32, Shape.Of(1, 4)), twice = new("b", ElementType.Float32, Shape.Of(1, 4)), none = new("c", ElementType.Float32, Shape.Of(1, 4));
        SliceView At(int i) => new([0, 4 * i], [1, 1]);
        var step = new AssembleStep("concat", [(twice, At(0)), (once, At(1)), (twice, At(2))], new Value("y", ElementType.Float32, Shape.Of(1, 12)), alongChannels: true);
        Assert.Equal(4, step.PlaceOf(once)!.Starts[1]);
        Assert.Null(step.PlaceOf(twice));
        Assert.Null(step.PlaceOf(none));
    }

    /// <summary>Each of 5,000 that live at the same time is compared with those before it, until that was enough.</summary>
    [Fact]
    public void Buffers_that_all_live_at_the_same_time_are_not_all_compared_with_each_other()
    {
        var placed = new PlacedBuffers();
        long looks = 0;
        for (int i = 0; i < 5000; i++)
        {
            var buffer = new StorageBuffer(64);
            buffer.Touch(i);
            buffer.Touch(10_000);
            looks += placed.CanSearch ? placed.Overlapping(buffer).Count : 0;
            placed.Add(buffer);
        }

        Assert.InRange(looks, 2000L * 1999 / 2, PlacedBuffers.MaxLooks + 5000); // what a network with 2,000 of them needs
    }

    private sealed class CountingList<T> : IReadOnlyList<T>
    {
        public List<T> Items { get; } = [];

        public int Looks { get; set; }

        public int Count => Items.Count;

        public T this[int index]
        {
            get
            {
                Looks++;
                return Items[index];
            }
        }

        public IEnumerator<T> GetEnumerator()
        {
            foreach (T item in Items)
            {
                Looks++;
                yield return item;
            }
        }

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
