using Xunit;
using YoloGen.Diagnostics;
using YoloGen.Tool.Verbs;

namespace YoloGen.Tests;

/// <summary>What --source takes.</summary>
public sealed class PhotoSourceTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory().FullName;

    public PhotoSourceTests()
    {
        foreach (string file in (string[])["a.jpg", "b.png", "notes.txt", "in/c.jpg", "in/deep/d.jpg"])
        {
            string path = Path.Combine(folder, file);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllBytes(path, []);
        }
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("*.jpg", "a.jpg")]
    [InlineData("?.*", "a.jpg b.png")]
    [InlineData("*", "a.jpg b.png")]
    [InlineData("in/*.jpg", "in/c.jpg")]
    [InlineData("**/*.jpg", "a.jpg in/c.jpg in/deep/d.jpg")]
    [InlineData("i*/d*/*", "in/deep/d.jpg")]
    [InlineData("*.{jpg,png}", "a.jpg b.png")]
    [InlineData("{a,in/c,absent}.jpg", "a.jpg in/c.jpg")]
    [InlineData("{in/{c,deep/d},a}.jpg", "a.jpg in/c.jpg in/deep/d.jpg")]
    [InlineData("[a-b].*", "a.jpg b.png")]
    [InlineData("[!b].*", "a.jpg")]
    [InlineData("[]b].png", "b.png")]
    [InlineData(@"in\*.jpg", "in/c.jpg")]
    public void A_quoted_pattern_names_photos(string pattern, string expected)
        => Assert.Equal(expected.Split(' '), PhotoSource.List($"{folder}/{pattern}").Select(f => Path.GetRelativePath(folder, f).Replace('\\', '/')));

    [Theory]
    [InlineData("*.gif")]
    [InlineData("absent/*.jpg")]
    [InlineData("*.txt")]
    [InlineData("[z-a].jpg")]
    [InlineData("[.jpg")]
    [InlineData("{{{{")]
    [InlineData("{absent}.jpg")]
    public void A_pattern_that_names_no_photo_is_said(string pattern)
        => Assert.Equal(DiagnosticCodes.FileNotReadable, Assert.Throws<YoloGenException>(() => PhotoSource.List($"{folder}/{pattern}")).Diagnostics[0].Code);

    [Fact]
    public void Braces_do_not_multiply_without_end()
        => Assert.Equal(DiagnosticCodes.BadOption, Assert.Throws<YoloGenException>(() => PhotoSource.List(folder + "/" + string.Concat(Enumerable.Repeat("{a,b}", 40)))).Diagnostics[0].Code);

    [Fact]
    public void A_photo_of_that_very_name_is_itself()
    {
        string path = Path.Combine(folder, "[a-b].jpg");
        File.WriteAllBytes(path, []);
        Assert.Equal([path], PhotoSource.List(path));
    }
}
