using System.Diagnostics;
using System.Globalization;
using Xunit;
using YoloGen.Compiler;
using YoloGen.Onnx;

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
    [InlineData("check")]
    [InlineData("detect")]
    [InlineData("quantize")]
    [InlineData("bench")]
    [InlineData("data synth")]
    [InlineData("data stats")]
    [InlineData("setup")]
    [InlineData("explain")]
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

    [Theory]
    [InlineData("compile")]
    [InlineData("train")]
    public void Help_shows_the_command_that_the_user_typed(string verb)
    {
        (int code, string output, _) = Run(verb, "--help");
        Assert.Equal(0, code);
        Assert.Contains($"dotnet yologen {verb} ", output, StringComparison.Ordinal);
        Assert.DoesNotContain("YoloGen.Training", output.Replace("src/YoloGen.Training", "", StringComparison.Ordinal).Replace("YoloGen.Training.dll", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.DoesNotContain("dotnet-yologen", output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_shape_that_does_not_fit_names_the_multiples()
    {
        string folder = Directory.CreateTempSubdirectory().FullName;
        try
        {
            // Halves three times and joins what it enlarges again: multiples of 8.
            OnnxModelBuilder model = new OnnxModelBuilder().Input("images", -1, 3, -1, -1).Output("y", -1, 16, -1, -1)
                .Initializer("first", [8, 3, 3, 3], new float[8 * 27]).Initializer("w", [8, 8, 3, 3], new float[8 * 72]).Initializer("scales", [4], 1f, 1, 2, 2);
            (string, object)[] halves = [("kernel_shape", new long[] { 3, 3 }), ("strides", new long[] { 2, 2 }), ("pads", new long[] { 1, 1, 1, 1 })];
            model.Node("Conv", ["images", "first"], ["a"], halves).Node("Conv", ["a", "w"], ["b"], halves).Node("Conv", ["b", "w"], ["c"], halves)
                .Node("Resize", ["c", "", "scales"], ["up"], ("mode", "nearest")).Node("Concat", ["up", "b"], ["y"], ("axis", 1L));
            string file = Path.Combine(folder, "m.onnx");
            OnnxWriter.Write(model.Build(), file);
            (int code, _, string error) = Run("compile", file, "-o", Path.Combine(folder, "out"), "--shape", "images=1,3,60,90");
            Assert.Equal(1, code);
            Assert.Contains("have to be multiples of 8: images=1,3,64,88 fits", error, StringComparison.Ordinal);
            Assert.Equal(0, Run("compile", file, "-o", Path.Combine(folder, "out"), "--shape", "images=1,3,64,88").Code);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void A_free_batch_that_became_1_stands_under_assumed()
    {
        string folder = Directory.CreateTempSubdirectory().FullName;
        try
        {
            OnnxModelBuilder model = new OnnxModelBuilder().Input("images", -1, 3, 64, 64).Output("y", -1, 5, 84);
            foreach (long stride in (long[])[8, 16, 32])
            {
                model.Initializer($"w{stride}", [5, 3, stride, stride], new float[15 * stride * stride]).Initializer($"s{stride}", [3], 1L, 5, 64 / stride * (64 / stride))
                    .Node("Conv", ["images", $"w{stride}"], [$"c{stride}"], ("kernel_shape", new[] { stride, stride }), ("strides", new[] { stride, stride })).Node("Reshape", [$"c{stride}", $"s{stride}"], [$"r{stride}"]);
            }

            model.Node("Concat", ["r8", "r16", "r32"], ["y"], ("axis", 2L));
            string file = Path.Combine(folder, "m.onnx");
            OnnxWriter.Write(model.Build(), file);
            (int code, string output, string error) = Run("compile", file, "--head", "yolov8", "-o", Path.Combine(folder, "out"));
            Assert.True(code == 0, error);
            Assert.Contains("batch 1: the model leaves the first dimension of its input 'images' free", output[output.IndexOf("assumed:", StringComparison.Ordinal)..], StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Theory]
    [InlineData("compile", "complie", "m.onnx", "-o", "out")]
    [InlineData("verify", "verfy", "m.onnx")]
    [InlineData("train", "trian", "--data", "x")]
    [InlineData("synth", "data", "snyth")]
    [InlineData("--class", "compile", "m.onnx", "-o", "out", "--clas", "Faces")]
    [InlineData("--image", "verify", "m.onnx", "--imgae=a.jpg")]
    [InlineData("--source", "detect", "m.onnx", "-o", "x", "--sorce", "photos")]
    public void A_mistyped_verb_or_option_names_the_nearest(string meant, params string[] args)
    {
        (int code, _, string error) = Run(args);
        Assert.Equal(2, code);
        // That, and where help is: nothing of what follows from the wrong word.
        string[] lines = error.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(2, lines.Length);
        Assert.EndsWith($"did you mean '{meant}'?", lines[0], StringComparison.Ordinal);
        Assert.StartsWith("Try: ", lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_missing_besides_a_mistyped_option_is_said_too()
    {
        (int code, _, string error) = Run("detect", "m.onnx", "--ouput", "found");
        Assert.Equal(2, code);
        Assert.Contains("did you mean '--output'?", error, StringComparison.Ordinal);
        Assert.True(error.IndexOf("did you mean", StringComparison.Ordinal) < error.IndexOf("'--source' is required", StringComparison.Ordinal), error);
        Assert.DoesNotContain("found", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("al")]
    [InlineData("portable,avx3")]
    [InlineData(",")]
    public void An_instruction_set_that_this_machine_lacks_is_refused_before_the_work(string isa)
    {
        (int code, string output, string error) = Run("verify", "none.onnx", "--isa", isa);
        Assert.Equal((2, ""), (code, output));
        Assert.Matches($"^yologen: --isa {isa}: this machine has portable[^\n]*\n$", error);
    }

    [Fact]
    public void A_pipe_or_a_device_is_no_model()
    {
        string folder = Directory.CreateTempSubdirectory().FullName;
        try
        {
            foreach ((string path, string what) in ((string, string)[])[(SpecialFiles.Pipe(Path.Combine(folder, "pipe.onnx")), "a pipe"), ("/dev/zero", "a device")])
            {
                (int code, _, string error) = Run("inspect", path);
                Assert.Equal(1, code);
                Assert.Contains($"{path}: error YG0001: {what} where a model file is expected", error, StringComparison.Ordinal);
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void A_mistyped_head_names_the_nearest()
    {
        (int code, _, string error) = Run("inspect", Path.Combine(SharedData.RepositoryRoot, "models", "synthetic_int8.onnx"), "--head", "yolo8");
        Assert.NotEqual("", error);
        Assert.Contains("there is no head 'yolo8'; did you mean 'yolov8'? known are ", error, StringComparison.Ordinal);
        Assert.Equal(0, code);
    }

    [Fact]
    public void Nothing_is_suggested_for_what_is_near_to_nothing()
    {
        (int code, _, string error) = Run("photosynthesis");
        Assert.Equal(2, code);
        Assert.DoesNotContain("did you mean", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("YG0101")]
    [InlineData("yg0909")]
    [InlineData("101")]
    public void Explain_prints_the_page_of_a_code(string id)
    {
        (int code, string output, string error) = Run("explain", id);
        Assert.True(code == 0, error);
        string page = File.ReadAllText(Path.Combine(SharedData.RepositoryRoot, "docs", "diagnostics", (id == "101" ? "YG0101" : id.ToUpperInvariant()) + ".md"));
        Assert.Contains(page[page.IndexOf("## What to do", StringComparison.Ordinal)..].Trim(), output.ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    /// <summary>Here the training program is not built: that is said, but not before what is wrong with the command line.</summary>
    [Theory]
    [InlineData("YG0001", "val", "/nope")]
    [InlineData("YG0001", "val", "--model", "/nope", "--data", ".")]
    [InlineData("YG0001", "val", "--model=/nope")]
    [InlineData("YG0001", "train", "--epochs", "3", "--data", "/nope/data.yaml", "--out", "runs/new")]
    [InlineData("YG0601", "train", "--epochs", "3", "--data", ".", "--out", "runs/new")]
    [InlineData("YG0601", "search-rate", "--data", ".", "--rates", "0.002", "0.001", "--epochs", "3")]
    public void A_missing_file_comes_before_a_missing_program(string id, params string[] args)
    {
        (int code, _, string error) = Run(args);
        Assert.Equal(1, code);
        Assert.Contains($"error {id}: ", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Explain_lists_every_code_and_names_the_nearest_of_a_mistyped_one()
    {
        (int code, string output, _) = Run("explain");
        Assert.Equal(0, code);
        string[] pages = [.. Directory.GetFiles(Path.Combine(SharedData.RepositoryRoot, "docs", "diagnostics")).Select(f => Path.GetFileNameWithoutExtension(f)!).Order(StringComparer.Ordinal)];
        Assert.Equal(pages, output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l.Split(':')[0]));
        (code, _, string error) = Run("explain", "YG1011");
        Assert.Equal(2, code);
        Assert.Contains("did you mean YG0", error, StringComparison.Ordinal);
        (code, _, error) = Run("explain", "yg5555");
        Assert.Equal(2, code);
        Assert.Matches("did you mean YG0[0-9]{3}[?]", error);
    }

    [Fact]
    public void A_pointer_of_Git_LFS_is_named_with_the_way_out_in_the_message()
    {
        string file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 12345678\n");
            (int code, _, string error) = Run("inspect", file);
            Assert.Equal(1, code);
            Assert.Contains("error YG0101: not a valid ONNX file: this is a Git LFS pointer, not the model; run git lfs pull", error, StringComparison.Ordinal);
            Assert.Contains("dotnet yologen explain YG0101", error, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(file);
        }
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
    public void A_wrong_instruction_set_is_an_error_of_the_user()
    {
        string model = Path.Combine(SharedData.RepositoryRoot, "models", "synthetic_int8.onnx");
        var info = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "yologen.dll"), "bench", model, "--runs", "1"]) { RedirectStandardOutput = true, RedirectStandardError = true };
        info.Environment["YOLOGEN_ISA"] = "avx512";
        using Process process = Process.Start(info)!;
        string error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.Equal(1, process.ExitCode);
        Assert.Contains("YOLOGEN_ISA=avx512 is not among", error, StringComparison.Ordinal);
        Assert.DoesNotContain("YG0499", error, StringComparison.Ordinal);
    }

    /// <summary>The prediction of a Pi is the plan's own, says on each line that it is one, and knows the machines that there are.</summary>
    [Fact]
    public void Bench_predicts_a_Pi_without_measuring()
    {
        string model = Path.Combine(SharedData.RepositoryRoot, "models", "synthetic_int8.onnx");
        (int code, string output, _) = Run("bench", model, "--predict", "pi4");
        Assert.Equal(0, code);
        double expected = Cost.NetworkCost.Of(Compilation.Plan(model).Plan, Cost.CoreModels.RaspberryPi4).Milliseconds;
        Assert.Matches(string.Create(CultureInfo.InvariantCulture, $"one core +{expected:0.0} ms"), output);
        Assert.Equal(2, output.Split("predicted, not measured").Length - 1);
        (code, _, string error) = Run("bench", model, "--predict", "pi6");
        Assert.Equal(2, code);
        Assert.Contains("takes pi4", error, StringComparison.Ordinal);
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
