using CsCheck;
using Xunit;

namespace YoloGen.Emit.Tests;

public sealed class NameTests
{
    [Theory]
    [InlineData("images", "Images")]
    [InlineData("output_0:1", "Output01")]
    [InlineData("640x480", "N640x480")]
    [InlineData("", "Fallback")]
    [InlineData("日本", "Fallback")]
    [InlineData("a */ evil(); /*", "AEvil")]
    public void Identifiers_are_made_of_letters_and_digits(string text, string expected) => Assert.Equal(expected, Identifier.From(text, "Fallback"));

    [Fact]
    public void Any_text_becomes_a_valid_identifier()
        => Gen.String.Sample(text => Identifier.IsValid(Identifier.From(text, "Fallback")), iter: 2000);

    [Fact]
    public void Equal_names_are_told_apart()
    {
        var taken = new HashSet<string>();
        Assert.Equal(["A", "A2", "A3"], new[] { "a", "A", "_a" }.Select(t => Identifier.Unique(t, "X", taken)));
    }

    [Fact]
    public void Comments_stay_comments()
        => Gen.String.Sample(text => Comment.From(text).All(c => c is >= ' ' and <= '~' and not ('<' or '>' or '&' or '*' or '\\' or '"')), iter: 2000);

    [Theory]
    [InlineData("mask", "\"mask\"")]
    [InlineData("a\"b\\\n", "\"a\\u0022b\\u005c\\u000a\"")]
    public void Literals_are_escaped(string text, string expected) => Assert.Equal(expected, Literal.From(text));

    /// <summary>Whatever a model's strings are, the code is the same up to comments, literals and identifiers.</summary>
    [Fact]
    public void Model_strings_reach_only_comments_literals_and_identifiers()
    {
        const string Evil = "evil\"); System.Environment.Exit(1); //\n*/ public";
        string code = Emitter.Emit(SamplePlan.Make(Evil));
        foreach (string line in code.Split('\n').Where(l => l.Contains("Exit(1)", StringComparison.Ordinal)))
        {
            string trimmed = line.TrimStart();
            Assert.True(trimmed.StartsWith("//", StringComparison.Ordinal) || trimmed.Contains("= [\"", StringComparison.Ordinal), line);
        }
    }
}
