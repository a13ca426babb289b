using Xunit;
using YoloGen.Compiler;
using YoloGen.Compiler.Export;
using YoloGen.Compiler.Tests.Heads;
using YoloGen.Detection;
using YoloGen.Onnx;
using YoloGen.Verification.ModelChecks;
using YoloGen.Vision;

namespace YoloGen.Tests;

/// <summary>What a check of a model on photos says of outputs that are wrong in a known way.</summary>
public sealed class CheckTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("yologen-").FullName;

    public static TheoryData<float[], string?> Columns => new()
    {
        { [32, 32, 20, 20, 0.9f, 0.1f], null },
        { [32, 32, 20, 20, 30f, 0.1f], "are above 1, up to 30" },
        { [32, 32, 20, 20, 0f, 0f], "every score is 0" },
        { [32, 32, 0, 20, 0.9f, 0.1f], "have no width or height" },
        { [320, 32, 20, 20, 0.9f, 0.1f], "have their middle outside the input" },
        { [0.5f, 0.5f, 0.2f, 0.2f, 0.9f, 0.1f], "no box is larger than 0.21 pixels" },
        { [32, 32, 20, 20, 0.1f, 0.05f], "nothing is found in any photo" },
    };

    /// <summary>Every fourth place holds the column, the others nothing, with scores of their own.</summary>
    [Theory]
    [MemberData(nameof(Columns))]
    public void Outputs_that_are_wrong(float[] column, string? expected)
    {
        var values = new float[6 * 84];
        for (int r = 0; r < 6; r++)
        {
            for (int i = 0; i < 84; i++)
            {
                values[(r * 84) + i] = r >= 4 ? column[r] * (i % 4 == 0 ? 1 - (0.001f * i) : 0.001f * i) : column[r] + (i % 8 * 0.01f * column[r]);
            }
        }

        CheckReport report = Check(Exports.Constant(64, 64, values, 1, 6, 84), new HeadOptions { Head = "yolov8" });
        if (expected is null)
        {
            Assert.True(report.Passed, string.Join("\n", report.Findings));
            Assert.Contains(report.Findings, f => !f.IsProblem && f.What.StartsWith("1 of 2 classes were never found: class1", StringComparison.Ordinal));
            Assert.Contains(report.Facts, f => f.Name == "ONNX Runtime" && (f.Value.StartsWith("the same", StringComparison.Ordinal) || f.Value.StartsWith("not asked", StringComparison.Ordinal)));
        }
        else
        {
            Assert.Contains(report.Findings, f => f.IsProblem && f.What.Contains(expected, StringComparison.Ordinal) && f.Remedy.Length > 0);
        }
    }

    [Fact]
    public void Scores_in_few_steps_and_at_their_end()
    {
        var values = new float[5 * 84 * 4];
        float[] column = [64, 64, 40, 40];
        for (int i = 0; i < 336; i++)
        {
            for (int r = 0; r < 4; r++)
            {
                values[(r * 336) + i] = column[r];
            }

            values[(4 * 336) + i] = i % 2 == 0 ? 1 : 0;
        }

        CheckReport report = Check(Exports.Constant(128, 128, values, 1, 5, 336), new HeadOptions { Head = "yolov8" });
        Assert.Contains(report.Findings, f => f.What.Contains("have only 2 different values", StringComparison.Ordinal));
        Assert.Contains(report.Findings, f => f.What.Contains("have the same, highest score 1", StringComparison.Ordinal));
    }

    /// <summary>A model that sees red, and photos that are red: with the colours swapped it sees nothing.</summary>
    [Theory]
    [InlineData(false, null)]
    [InlineData(true, "with --input rgb")]
    public void Wrong_colours(bool bgr, string? expected)
    {
        HeadModel model = RedFinder();
        CheckReport report = Check(model, new HeadOptions { Head = "yolov8", Bgr = bgr });
        Assert.Equal(expected is null, report.Passed);
        if (expected is not null)
        {
            Assert.Contains(report.Findings, f => f.What.StartsWith(expected, StringComparison.Ordinal) && f.Remedy.Contains("use --input rgb", StringComparison.Ordinal));
        }
    }

    /// <summary>The same model, whose input was scaled to 255ths in training, fed with shares of shares.</summary>
    [Fact]
    public void Wrong_scale()
        => Assert.Contains(Check(RedFinder(), new HeadOptions { Head = "yolov8", Scale = [1 / 65025f] }).Findings, f => f.IsProblem && f.What.StartsWith("with --mean 0 --scale 1/255 ", StringComparison.Ordinal));

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>One box a place; the score is the mean of the first channel's cell, less that of the third.</summary>
    private static HeadModel RedFinder()
    {
        var m = new HeadModel(64, 64);
        var boxes = new float[4 * 84];
        float[] column = [32, 32, 20, 20];
        for (int r = 0; r < 4; r++)
        {
            boxes.AsSpan(r * 84, 84).Fill(column[r]);
        }

        YoloGen.Compiler.Graph.Tensor red = m.Greatest(m.Slice(m.Photo, 1, 0, 1)), blue = m.Greatest(m.Slice(m.Photo, 1, 2, 1));
        float[] ramp = [.. Enumerable.Range(0, 84).Select(i => 0.9f - (0.01f * i))];
        YoloGen.Compiler.Graph.Tensor scores = m.Mul(m.Sub(red, blue), ramp, 1, 1, 84);
        return m.Output(m.Concat(1, m.Add(m.Mul(scores, 0f), boxes, 1, 4, 84), scores));
    }

    private CheckReport Check(HeadModel model, HeadOptions head)
    {
        string path = Path.Combine(_folder, "model.onnx"), photo = Path.Combine(_folder, "photo.png");
        OnnxWriter.Write(OnnxExporter.Export(model.Build()), path);
        var red = new Photo(64, 64);
        for (int i = 0; i < red.Rgb.Length; i += 3)
        {
            red.Rgb[i] = (byte)(200 + (i / 3 % 50));
        }

        PhotoWriter.Write(red, photo);
        return ModelCheck.Run(path, [photo, photo], new CompileOptions { Head = head });
    }
}
