using Xunit;
using YoloGen.Diagnostics;
using YoloGen.Onnx;

namespace YoloGen.Compiler.Tests.Import;

/// <summary>A few hundred bytes that ask for hours of arithmetic on constants are refused before any of it is done; long networks are linear or refused.</summary>
public class FoldingBudgetTests
{
    private static OnnxModelBuilder Ones(params long[] dims)
        => new OnnxModelBuilder().Input("x", 1).Initializer("s", [dims.Length], dims)
            .Node("ConstantOfShape", ["s"], ["a"], ("value", OnnxModelBuilder.Tensor("", [1], [1f])));

    [Fact]
    public void Products_of_constants() => Refused(Ones(2900, 2900).Node("MatMul", ["a", "a"], ["c"]));

    [Fact]
    public void Windows_over_constants()
        => Refused(Ones(1, 1, 1001, 1001).Node("MaxPool", ["a"], ["c"], ("kernel_shape", new long[] { 501, 501 })));

    [Fact]
    public void Convolutions_of_constants()
        => Refused(Ones(1, 64, 128, 128).Initializer("w", [64, 64, 3, 3], new float[64 * 64 * 9]).Node("Conv", ["a", "w"], ["c"], ("pads", new long[] { 1, 1, 1, 1 })));

    [Fact]
    public void Resizing_of_constants()
        => Refused(Ones(1, 1, 1000, 1000).Initializer("scales", [4], new float[] { 1, 1, 16, 16 }).Node("Resize", ["a", "", "scales"], ["c"], ("mode", "cubic")));

    /// <summary>Each of them is allowed.</summary>
    [Fact]
    public void Many_products_of_constants()
    {
        OnnxModelBuilder builder = Ones(500, 500);
        for (int i = 0; i < 40; i++)
        {
            builder.Node("MatMul", ["a", "a"], [$"c{i}"]);
        }

        Refused(builder.Node("Sum", [.. Enumerable.Range(0, 40).Select(i => $"c{i}")], ["c"]));
    }

    /// <summary>The same products with one run-time operand are no arithmetic on constants.</summary>
    [Fact]
    public void Small_arithmetic_on_constants_is_done()
    {
        OnnxModel model = Ones(64, 64).Node("MatMul", ["a", "a"], ["c"]).Node("ReduceSum", ["c"], ["r"], ("keepdims", 0)).Node("Add", ["x", "r"], ["y"]).Output("y", 1).Build();
        Assert.Equal(["Binary"], Compile(model).Graph.Nodes.Select(n => n.Op.GetType().Name));
    }

    [Theory]
    [InlineData("Identity", true)]
    [InlineData("Relu", false)]
    public void Many_nodes(string op, bool compiles)
    {
        const int Count = 40_000;
        OnnxModelBuilder builder = new OnnxModelBuilder().Input("t0", 1, 4);
        for (int i = 0; i < Count; i++)
        {
            builder.Node(op, [$"t{i}"], [$"t{i + 1}"]);
        }

        OnnxModel model = builder.Output($"t{Count}", 1, 4).Build();
        if (compiles)
        {
            Assert.Single(Compile(model).Plan.Outputs);
        }
        else
        {
            var e = Assert.Throws<YoloGenException>(() => Compile(model));
            Assert.Contains(e.Diagnostics, d => d.Code == DiagnosticCodes.LimitExceeded);
        }
    }

    private static void Refused(OnnxModelBuilder builder)
    {
        OnnxModel model = builder.Node("ReduceSum", ["c"], ["r"], ("keepdims", 0)).Node("Add", ["x", "r"], ["y"]).Output("y", 1).Build();
        var e = Assert.Throws<YoloGenException>(() => Compile(model));
        Diagnostic found = Assert.Single(e.Diagnostics);
        Assert.Equal(DiagnosticCodes.LimitExceeded, found.Code);
        Assert.Contains("steps", found.Message, StringComparison.Ordinal);

        // Whichever of import, passes and planner finds it.
        Assert.Equal("model.onnx", Path.GetFileName(found.File));
        Assert.Matches("^c[0-9]*_node$", found.Node);
    }

    private static PlannedModel Compile(OnnxModel model)
    {
        string path = Path.Combine(Directory.CreateTempSubdirectory("yologen-folding-").FullName, "model.onnx");
        try
        {
            OnnxWriter.Write(model, path);
            return Compilation.Plan(path);
        }
        finally
        {
            Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
        }
    }
}
