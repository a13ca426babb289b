#nullable enable
using System.Linq;
using Xunit;
using YoloGen.Generated;

namespace YoloGen.Kernels.Tests;

/// <summary>The threads' pieces of a convolution in tiles: together each row once, tiles in whole rows of four, no strip too long, no thread with much more than another.</summary>
public sealed class TileWorkTests
{
    [Fact]
    public void Every_row_is_computed_once()
    {
        for (int height = 4; height <= 120; height++)
        {
            for (int parts = 1; parts <= 9; parts++)
            {
                foreach (int strip in new[] { 1, 3, 40 })
                {
                    Check(height, parts, strip);
                }
            }
        }
    }

    private static void Check(int height, int parts, int strip)
    {
        var seen = new int[height];
        int most = 0, least = int.MaxValue;
        for (int part = 0; part < parts; part++)
        {
            var work = new TileWork(part, parts, new TileParams { Height = height, Strip = strip });
            int tenths = 0;
            while (work.Next(out int row, out int rowEnd, out bool areTiles))
            {
                if (areTiles)
                {
                    Assert.Equal(0, row % 4);
                    Assert.Equal(0, (rowEnd - row) % 4);
                    Assert.InRange(rowEnd - row, 4, 4 * strip);
                }

                tenths += areTiles ? (rowEnd - row) / 4 * 10 : (rowEnd - row) * 4;
                for (; row < rowEnd; row++)
                {
                    seen[row]++;
                }
            }

            (most, least) = (System.Math.Max(most, tenths), System.Math.Min(least, tenths));
        }

        Assert.All(seen, n => Assert.Equal(1, n));

        // One row of tiles, or two of single rows, more.
        Assert.InRange(most - least, 0, 14);
        Assert.True(seen.Length == height && seen.Sum() == height);
    }
}
