using System.Globalization;
using System.Text;
using BenchmarkDotNet.Environments;
using BenchmarkDotNet.Mathematics;
using BenchmarkDotNet.Reports;

namespace YoloGen.Benchmarks;

/// <summary>The page of one machine: a part for each set, of which those are written anew that were run.</summary>
internal static class ResultsPage
{
    public static void Update(string path, BenchmarkSet set, IEnumerable<Summary> summaries)
    {
        Dictionary<string, string> parts = File.Exists(path) ? Parts(File.ReadAllText(path)) : [];
        parts[set.Name] = Part(set, [.. summaries]);
        var page = new StringBuilder($"# Measured on {Machine()}\n\nWritten by `eng/bench.sh`; do not edit. Times hold for this machine, in the state it was in. Times are of one call; Bytes are managed\nmemory that a call allocates, on all threads.\n");
        foreach (BenchmarkSet known in BenchmarkSets.All.Where(s => parts.ContainsKey(s.Name)))
        {
            page.Append('\n').Append(parts[known.Name]);
        }

        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        File.WriteAllText(path, page.ToString());
    }

    /// <summary>In this order, behind what was measured.</summary>
    private static readonly string[] Figures = ["Median", "Min", "StdDev", "GMAC/s", "Bytes"];

    private static string Begin(string name) => $"<!-- {name} -->\n";

    private static Dictionary<string, string> Parts(string page)
    {
        var parts = new Dictionary<string, string>();
        (string Name, int At)[] found = [.. BenchmarkSets.All.Select(s => (s.Name, page.IndexOf(Begin(s.Name), StringComparison.Ordinal))).Where(s => s.Item2 >= 0).OrderBy(s => s.Item2)];
        for (int i = 0; i < found.Length; i++)
        {
            int end = i + 1 < found.Length ? found[i + 1].At : page.Length;
            parts[found[i].Name] = page[found[i].At..end].TrimEnd('\n') + "\n";
        }

        return parts;
    }

    private static string Part(BenchmarkSet set, Summary[] summaries)
    {
        var part = new StringBuilder(Begin(set.Name)).Append(CultureInfo.InvariantCulture, $"## {set.Title}\n\n{State()}\n\n");
        foreach (Summary summary in summaries)
        {
            SummaryTable.SummaryTableColumn[] columns = [.. summary.Table.Columns.Where(c => c.NeedToShow).OrderBy(c => Array.IndexOf(Figures, c.Header))];
            Row(columns.Select(c => c.Header));
            Row(columns.Select(c => c.OriginalColumn.IsNumeric ? "---:" : "---"));
            for (int row = 0; row < summary.Table.FullContent.Length; row++)
            {
                Statistics? times = summary[summary.BenchmarksCases[row]]?.ResultStatistics;
                Row(columns.Select(c => c.Header switch
                {
                    "Median" => Time(times?.Median),
                    "Min" => Time(times?.Min),
                    "StdDev" => Time(times?.StandardDeviation),
                    _ => c.Content[row],
                }));
            }
        }

        return part.ToString();

        void Row(IEnumerable<string> cells) => part.Append("| ").AppendJoin(" | ", cells.Select(c => c.Trim('\'').Replace("|", "\\|", StringComparison.Ordinal))).Append(" |\n");
    }

    /// <summary>In the unit that suits it: the library's own tables have one unit, from the layer of nanoseconds to that of milliseconds.</summary>
    private static string Time(double? nanoseconds) => nanoseconds switch
    {
        null => "",
        < 1e3 => string.Create(CultureInfo.InvariantCulture, $"{nanoseconds:F1} ns"),
        < 1e6 => string.Create(CultureInfo.InvariantCulture, $"{nanoseconds / 1e3:F1} μs"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{nanoseconds / 1e6:F2} ms"),
    };

    private static string Machine() => $"{HostEnvironmentInfo.GetCurrent().Cpu.Value?.ProcessorName?.Trim() ?? "an unknown processor"}, {Environment.ProcessorCount} processors";

    /// <summary>A busy machine shows in its load: what was measured then is too slow.</summary>
    private static string State()
    {
        string load = File.Exists("/proc/loadavg") ? $", load {File.ReadAllText("/proc/loadavg").Split(' ')[0]}" : "";
        return $"{HostEnvironmentInfo.GetCurrent().Os.Value?.Name} {HostEnvironmentInfo.GetCurrent().Os.Value?.Version}, .NET {Environment.Version}{load}".Trim();
    }
}
