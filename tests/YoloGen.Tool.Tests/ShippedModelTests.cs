using System.Text;
using Xunit;
using YoloGen.Execution;
using YoloGen.Onnx;
using YoloGen.Quantization;
using YoloGen.Verification;

namespace YoloGen.Tests;

public class ShippedModelTests
{
    private static string Model(string name) => Path.Combine(SharedData.RepositoryRoot, "models", name);

    [Theory]
    [InlineData("facemask_int8.onnx")]
    [InlineData("facemask_s_int8.onnx")]
    [InlineData("facemask_m_int8.onnx")]
    [InlineData("synthetic_int8.onnx")]
    [InlineData("synthetic.onnx")]
    public void Shipped_models_agree_with_ONNX_Runtime_on_every_instruction_set(string name)
    {
        VerificationReport report = Verifier.Run(Model(name), new VerifyOptions { InstructionSets = [.. InstructionSetList.OfThisMachine()] });
        Assert.True(report.Passed, report.FirstProblem);
        Assert.NotEmpty(report.Operators);
    }

    [Fact]
    public void Quantized_by_dynamic_range_a_model_runs_in_bytes_in_both_engines()
    {
        string file = Path.GetTempFileName();
        try
        {
            OnnxModel dynamic = Quantizer.QuantizeDynamically(Model("synthetic.onnx")).Model;
            Assert.DoesNotContain(dynamic.Graph.Nodes, n => n.OpType == "Conv");
            OnnxWriter.Write(dynamic, file);
            Assert.InRange(new FileInfo(file).Length, 1, new FileInfo(Model("synthetic.onnx")).Length / 3);
            VerificationReport report = Verifier.Run(file, new VerifyOptions { InstructionSets = [null] });
            Assert.True(report.Passed, report.FirstProblem);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void The_least_score_chosen_when_quantizing_stays_with_the_model()
        => Assert.Equal("0.35", OnnxReader.Read(Model("facemask_int8.onnx")).Metadata["yologen.score"]);

    [Fact]
    public void The_INT8_model_fits_into_3_MB()
        => Assert.InRange(new FileInfo(Model("facemask_int8.onnx")).Length, 1, 3_000_000);

    [Fact]
    public void A_binary_for_the_Pi_gives_the_same_bytes_on_both_cores_and_runs_on_its_glibc()
    {
        foreach (string program in (string[])["qemu-aarch64", "aarch64-linux-gnu-gcc", "clang"])
        {
            Assert.SkipUnless(
                (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(p => p.Length > 0 && File.Exists(Path.Combine(p, program))),
                $"{program} is not installed (eng/setup.sh installs it)");
        }

        VerificationReport report = Verifier.Run(Model("facemask_int8.onnx"), new VerifyOptions { Arm64 = true });
        Assert.True(report.Passed, report.FirstProblem);
        Assert.Equal(3, report.Steps.Count(s => s.Name.StartsWith("linux-arm64", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("\0GLIBC_2.17\0x\0GLIBC_2.34\0GLIBC_2.9\0", "2.34")]
    [InlineData("GLIBC_PRIVATE\0GLIBC_2.4\0", "2.4")]
    public void The_highest_glibc_version_is_found(string content, string expected)
        => Assert.Equal(Version.Parse(expected), GlibcVersion.Highest(Encoding.ASCII.GetBytes(content)));

    [Fact]
    public void A_file_without_versions_names_none()
        => Assert.Null(GlibcVersion.Highest("nothing GLIBC_ here"u8));
}
