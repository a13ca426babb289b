using System.Globalization;
using System.Text.RegularExpressions;

namespace YoloGen.Tests;

/// <summary>How a build ended and what it said.</summary>
internal sealed partial record BuildResult(int ExitCode, string Output)
{
    public bool Succeeded => ExitCode == 0;

    /// <summary>The models that were compiled, in the order of the output.</summary>
    public IReadOnlyList<string> Compiled => [.. CompileLine().Matches(Output).Select(m => m.Groups[1].Value.Trim())];

    /// <summary>Everything with a code, each once, whatever the number of times that the build printed it.</summary>
    public IReadOnlyList<Finding> Findings => [.. FindingLine().Matches(Output).Select(Finding.Of).Distinct()];

    public IEnumerable<Finding> Errors => Findings.Where(f => f.Severity == "error");

    public IEnumerable<Finding> Warnings => Findings.Where(f => f.Severity == "warning");

    [GeneratedRegex(@"^ +YoloGen: (.+) -> \S+\r?$", RegexOptions.Multiline)]
    private static partial Regex CompileLine();

    [GeneratedRegex(@"^\s*(?:(?<file>[^\r\n]*?)(?:\((?<line>\d+)(?:,\d+)*\))? ?: )?(?<severity>error|warning) (?<code>[A-Z]+\d+): (?<text>[^\r\n]*?)(?: \[[^\]\r\n]*\])?\r?$", RegexOptions.Multiline)]
    private static partial Regex FindingLine();

    internal sealed record Finding(string Severity, string Code, string File, int Line, string Text)
    {
        public static Finding Of(Match match) => new(
            match.Groups["severity"].Value, match.Groups["code"].Value, match.Groups["file"].Value,
            match.Groups["line"].Success ? int.Parse(match.Groups["line"].Value, CultureInfo.InvariantCulture) : 0, match.Groups["text"].Value);
    }
}
