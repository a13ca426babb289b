using System.Text;
using Xunit;
using YoloGen.Build;

namespace YoloGen.Tests;

/// <summary>The compiler that builds start: options in, findings out.</summary>
public class HostTests
{
    [Theory]
    [InlineData("a", "b c", "")]
    [InlineData("tab\there", "line\nend\r", "back\\slash\\t")]
    [InlineData("", "", "")]
    public void Fields_of_a_line_come_back(string a, string b, string c)
    {
        string line = Wire.Join("kind", a, b, c);
        Assert.DoesNotContain('\n', line);
        Assert.Equal(["kind", a, b, c], Wire.Split(line));
    }

    [Fact]
    public void The_same_options_give_the_same_bytes_and_equal_files_keep_their_time()
    {
        using var folder = new TemporaryFolder();
        Assert.Empty(Compile(folder, TinyModels.Plain(), out bool done));
        Assert.True(done);
        string graph = folder.File("N.M.ygraph");
        byte[] first = File.ReadAllBytes(graph);
        File.SetLastWriteTimeUtc(graph, new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        Compile(folder, TinyModels.Plain(), out done);
        Assert.True(done);
        Assert.Equal(2020, File.GetLastWriteTimeUtc(graph).Year);
        File.Delete(graph);
        Compile(folder, TinyModels.Plain(), out _);
        Assert.Equal(first, File.ReadAllBytes(graph));
    }

    [Fact]
    public void A_damaged_model_gives_findings_and_no_files()
    {
        byte[] model = TinyModels.Plain();
        for (int cut = 0; cut < model.Length; cut += 7)
        {
            using var folder = new TemporaryFolder();
            string[][] findings = Compile(folder, model[..cut], out bool done);
            Assert.Equal(done, File.Exists(folder.File("N.M.ygraph")));
            Assert.True(done || findings.Length > 0);
            Assert.DoesNotContain(findings, f => f[1] == "YG0499");
        }
    }

    [Fact]
    public void An_options_file_that_is_missing_or_empty_is_a_finding()
    {
        using var folder = new TemporaryFolder();
        var findings = new List<string[]>();
        Assert.False(ModelJob.Run(folder.File("absent.options"), (_, f) => findings.Add(f)));
        File.WriteAllText(folder.File("empty.options"), "");
        Assert.False(ModelJob.Run(folder.File("empty.options"), (_, f) => findings.Add(f)));
        Assert.Equal(["YG0001", "YG0499"], findings.Select(f => f[1]));
    }

    private static string[][] Compile(TemporaryFolder folder, byte[] model, out bool done)
    {
        File.WriteAllBytes(folder.File("m.onnx"), model);
        string options = folder.File("N.M.options");
        (string, string)[] lines = [(OptionNames.Model, folder.File("m.onnx")), (OptionNames.Folder, folder.Path), (OptionNames.File, "N.M"), (OptionNames.ClassName, "M"), (OptionNames.Namespace, "N")];
        File.WriteAllText(options, string.Concat(lines.Select(l => Wire.Join(l.Item1, l.Item2) + "\n")), new UTF8Encoding(false));
        var findings = new List<string[]>();
        done = ModelJob.Run(options, (kind, fields) =>
        {
            if (kind == Wire.Finding)
            {
                findings.Add(fields);
            }
        });
        return [.. findings];
    }

    private sealed class TemporaryFolder : IDisposable
    {
        public string Path { get; } = Directory.CreateTempSubdirectory("yologen-").FullName;

        public string File(string name) => System.IO.Path.Combine(Path, name);

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}
