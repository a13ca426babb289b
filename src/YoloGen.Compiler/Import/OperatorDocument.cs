using System.Globalization;
using System.Text;

namespace YoloGen.Compiler.Import;

/// <summary>The tables of docs/operators.md, from the catalogue.</summary>
internal static class OperatorDocument
{
    /// <summary>A heading and a table for each section, a row for each operator.</summary>
    public static string Tables()
    {
        var text = new StringBuilder();
        foreach ((string title, IReadOnlyList<OperatorEntry> entries) in OperatorTable.Sections)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n## {title}\n\n| operator | what holds |\n|---|---|\n");
            foreach (OperatorEntry entry in entries)
            {
                text.Append(CultureInfo.InvariantCulture, $"| {entry.FullName} | {entry.Note}{(entry.Note.Length > 0 ? " " : "")}|\n");
            }
        }

        return text.ToString();
    }
}
