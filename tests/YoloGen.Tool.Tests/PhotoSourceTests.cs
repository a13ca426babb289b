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
    public void A_quoted_pattern_names_photos(string pattern, string expected)
        => Assert.Equal(expected.Split(' '), PhotoSource.List($"{folder}/{pattern}").Select(f => Path.GetRelativePath(folder, f).Replace('\\', '/')));

    [Theory]
    [InlineData("*.gif")]
    [InlineData("absent/*.jpg")]
    [InlineData("*.txt")]
    public void A_pattern_that_names_no_photo_is_said(string pattern)
        => Assert.Equal(DiagnosticCodes.FileNotReadable, Assert.Throws<YoloGenException>(() => PhotoSource.List($"{folder}/{pattern}")).Diagnostics[0].Code);
}
