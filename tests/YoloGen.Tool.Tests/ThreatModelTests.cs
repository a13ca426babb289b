using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using Xunit;

namespace YoloGen.Tests;

/// <summary>The limits that docs/threat-model.md promises are those of the code.</summary>
public partial class ThreatModelTests
{
    [Fact]
    public void Its_limits_are_the_codes()
    {
        string text = File.ReadAllText(Path.Combine(SharedData.RepositoryRoot, "docs", "threat-model.md"));
        Type[] types = [.. ((string[])["YoloGen.Onnx", "YoloGen.Plan", "YoloGen.Vision"]).SelectMany(name => Assembly.Load(name).GetTypes())];
        Match[] limits = [.. Limit().Matches(text).Cast<Match>()];
        Assert.NotEmpty(limits);
        foreach (Match limit in limits)
        {
            Type type = Assert.Single(types, t => t.Name == limit.Groups[1].Value);
            FieldInfo? field = type.GetField(limit.Groups[2].Value, BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic);
            Assert.True(field is not null, $"{limit.Groups[1]}.{limit.Groups[2]} is not in the code");
            long value = Convert.ToInt64(field.GetRawConstantValue(), CultureInfo.InvariantCulture);
            Assert.Equal($"{limit.Value[..limit.Value.LastIndexOf('|', limit.Value.Length - 2)]}| {value.ToString("N0", CultureInfo.InvariantCulture)} |", limit.Value);
        }
    }

    [GeneratedRegex(@"\| `(\w+)\.(\w+)` \| ([^|]+) \|")]
    private static partial Regex Limit();
}
