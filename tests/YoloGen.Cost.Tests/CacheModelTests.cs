using Xunit;

namespace YoloGen.Cost.Tests;

/// <summary>The share of missing lines against a simulated cache, averaged over where the arrays lie.</summary>
public class CacheModelTests
{
    private static readonly CacheModel Cache = new(32 << 10, 2, 64);

    [Theory]
    [InlineData(100, new[] { 50 })]
    [InlineData(288, new[] { 112, 112, 112 })]
    [InlineData(300, new[] { 250 })]
    [InlineData(400, new[] { 20 })]
    [InlineData(500, new int[0])]
    [InlineData(576, new[] { 12 })]
    [InlineData(700, new int[0])]
    [InlineData(1200, new[] { 40 })]
    public void Lines_are_gone_as_often_as_in_a_simulated_cache(int lines, int[] others)
    {
        var random = new Random(1);
        double share = Enumerable.Range(0, 400).Average(_ => Simulate(random, lines, others) / (double)lines);
        double formula = Cache.MissShare(lines, [.. others.Select(o => (double)o)]);
        Assert.InRange(formula, share - 0.03, share + 0.03);
    }

    /// <summary>Walks the array, the others, the array again; misses of the second time.</summary>
    private static int Simulate(Random random, int lines, int[] others)
    {
        var sets = new List<int>[Cache.Sets];
        for (int i = 0; i < sets.Length; i++)
        {
            sets[i] = [];
        }

        int start = random.Next(1 << 20);
        Walk(sets, start, lines);
        for (int i = 0; i < others.Length; i++)
        {
            Walk(sets, ((i + 1) << 24) + random.Next(1 << 20), others[i]);
        }

        return Walk(sets, start, lines);
    }

    private static int Walk(List<int>[] sets, int start, int lines)
    {
        int misses = 0;
        for (int line = start; line < start + lines; line++)
        {
            List<int> set = sets[line % sets.Length];
            misses += set.Remove(line) ? 0 : 1;
            set.Insert(0, line);
            if (set.Count > Cache.Ways)
            {
                set.RemoveAt(Cache.Ways);
            }
        }

        return misses;
    }
}
