using Xunit;

namespace YoloGen.Tests;

/// <summary>What every verb's --help must hold.</summary>
internal static class HelpText
{
    /// <summary>An example that names the verb as the user types it, with options that the help lists.</summary>
    public static void CheckExample(string verb, string help)
    {
        string example = help.Split('\n').First(l => l.TrimStart().StartsWith($"dotnet yologen {verb} ", StringComparison.Ordinal));
        string rest = help.Replace(example, "", StringComparison.Ordinal);
        Assert.All(example.Split(' ').Where(w => w.StartsWith('-')), o => Assert.Matches($@"[ ,]{o}[ ,\r\n]", rest));
    }
}
