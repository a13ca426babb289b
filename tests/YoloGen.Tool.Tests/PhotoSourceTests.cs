using Xunit;
using YoloGen.Diagnostics;
using YoloGen.Tool.Verbs;

namespace YoloGen.Tests;

/// <summary>What --source takes.</summary>
public sealed class PhotoSourceTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    public PhotoSourceTests()
    {
        foreach (string file in (string[])["a.jpg", "b.png", "notes.txt", "in/c.jpg", "in/deep/d.jpg"])
        {
            string path = Path.Combine(_folder, file);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllBytes(path, []);
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("*.jpg", "a.jpg")]
    [InlineData("?.*", "a.jpg b.png")]
    [InlineData("*", "a.jpg b.png")]
    [InlineData("in/*.jpg", "in/c.jpg")]
    [InlineData("**/*.jpg", "a.jpg in/c.jpg in/deep/d.jpg")]
    [InlineData("i*/d*/*", "in/deep/d.jpg")]
    public void A_quoted_pattern_names_photos(string pattern, string expected)
        => Assert.Equal(expected.Split(' '), PhotoSource.List($"{_folder}/{pattern}").Select(f => Path.GetRelativePath(_folder, f).Replace('\\', '/')));

    [Fact]
    public void Pictures_that_a_folder_does_not_give_are_said_in_one_line()
    {
        Assert.Null(PhotoSource.LeftOut(_folder));
        Assert.Null(PhotoSource.LeftOut(Path.Combine(_folder, "a.jpg")));
        File.WriteAllBytes(Path.Combine(_folder, "in", "moving.GIF"), []);
        Directory.CreateDirectory(Path.Combine(_folder, "x.png"));
        string line = PhotoSource.LeftOut(_folder)!;
        Assert.StartsWith("2 left out", line, StringComparison.Ordinal);
        Assert.EndsWith($"such as {Path.Combine("in", "moving.GIF")}", line, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', line);
        Assert.Equal(4, PhotoSource.List(_folder).Length);
    }

    [Fact]
    public void A_link_that_leads_nowhere_is_called_so()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "links need rights there");
        string link = Path.Combine(_folder, "link.jpg"), model = Path.Combine(_folder, "link.onnx");
        File.CreateSymbolicLink(link, Path.Combine(_folder, "absent.jpg"));
        File.CreateSymbolicLink(model, Path.Combine(_folder, "absent.onnx"));
        Action[] reads = [() => Vision.PhotoReader.Read(PhotoSource.List(link)[0]), () => Vision.PhotoReader.Read(link), () => Onnx.OnnxReader.Read(model)];
        foreach (Action read in reads)
        {
            Diagnostic found = Assert.Throws<YoloGenException>(read).Diagnostics[0];
            Assert.Equal(DiagnosticCodes.FileNotReadable, found.Code);
            Assert.Matches("a link to .*absent\\.(jpg|onnx), which does not exist", found.Message);
        }

        Assert.Contains("a device where a photo is expected", Assert.Throws<YoloGenException>(() => Vision.PhotoReader.Read("/dev/zero")).Message, StringComparison.Ordinal);
        Assert.Contains("a device where a model file is expected", Assert.Throws<YoloGenException>(() => Onnx.OnnxReader.Read("/dev/zero")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("*.gif")]
    [InlineData("absent/*.jpg")]
    [InlineData("*.txt")]
    public void A_pattern_that_names_no_photo_is_said(string pattern)
        => Assert.Equal(DiagnosticCodes.FileNotReadable, Assert.Throws<YoloGenException>(() => PhotoSource.List($"{_folder}/{pattern}")).Diagnostics[0].Code);
}
