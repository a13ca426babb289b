using System.Text.Json;
using Xunit;
using YoloGen.Onnx;
using YoloGen.Quantization;
using YoloGen.Tool.Reports;

namespace YoloGen.Tests;

/// <summary>The two forms of <c>quantize --report</c>, of the same measurements.</summary>
public sealed class QuantizeReportTests
{
    private static readonly QuantizedModel Model = new(new OnnxModelBuilder(17).Build(), new Dictionary<string, ValueRange>(StringComparer.Ordinal), [], 7, ["--score 0.3 (as asked)"])
    {
        Kept = new KeepReport(7, 42, 0.91, 0.985, 170.5, 60.5, 62.25, 0.97, [new KeptTensor(["<silu>"], 0.75)]) { LeastScoreBefore = 0.3f, LeastScore = 0.27f },
        Tensors =
        [
            new TensorReport("/stem/act", new ValueRange(0, 6), new ValueRange(0, 5), 0.001, 0.0004, Float: false),
            new TensorReport("<silu>", new ValueRange(-1, 900), new ValueRange(-0.5f, 800), 0, 0.02, Float: true),
        ],
    };

    [Fact]
    public void The_page_shows_what_was_measured_and_escapes_names()
    {
        string page = QuantizeHtml.Write("/somewhere/a&b_int8.onnx", Model, 0.98);
        Assert.Contains("<h1>a&amp;b_int8.onnx</h1>", page, StringComparison.Ordinal);
        foreach (string part in (string[])["98.5 %", "42 boxes", "62.2 ms", "float 170.5 ms", "0.27 instead of 0.3", "&lt;silu&gt;", "0 to 5", "0.100 %", "stays in floats", "--score 0.3 (as asked)"])
        {
            Assert.Contains(part, page, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("<silu>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
    }

    [Fact]
    public void The_json_has_the_same_numbers()
    {
        using JsonDocument json = JsonDocument.Parse(QuantizeJson.Format(Model));
        JsonElement agreement = json.RootElement.GetProperty("agreement");
        Assert.Equal(0.985, agreement.GetProperty("after").GetDouble());
        Assert.Equal(0.27f, agreement.GetProperty("leastScore").GetSingle());
        Assert.Equal(["/stem/act", "<silu>"], json.RootElement.GetProperty("tensors").EnumerateArray().Select(t => t.GetProperty("name").GetString()));
    }
}
