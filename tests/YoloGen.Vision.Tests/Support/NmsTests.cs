using CsCheck;
using Xunit;
using YoloGen.Generated;

namespace YoloGen.Vision.Tests.Support;

public sealed class NmsTests
{
    private static readonly Gen<Candidate[]> Candidates = Gen.Select(Gen.Int[0, 40], Gen.Int[0, 40], Gen.Int[0, 30], Gen.Int[0, 30], Gen.Int[1, 20], Gen.Int[0, 5])
        .Array[0, 60].Select(boxes => boxes.Select((b, i) => new Candidate { X = b.Item1, Y = b.Item2, Width = b.Item3, Height = b.Item4, Score = b.Item5 / 20f, ClassId = (b.Item6 % 3 * 256) + (b.Item6 / 3), Order = i }).ToArray());

    [Fact]
    public void Agrees_with_brute_force()
        => Gen.Select(Candidates, Gen.Float[0, 1], Gen.Int[0, 70]).Sample((candidates, iou, max) =>
        {
            List<Candidate> expected = BruteForce(candidates, iou, max);
            int kept = Nms.Run(candidates, iou, max);
            Assert.Equal(expected.Select(c => c.Order), candidates.Take(kept).Select(c => c.Order));
        });

    [Fact]
    public void Full_buffer_keeps_the_best()
        => Gen.Select(Candidates, Gen.Int[0, 20]).Sample((candidates, capacity) =>
        {
            var buffer = new CandidateBuffer(new Candidate[capacity], 0.2f);
            foreach (Candidate c in candidates)
                buffer.Add(c.X, c.Y, c.Width, c.Height, c.Score, c.ClassId);
            int[] expected = [.. candidates.Where(c => c.Score > 0.2f).OrderByDescending(c => c.Score).ThenBy(c => c.Order).Take(capacity).Select(c => c.Order)];
            Nms.Sort(buffer.Items);
            Assert.Equal(expected, buffer.Items.ToArray().Select(c => c.Order));
        });

    [Fact]
    public void Drops_what_is_not_finite()
    {
        var buffer = new CandidateBuffer(new Candidate[4], 0.1f);
        buffer.Add(0, 0, 1, 1, float.NaN, 0);
        buffer.Add(float.NaN, 0, 1, 1, 0.5f, 0);
        buffer.Add(0, 0, float.PositiveInfinity, 1, 0.5f, 0);
        Assert.Equal(0, buffer.Count);
        buffer.AddCentered(5, 5, 2, 4, 0.5f, 3);
        Assert.Equal((4f, 3f, 2f, 4f), (buffer.Items[0].X, buffer.Items[0].Y, buffer.Items[0].Width, buffer.Items[0].Height));
    }

    [Fact]
    public void Boxes_over_padding_alone_are_dropped()
    {
        LetterboxMap map = LetterboxMap.ForLetterbox(200, 100, 100, 100);
        Candidate[] boxes =
        [
            new() { X = 10, Y = 0, Width = 20, Height = 24, Order = 0 }, new() { X = 10, Y = 20, Width = 20, Height = 10, Order = 1 },
            new() { X = 10, Y = 75, Width = 20, Height = 10, Order = 2 }, new() { X = -30, Y = 40, Width = 20, Height = 10, Order = 3 }, new() { X = 90, Y = 70, Width = 30, Height = 30, Order = 4 },
        ];
        Assert.Equal([1, 4], map.Inside(boxes).ToArray().Select(b => b.Order));
    }

    [Fact]
    public void Math_agrees_with_the_library()
        => Gen.Float[-50, 50].Sample(x =>
        {
            Close(Math.Exp(x), HeadMath.Exp(x));
            Close(1 / (1 + Math.Exp(-(double)x)), HeadMath.Sigmoid(x));
            Close(Math.Tanh(x), HeadMath.Tanh(x), 1e-9);
            float positive = Math.Abs(x);
            Close(Math.Pow(positive, 0.6f), HeadMath.Pow(positive, 0.6f));
            Close(Math.Pow(positive * 1e-20f, 0.4f), HeadMath.Pow(positive * 1e-20f, 0.4f));
        });

    [Fact]
    public void Math_at_the_ends()
    {
        Assert.Equal(float.PositiveInfinity, HeadMath.Exp(1000));
        Assert.Equal(0f, HeadMath.Exp(float.NegativeInfinity));
        Assert.Equal(1f, HeadMath.Sigmoid(float.PositiveInfinity));
        Assert.Equal(0f, HeadMath.Sigmoid(float.NegativeInfinity));
        Assert.Equal(1f, HeadMath.Tanh(1e30f));
        Assert.True(float.IsNaN(HeadMath.Sigmoid(float.NaN)));
        Assert.True(float.IsNaN(HeadMath.Pow(-1, 0.6f)));
        Assert.Equal(0f, HeadMath.Pow(0, 0.6f));
    }

    private static void Close(double expected, float actual, double absolute = 0)
        => Assert.True(Math.Abs(expected - actual) <= Math.Abs(expected) * 6.1e-8 + absolute, $"{expected} against {actual}");

    private static List<Candidate> BruteForce(Candidate[] candidates, float iou, int max)
    {
        List<Candidate> left = [.. candidates.OrderByDescending(c => c.Score).ThenBy(c => c.Order)];
        var kept = new List<Candidate>();
        while (left.Count > 0 && kept.Count < max)
        {
            Candidate best = left[0];
            kept.Add(best);
            left.RemoveAt(0);
            left.RemoveAll(o => o.ClassId == best.ClassId && Covered(best, o, iou));
        }
        return kept;
    }

    /// <summary>Counts unit cells: the boxes of this test have integer corners.</summary>
    private static bool Covered(Candidate a, Candidate b, float iou)
    {
        int both = 0;
        int any = 0;
        for (int y = 0; y < 70; y++)
        {
            for (int x = 0; x < 70; x++)
            {
                bool inA = x >= a.X && x < a.X + a.Width && y >= a.Y && y < a.Y + a.Height;
                bool inB = x >= b.X && x < b.X + b.Width && y >= b.Y && y < b.Y + b.Height;
                both += inA && inB ? 1 : 0;
                any += inA || inB ? 1 : 0;
            }
        }
        return both > 0 && both > iou * any;
    }
}
