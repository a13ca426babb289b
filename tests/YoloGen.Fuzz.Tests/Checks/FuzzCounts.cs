using System.Globalization;
using YoloGen.Diagnostics;
using YoloGen.Fuzz.Tests.Models;

namespace YoloGen.Fuzz.Tests.Checks;

/// <summary>What a run has seen: networks by form, refusals by code, comparisons, and what went wrong.</summary>
internal sealed class FuzzCounts(Action<string>? log = null, string? positionFile = null)
{
    private readonly SortedDictionary<string, int> _counts = new(StringComparer.Ordinal);
    private readonly HashSet<string> _shown = [];

    public List<Finding> Findings { get; } = [];

    public IReadOnlyDictionary<string, int> Counts => _counts;

    /// <summary>Operators of networks that were compared, with the number of nodes.</summary>
    public SortedDictionary<string, int> Operators { get; } = new(StringComparer.Ordinal);

    public int this[string key] => _counts.GetValueOrDefault(key);

    /// <summary>The input that is looked at.</summary>
    public string Place { get; private set; } = "";

    /// <summary>Where the run is: what a process that dies leaves behind.</summary>
    public void At(int seed, string stage)
    {
        Place = $"{seed} {stage}";
        if (positionFile is not null)
        {
            File.WriteAllText(positionFile, string.Create(CultureInfo.InvariantCulture, $"{seed} {stage}"));
        }
    }

    public void Add(string key, int count = 1) => _counts[key] = _counts.GetValueOrDefault(key) + count;

    public void Compared(string stage, int tensors) => Add($"tensors compared, {stage}", tensors);

    public void Fail(RandomNetwork network, string check, string what) => Fail(network.Seed, check, what);

    public void Fail(int seed, string check, string what)
    {
        Add($"FAILED, {check}");
        var finding = new Finding(seed, check, what);
        Findings.Add(finding);
        log?.Invoke(finding.ToString());
    }

    public void Refused(RandomNetwork network, Diagnostic diagnostic)
    {
        Add($"refused, {network.Form}");
        Add($"refused, {diagnostic.Code.Id}");
        Once($"refused, e.g. seed {network.Seed}: ", diagnostic.ToString());
    }

    public void NotComparable(RandomNetwork network, string reason)
    {
        Add($"not run by ONNX Runtime, {network.Form}");
        Once($"not run by ONNX Runtime, e.g. seed {network.Seed}: ", reason);
    }

    /// <summary>An example of each kind of message, the numbers and names in it left out of account.</summary>
    private void Once(string intro, string message)
    {
        string kind = System.Text.RegularExpressions.Regex.Replace(message, "[0-9]+|'[^']*'|\\[[^\\]]*\\]", "#");
        if (_shown.Add(kind[..Math.Min(90, kind.Length)]))
        {
            log?.Invoke(intro + message.ReplaceLineEndings(" "));
        }
    }

    public override string ToString() => string.Join('\n', _counts.Select(c => $"{c.Value,9}  {c.Key}"));
}
