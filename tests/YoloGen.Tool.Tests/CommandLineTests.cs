using System.Diagnostics;
using Xunit;

namespace YoloGen.Tests;

/// <summary>The tool as a user starts it.</summary>
public class CommandLineTests
{
    private static (int Code, string Output, string Error) Run(params string[] args)
    {
        var info = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "yologen.dll"), .. args]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using Process process = Process.Start(info)!;
        Task<string> error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.Result);
    }

    [Theory]
    [InlineData("compile")]
    [InlineData("inspect")]
    [InlineData("verify")]
    [InlineData("detect")]
    [InlineData("quantize")]
    [InlineData("bench")]
    [InlineData("data synth")]
    [InlineData("data stats")]
    [InlineData("setup")]
    public void Each_verb_shows_an_example_with_options_that_it_has(string verb)
    {
        (int code, string output, _) = Run([.. verb.Split(' '), "--help"]);
        Assert.Equal(0, code);
        HelpText.CheckExample(verb, output);
    }

    [Fact]
    public void Help_on_a_training_verb_does_not_need_the_training_program()
    {
        (int code, string output, _) = Run("report", "--help");
        Assert.Equal(0, code);
        Assert.Contains("dotnet yologen report --runs", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Wrong_usage_is_2_and_says_where_help_is()
    {
        (int code, _, string error) = Run("compile", "model.onnx");
        Assert.Equal(2, code);
        Assert.Contains("yologen compile --help", error, StringComparison.Ordinal);
        Assert.Equal(2, Run("compile", "m.onnx", "-o", "x", "--shape", "nonsense").Code);
    }

    [Fact]
    public void A_bad_model_is_1_with_a_code_and_leaves_nothing_behind()
    {
        string folder = Directory.CreateTempSubdirectory().FullName;
        try
        {
            string model = Path.Combine(folder, "empty.onnx"), output = Path.Combine(folder, "out");
            File.WriteAllBytes(model, []);
            (int code, _, string error) = Run("compile", model, "-o", output);
            Assert.Equal(1, code);
            Assert.Contains("error YG01", error, StringComparison.Ordinal);
            Assert.Contains("empty.onnx", error, StringComparison.Ordinal);
            Assert.Contains("/docs/diagnostics/YG01", error, StringComparison.Ordinal);
            Assert.False(Directory.Exists(output));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void Compiling_writes_the_files_and_reports_the_work()
    {
        string folder = Directory.CreateTempSubdirectory().FullName;
        try
        {
            (int code, string output, string error) = Run("compile", Path.Combine(SharedData.RepositoryRoot, "models", "synthetic_int8.onnx"), "-o", folder, "--class", "Faces", "--emit-project");
            Assert.True(code == 0, error);
            Assert.Contains("multiply-adds", output, StringComparison.Ordinal);
            string[] files = ["Faces.csproj", "Faces.g.cs", "Faces.weights.bin", "Faces.ygraph", "Program.cs", "YoloGen.Support.g.cs"];
            Assert.Equal(files, Directory.GetFiles(folder).Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
