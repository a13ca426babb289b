using Xunit;
using YoloGen.Compiler.Graph;
using YoloGen.Onnx;
using YoloGen.Verification;
using YoloGen.Verification.Checks;

namespace YoloGen.Tests;

/// <summary>What verify says where ONNX Runtime is imprecise, wrong, or cannot run a model.</summary>
public class VerifierTests
{
    private static VerificationReport Verify(OnnxModelBuilder model)
    {
        string file = Path.GetTempFileName();
        try
        {
            OnnxWriter.Write(model.Build(), file);
            return Verifier.Run(file, new VerifyOptions());
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static void Shifted(OnnxModelBuilder model, string op, float shift)
    {
        string name = FormattableString.Invariant($"{op}{shift}");
        model.Initializer($"{name}_shift", [1], [shift])
            .Node("Add", ["x", $"{name}_shift"], [$"{name}_s"]).Node(op, [$"{name}_s"], [$"{name}_y"])
            .Output($"{name}_y", 1, 1, 16, 16);
    }

    [Fact]
    public void A_whole_tensor_near_zero_is_held_to_what_ONNX_Runtime_approximates()
    {
        OnnxModelBuilder model = new OnnxModelBuilder().Input("x", 1, 1, 16, 16);
        foreach ((string op, float shift) in new[] { ("Sigmoid", -18f), ("Sigmoid", -15), ("Sigmoid", -30), ("Tanh", 0), ("Erf", 0), ("Elu", 0), ("Softplus", -17), ("HardSwish", -3), ("HardSigmoid", -2.5f) })
        {
            Shifted(model, op, shift);
        }

        // A SiLU that vanishes: x * sigmoid(x) around -17.
        Shifted(model, "Sigmoid", -17);
        VerificationReport report = Verify(model.Output("z", 1, 1, 16, 16).Node("Mul", ["Sigmoid-17_s", "Sigmoid-17_y"], ["z"]));
        Assert.True(report.Passed, report.FirstProblem);
        Assert.Contains(report.Operators, v => v.Worst > 1e-2);
    }

    [Fact]
    public void A_sum_whose_terms_cancel_is_right()
    {
        float[] weights = [.. Enumerable.Range(0, 64 * 9).Select(i => (i % 2 == 0 ? 1f : -1f) * (0.1f + i / 2 * 0.01f))];
        VerificationReport report = Verify(new OnnxModelBuilder()
            .Input("x", 1, 1, 4, 4).Output("y", 1, 1, 4, 4)
            .Initializer("nothing", [1], [0f]).Initializer("w", [1, 64, 3, 3], weights).Initializer("one", [1, 64, 6, 6], [.. Enumerable.Repeat(1.1f, 64 * 36)])
            .Node("Mul", ["x", "nothing"], ["zero"]).Node("ReduceMax", ["zero"], ["m"], ("axes", new long[] { 2, 3 }), ("keepdims", 1L))
            .Node("Add", ["one", "m"], ["same"])
            .Node("Conv", ["same", "w"], ["y"]));
        Assert.True(report.Passed, report.FirstProblem);
    }

    [Fact]
    public void The_floor_is_no_more_than_the_approximation()
    {
        var shape = Shape.Of([2]);
        TensorData Of(float a, float b) => new(shape, [a, b]);
        Assert.True(TensorComparison.Compare(Of(4.14e-8f, 0), Of(8.9e-8f, 0), 0, 1e-4, 1e-7).Passed);
        Assert.False(TensorComparison.Compare(Of(4e-7f, 0), Of(8.9e-8f, 0), 0, 1e-4, 1e-7).Passed);
        Assert.False(TensorComparison.Compare(Of(float.NaN, 0), Of(8.9e-8f, 0), 0, 1e-4, 1e-7).Passed);
        Assert.True(TensorComparison.Compare(Of(1.00005f, 0), Of(1, 0), 0, 1e-4, 1e-7).Passed);
        Assert.False(TensorComparison.Compare(Of(1.0002f, 0), Of(1, 0), 0, 1e-4, 1e-7).Passed);
    }

    [Fact]
    public void Where_its_optimized_graph_contradicts_the_unoptimized_one_that_one_decides_and_the_report_says_so()
    {
        VerificationReport report = Verify(new OnnxModelBuilder(17)
            .Input("x", 1, 1, 4, 4).Output("y", 1, 1, 2, 2)
            .Initializer("two", [1], [2f]).Initializer("pads", [8], 0L, 0, 1, 1, 0, 0, 0, 0)
            .Node("Sub", ["x", "two"], ["t"])
            .Node("Pad", ["t", "pads"], ["p"])
            .Node("MaxPool", ["p"], ["y"], ("kernel_shape", new long[] { 2, 2 }), ("strides", new long[] { 2, 2 })));
        Assert.True(report.Passed, report.FirstProblem);
        Assert.Contains(report.Notes, n => n.Contains("the unoptimized one decides, and YoloGen agrees with it", StringComparison.Ordinal));
    }

    [Fact]
    public void A_model_that_ONNX_Runtime_cannot_run_is_not_comparable()
    {
        // Two nodes of one name: the specification asks for unique names of values, not of nodes.
        OnnxModelBuilder model = new OnnxModelBuilder().Input("x", 1, 1, 4, 4).Output("y", 1, 1, 4, 4).Node("Relu", ["x"], ["a"]).Node("Neg", ["a"], ["y"]);
        foreach (OnnxNode node in model.Build().Graph.Nodes)
        {
            node.Name = "same";
        }

        VerificationReport report = Verify(model);
        Assert.NotNull(report.NotComparable);
        Assert.Contains("ONNX Runtime cannot run this model", report.NotComparable, StringComparison.Ordinal);
        Assert.False(report.Passed);
        Assert.Null(report.FirstProblem);
        Assert.Contains(report.Steps, s => s.Passed && s.Name.StartsWith("emitted class", StringComparison.Ordinal));
    }
}
