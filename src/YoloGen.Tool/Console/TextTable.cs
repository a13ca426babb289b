using Spectre.Console;
using Spectre.Console.Rendering;

namespace YoloGen.Tool.Console;

/// <summary>
/// A table. A terminal gets Spectre's, as wide as it is; a pipe or file gets aligned lines, one for each row and never broken, that other programs
/// can search, without loading Spectre (0.2 s of processor time).
/// </summary>
internal sealed class TextTable
{
    private readonly string[] _heads;
    private readonly bool[] _areNumbers;
    private readonly List<string[]> _rows = [];

    /// <param name="columns">Heads of the columns; where all are empty, no head is shown. One that starts with ">" belongs to numbers, which stand to the right.</param>
    public TextTable(params string[] columns)
    {
        _heads = [.. columns.Select(c => c.TrimStart('>'))];
        _areNumbers = [.. columns.Select(c => c.StartsWith('>'))];
    }

    private bool HasHeads => _heads.Any(h => h.Length > 0);

    /// <summary>Adds a row, a text for each column.</summary>
    public void Add(params string[] cells) => _rows.Add(cells);

    /// <summary>The aligned lines, with nothing behind the last word.</summary>
    public IEnumerable<string> Lines()
    {
        List<string[]> all = HasHeads ? [_heads, .. _rows] : _rows;
        int[] widths = [.. _heads.Select((_, c) => all.Max(r => r[c].Length))];
        return all.Select(row => ("  " + string.Join("  ", row.Select((cell, c) => _areNumbers[c] ? cell.PadLeft(widths[c]) : cell.PadRight(widths[c])))).TrimEnd());
    }

    /// <summary>Prints it.</summary>
    public void Print()
    {
        if (Terminal.IsInteractive)
        {
            AnsiConsole.Write(new Padder(Styled(), new Padding(2, 0, 0, 0)));
            return;
        }

        foreach (string line in Lines())
        {
            Terminal.Line(line);
        }
    }

    /// <summary>The last column breaks where the terminal is too narrow.</summary>
    internal Table Styled()
    {
        Table table = new Table { ShowHeaders = HasHeads }.NoBorder();
        for (int c = 0; c < _heads.Length; c++)
        {
            table.AddColumn(new TableColumn(new Text(_heads[c], new Style(decoration: Decoration.Bold)))
            {
                Alignment = _areNumbers[c] ? Justify.Right : Justify.Left, Padding = new Padding(0, 0, 2, 0), NoWrap = c < _heads.Length - 1,
            });
        }

        foreach (string[] row in _rows)
        {
            table.AddRow(row.Select(cell => (IRenderable)new Text(cell)));
        }

        return table;
    }
}
