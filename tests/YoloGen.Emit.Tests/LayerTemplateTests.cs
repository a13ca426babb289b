using System.Text.RegularExpressions;
using Xunit;
using YoloGen.Tests;

namespace YoloGen.Emit.Tests;

/// <summary>Loops of the emitted class stand in templates, where they read as what they become; C# makes the numbers and expressions in them.</summary>
public sealed partial class LayerTemplateTests
{
    [Fact]
    public void No_loop_is_put_together_from_strings()
    {
        string[] sources = Directory.GetFiles(Path.Combine(SharedData.RepositoryRoot, "src", "YoloGen.Emit"), "*.cs", SearchOption.AllDirectories);
        Assert.True(sources.Length > 40);
        Assert.All(sources, f => Assert.DoesNotMatch(LoopInString(), File.ReadAllText(f)));
    }

    [GeneratedRegex("\"[^\"\n]*\\b(for|while|foreach) \\(")]
    private static partial Regex LoopInString();
}
