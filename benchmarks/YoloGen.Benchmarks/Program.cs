using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using YoloGen.Benchmarks;

// --sets A,B   which sets; all without it      --out FILE   where the tables go      anything else: options of BenchmarkDotNet, such as --filter
string? Take(List<string> from, string name)
{
    int at = from.IndexOf(name);
    if (at < 0 || at + 1 >= from.Count)
    {
        return null;
    }

    string value = from[at + 1];
    from.RemoveRange(at, 2);
    return value;
}

List<string> rest = [.. args];
string[] sets = Take(rest, "--sets")?.Split(',') ?? [.. BenchmarkSets.All.Select(s => s.Name)];
string? output = Take(rest, "--out");
if (sets.FirstOrDefault(s => BenchmarkSets.Find(s) is null) is { } unknown)
{
    Console.Error.WriteLine($"there is no set {unknown}; there are {string.Join(", ", BenchmarkSets.All.Select(s => s.Name))}");
    return 2;
}

foreach (BenchmarkSet set in sets.Select(s => BenchmarkSets.Find(s)!))
{
    Summary[] summaries = [.. new BenchmarkSwitcher([set.Class]).Run(rest.Count > 0 ? [.. rest] : ["--filter", "*"], set.Config())];
    if (summaries.Length == 0 || summaries.Any(s => s.HasCriticalValidationErrors || s.Reports.Any(r => !r.Success)))
    {
        return 1;
    }

    if (output is not null)
    {
        ResultsPage.Update(output, set, summaries);
    }
}

return 0;
