using Xunit;
using YoloGen.Compiler.Planning;
using YoloGen.Emit;
using YoloGen.Plans;

namespace YoloGen.Compiler.Tests.Planning;

/// <summary>Lines are taken for a table only where they give every entry of it.</summary>
public class SlopesSearchTests
{
    [Fact]
    public void Lines_give_every_entry_of_the_tables_they_stand_for()
    {
        var random = new Random(3);
        int leaky = 0, scales = 0;
        for (int round = 0; round < 200; round++)
        {
            // A leaky ReLU, or another scale, as the interpreter tabulates it: dequantized, computed and rounded in single precision.
            float alpha = round % 2 == 0 ? (float)(random.NextDouble() * 0.3) : 1, ratio = (float)Math.Exp((random.NextDouble() * 2.4) - 1.2);
            int zero = random.Next(256), outputZero = random.Next(256);
            byte[] table = [.. Enumerable.Range(0, 256).Select(x => (byte)Math.Clamp(MathF.Round((x < zero ? alpha : 1) * (x - zero) * ratio, MidpointRounding.ToEven) + outputZero, 0, 255))];
            if (SlopesSearch.Find(table) is not { } lines)
            {
                continue;
            }

            _ = round % 2 == 0 ? leaky++ : scales++;
            Assert.Equal(table, Enumerable.Range(0, 256).Select(x => At(lines, x)).ToArray());
        }

        Assert.InRange(leaky, 70, 100);
        Assert.InRange(scales, 70, 100);
    }

    [Fact]
    public void Other_tables_stay_tables()
    {
        Assert.Null(SlopesSearch.Find([.. Enumerable.Range(0, 256).Select(x => (byte)(255 / (1 + Math.Exp((128 - x) / 20.0))))])); // sigmoid
        Assert.Null(SlopesSearch.Find([.. Enumerable.Range(0, 256).Select(x => (byte)(255 - x / 2 + (x == 77 ? 1 : 0)))]));        // a line but for one entry
        Assert.Null(SlopesSearch.Find([.. Enumerable.Range(0, 256).Select(x => (byte)Math.Min(x, 300 - x))]));                      // the lower of two lines
    }

    [Fact]
    public void The_lines_of_a_falling_table_cross_it()
    {
        byte[] table = [.. Enumerable.Range(0, 256).Select(x => (byte)(255 - x))];
        SlopesLayer lines = Assert.IsType<SlopesLayer>(SlopesSearch.Find(table));
        Assert.Equal(table, Enumerable.Range(0, 256).Select(x => At(lines, x)).ToArray());
    }

    /// <summary>The formula of <see cref="SlopesLayer"/>, in whole numbers.</summary>
    private static byte At(SlopesLayer lines, int x)
    {
        long t = ((long)x << lines.Shift) - lines.Zero;
        double higher = Math.Max(Math.Floor((t * lines.Rise / 32768.0) + 0.5), Math.Floor((t * lines.Fall / 32768.0) + 0.5));
        return (byte)Math.Clamp(higher + lines.OutputZero, 0, 255);
    }
}
