using Spectre.Console;
using Xunit;
using YoloGen.Tool.Console;

namespace YoloGen.Tool.Tests;

/// <summary>Tables in pipes and files are plain lines; on a terminal no word of them is lost where it is narrow.</summary>
public sealed class TextTableTests
{
    private static readonly string[] Words = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];

    [Fact]
    public void Lines_are_aligned_numbers_to_the_right_and_nothing_behind_the_last_word()
    {
        var table = new TextTable(">time", "kernel", "");
        table.Add("9.5 us", "direct", "");
        table.Add("1234.0 us", "winograd4", "[1] {x}");
        Assert.Equal(["       time  kernel", "     9.5 us  direct", "  1234.0 us  winograd4  [1] {x}"], table.Lines());
    }

    [Fact]
    public void Without_heads_there_are_rows_only()
    {
        var table = new TextTable("", "");
        table.Add("layers", "36");
        table.Add("weights", "373 KiB");
        Assert.Equal(["  layers   36", "  weights  373 KiB"], table.Lines());
    }

    [Fact]
    public void A_narrow_terminal_breaks_the_last_column()
    {
        var table = new TextTable(">time", "kernel");
        table.Add("12.5 us", string.Join(' ', Words));
        var text = new StringWriter();
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors, Out = new AnsiConsoleOutput(text) });
        console.Profile.Width = 30;
        console.Write(table.Styled());
        Assert.All(Words.Append("12.5 us").Append("kernel"), word => Assert.Contains(word, text.ToString(), StringComparison.Ordinal));
        Assert.All(text.ToString().Split('\n'), line => Assert.InRange(line.TrimEnd().Length, 0, 30));
    }
}
