using Xunit;
using YoloGen.Cost;
using YoloGen.Diagnostics;
using YoloGen.Onnx;
using YoloGen.Tests;

namespace YoloGen.Compiler.Tests.Planning;

public sealed class KernelPlanningTests
{
    private static readonly string Model = Path.Combine(SharedData.RepositoryRoot, "models", "facemask_int8.onnx");

    /// <summary>No other kernel is predicted to be faster, and none is chosen that the core's figures do not know.</summary>
    [Fact]
    public void The_cheapest_kernel_is_chosen()
    {
        Plan plan = Compilation.Plan(Model).Plan;
        KernelChoice[] choices = [.. plan.Layers.SelectMany(l => l.Kernels)];
        Assert.NotEmpty(choices);
        foreach (KernelChoice choice in choices)
        {
            Assert.All(choice.Others, o => Assert.True(o.Kilocycles >= choice.Kilocycles, $"{choice.InstructionSet} {choice.Kernel} {choice.Kilocycles}, {o.Kernel} {o.Kilocycles}"));
            Assert.True(choice.InstructionSet == "portable" || !choice.Kernel.EndsWith(".1x1", StringComparison.Ordinal), $"{choice.InstructionSet} runs {choice.Kernel}");
        }

        Assert.Contains(choices, c => c.InstructionSet == "avx2" && c.Kernel.StartsWith("winograd4.", StringComparison.Ordinal));
    }

    /// <summary>Layer 6 is a 3x3 convolution of stride 1; another kernel for it changes nothing else.</summary>
    [Theory]
    [InlineData("6=direct")]
    [InlineData("/aux1.f_1=direct.4x16")]
    public void A_kernel_that_is_asked_for_is_taken(string item)
    {
        Plan plan = Compilation.Plan(Model).Plan, other = Compilation.Plan(Model, new CompileOptions { Kernels = [item] }).Plan;
        KernelChoice before = Avx2(plan.Layers[6]), after = Avx2(other.Layers[6]);
        Assert.Equal("winograd4.6x16", before.Kernel);
        Assert.Equal("direct.4x16", after.Kernel);
        Assert.Contains(after.Others, o => o.Kernel == before.Kernel && o.Kilocycles == before.Kilocycles);
        Assert.Equal(plan.Layers.Where((_, i) => i != 6).SelectMany(l => l.Kernels), other.Layers.Where((_, i) => i != 6).SelectMany(l => l.Kernels));
    }

    [Fact]
    public void A_kernel_for_every_layer_is_taken_where_it_fits()
    {
        Plan plan = Compilation.Plan(Model, new CompileOptions { Kernels = ["*=winograd4"] }).Plan;
        foreach (QConvLayer layer in plan.Layers.OfType<QConvLayer>())
        {
            bool fits = layer.Window is { KernelHeight: 3, StrideHeight: 1 };
            Assert.All(layer.Kernels, k => Assert.Equal(fits, k.Kernel.StartsWith("winograd4.", StringComparison.Ordinal)));
        }
    }

    [Theory]
    [InlineData("6", "it is LAYER=NAME")]
    [InlineData("999=direct", "no layer with a choice of kernels has that number or name")]
    [InlineData("0=direct", "no layer with a choice of kernels has that number or name")]
    [InlineData("6=luck", "'luck' is no kernel; there are direct.1x8")]
    [InlineData("*=drect", "'drect' is no kernel; there are direct.1x8")]
    [InlineData("6=matmul", "'matmul' is no kernel of a qconv; there are direct.1x8")]
    [InlineData("1=winograd4", "the layer is no 3x3 convolution of stride 1")]
    public void What_cannot_be_had_is_refused(string item, string reason)
    {
        YoloGenException exception = Assert.Throws<YoloGenException>(() => Compilation.Plan(Model, new CompileOptions { Kernels = [item] }));
        Diagnostic diagnostic = Assert.Single(exception.Diagnostics);
        Assert.Equal(DiagnosticCodes.BadOption, diagnostic.Code);
        Assert.Contains(reason, diagnostic.Message, StringComparison.Ordinal);
    }

    /// <summary>Every core model names an instruction set, and each of its figures a kernel of the table.</summary>
    [Fact]
    public void Core_models_know_kernels_that_exist()
    {
        foreach (CoreModel core in CoreModels.All)
        {
            Assert.Contains(core.InstructionSet, InstructionSetChain.All);
            Assert.Contains(KernelTable.All, k => k.InstructionSet == core.InstructionSet && k.Layer == typeof(QConvLayer) && KernelCost.Knows(k, core));
        }
    }

    /// <summary>Maps below a tile, of one row of tiles, and with rows and columns left over: the plan is read back, and the direct kernel is left where there is no tile.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(7)]
    [InlineData(31)]
    [InlineData(33)]
    public void Maps_of_any_size_have_a_schedule(int side)
    {
        string path = Path.Combine(Directory.CreateTempSubdirectory().FullName, "m.onnx");
        OnnxWriter.Write(
            new OnnxModelBuilder().Input("x", 1, 8, side, side).Output("y", 1, 8, side, side)
                .Initializer("s", [], 0.1f).Initializer("z", [], (byte)0).Initializer("zw", [], (sbyte)0).Initializer("w", [8, 8, 3, 3], Enumerable.Range(0, 576).Select(i => (sbyte)(i % 11 - 5)).ToArray())
                .Node("QuantizeLinear", ["x", "s", "z"], ["q"]).Node("QLinearConv", ["q", "s", "z", "w", "s", "zw", "s", "z"], ["c"], ("pads", new[] { 1L, 1, 1, 1 })).Node("DequantizeLinear", ["c", "s", "z"], ["y"]).Build(),
            path);
        QConvLayer layer = Assert.Single(Compilation.Plan(path).Plan.Layers.OfType<QConvLayer>());
        Assert.True(layer.IsBounded);
        Assert.Equal(side >= 4, layer.Kernels.Any(k => k.Kernel.StartsWith("winograd4", StringComparison.Ordinal) || k.Others.Any(o => o.Kernel.StartsWith("winograd4", StringComparison.Ordinal))));
        File.Delete(path);
    }

    private static KernelChoice Avx2(PlanLayer layer) => layer.Kernels.Single(k => k.InstructionSet == "avx2");
}
