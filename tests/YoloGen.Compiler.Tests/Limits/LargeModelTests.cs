using Xunit;
using YoloGen.Tests;
using YoloGen.Compiler.Passes;
using YoloGen.Compiler.Import;
using YoloGen.Compiler.Planning;
using YoloGen.Diagnostics;
using YoloGen.Emit;
using YoloGen.Onnx;

namespace YoloGen.Compiler.Tests.Limits;

/// <summary>
/// Models of many small nodes. What compiles them looks at each node a bounded number of times: a step that looks at all others for each node
/// shows here, and one that follows a chain by calling itself ends the process.
/// </summary>
public sealed class LargeModelTests
{
    private const int Many = 20_000;

    public static TheoryData<string> Shapes() => new(Models.Keys);

    private static readonly Dictionary<string, Func<OnnxModel>> Models = new()
    {
        ["Identity chain"] = () => Chain("Identity"),
        ["Relu chain"] = () => Chain("Relu"),
        ["Sigmoid chain"] = () => Chain("Sigmoid"),
        ["Add chain"] = () => Chain("Add", "x"),
        ["Transpose and Sigmoid chain"] = () => Alternating(("Sigmoid", []), ("Transpose", [("perm", new[] { 0, 1, 3, 2 })])),
        ["Transpose chain"] = () => Alternating(("Transpose", [("perm", new[] { 0, 2, 3, 1 })]), ("Transpose", [("perm", new[] { 0, 1, 3, 2 })])),
        ["Reshape chain"] = ReshapeChain,
        ["Slice chain"] = SliceChain,
        ["Concat chain"] = ConcatChain,
        ["Split and Concat chain"] = SplitChain,
        ["constant chain"] = ConstantChain,
        ["many readers of one tensor"] = Readers,
        ["many outputs"] = Outputs,
        ["many initializers"] = Initializers,
        ["one Concat of many"] = WideConcat,
        ["equal names"] = EqualNames,
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Costs_little_for_each_node(string shape)
    {
        OnnxModel model = Models[shape]();
        // 0.1 to 2.7 s, start-up of the compiler included; one quadratic step among all makes it 6 s and more.
        ProcessorTime.AtMost(TimeSpan.FromSeconds(5), () =>
        {
            try
            {
                Planner.Plan(PassList.Run(Importer.Import(model)), new PlanOptions("Large", "Tests", new string('0', 64)));
            }
            catch (YoloGenException e)
            {
                Assert.DoesNotContain(e.Diagnostics, d => d.Code == DiagnosticCodes.Internal);
            }
        });
    }

    /// <summary>13 MB of text: 1 s, and 14 s where each layer's body moves all text before it.</summary>
    [Fact]
    public void The_text_of_a_class_costs_little_for_each_layer()
    {
        Plan plan = Planner.Plan(PassList.Run(Importer.Import(Chain("Sigmoid"))), new PlanOptions("Large", "Tests", new string('0', 64))).Plan;
        ProcessorTime.AtMost(TimeSpan.FromSeconds(5), () => Assert.InRange(Emitter.Emit(plan).Length, 12_000_000, 14_000_000));
    }

    /// <summary>243 bytes that would look at 10^17 values: a window as large as the map, on every pixel.</summary>
    [Fact]
    public void A_constant_under_huge_windows_is_refused() => Refused(new OnnxModelBuilder(17)
        .Initializer("shape", [4], 1L, 1, 4096, 4096)
        .Node("ConstantOfShape", ["shape"], ["c"])
        .Node("MaxPool", ["c"], ["y"], ("kernel_shape", new[] { 4095, 4095 }), ("pads", new[] { 2047, 2047, 2047, 2047 }))
        .Output("y").Build());

    /// <summary>204 bytes that would multiply 24 billion times.</summary>
    [Fact]
    public void A_large_product_of_constants_is_refused() => Refused(new OnnxModelBuilder(17)
        .Initializer("shape", [2], 2900L, 2900)
        .Node("ConstantOfShape", ["shape"], ["c"])
        .Node("MatMul", ["c", "c"], ["y"])
        .Output("y").Build());

    private static void Refused(OnnxModel model) => ProcessorTime.AtMost(TimeSpan.FromSeconds(4), () =>
    {
        var e = Assert.Throws<YoloGenException>(() => Planner.Plan(PassList.Run(Importer.Import(model)), new PlanOptions("Large", "Tests", new string('0', 64))));
        Assert.Contains(e.Diagnostics, d => d.Code == DiagnosticCodes.LimitExceeded);
    });

    private static OnnxModelBuilder Start() => new OnnxModelBuilder(17).Input("x", 1, 2, 4, 4);

    private static OnnxModel Chain(string op, params string[] others)
    {
        OnnxModelBuilder builder = Start();
        for (int i = 0; i < Many; i++)
        {
            builder.Node(op, [i == 0 ? "x" : $"t{i}", .. others], [$"t{i + 1}"]);
        }

        return builder.Output($"t{Many}").Build();
    }

    private static OnnxModel Alternating(params (string Op, (string, object)[] Attributes)[] kinds)
    {
        OnnxModelBuilder builder = Start();
        for (int i = 0; i < Many; i++)
        {
            builder.Node(kinds[i % kinds.Length].Op, [i == 0 ? "x" : $"t{i}"], [$"t{i + 1}"], kinds[i % kinds.Length].Attributes);
        }

        return builder.Output($"t{Many}").Build();
    }

    private static OnnxModel ReshapeChain()
    {
        OnnxModelBuilder builder = Start().Initializer("a", [2], 4L, 8).Initializer("b", [4], 1L, 2, 4, 4);
        for (int i = 0; i < Many; i++)
        {
            builder.Node("Reshape", [i == 0 ? "x" : $"t{i}", i % 2 == 0 ? "a" : "b"], [$"t{i + 1}"]);
        }

        return builder.Output($"t{Many}").Build();
    }

    private static OnnxModel SliceChain()
    {
        OnnxModelBuilder builder = new OnnxModelBuilder(17).Input("x", 1, Many + 1).Initializer("one", [1], 1L).Initializer("end", [1], long.MaxValue);
        for (int i = 0; i < Many; i++)
        {
            builder.Node("Slice", [i == 0 ? "x" : $"t{i}", "one", "end", "one"], [$"t{i + 1}"]);
        }

        return builder.Output($"t{Many}").Build();
    }

    /// <summary>Each adds one element: 2,000 of them, as the sizes add up to a square.</summary>
    private static OnnxModel ConcatChain()
    {
        OnnxModelBuilder builder = new OnnxModelBuilder(17).Input("x", 1, 1);
        for (int i = 0; i < 2000; i++)
        {
            builder.Node("Concat", [i == 0 ? "x" : $"t{i}", "x"], [$"t{i + 1}"], ("axis", 1));
        }

        return builder.Output("t2000").Build();
    }

    /// <summary>One half through a function, both together again, and so on.</summary>
    private static OnnxModel SplitChain()
    {
        OnnxModelBuilder builder = Start();
        for (int i = 0; i < Many / 3; i++)
        {
            builder.Node("Split", [i == 0 ? "x" : $"t{i}"], [$"a{i}", $"b{i}"], ("axis", 1)).Node("Sigmoid", [$"a{i}"], [$"s{i}"]).Node("Concat", [$"s{i}", $"b{i}"], [$"t{i + 1}"], ("axis", 1));
        }

        return builder.Output($"t{Many / 3}").Build();
    }

    private static OnnxModel ConstantChain()
    {
        OnnxModelBuilder builder = Start().Initializer("t0", [1], 1f).Initializer("c", [1], 1f);
        for (int i = 0; i < Many; i++)
        {
            builder.Node(i % 2 == 0 ? "Add" : "Identity", i % 2 == 0 ? [$"t{i}", "c"] : [$"t{i}"], [$"t{i + 1}"]);
        }

        return builder.Node("Add", ["x", $"t{Many}"], ["y"]).Output("y").Build();
    }

    private static OnnxModel Readers()
    {
        OnnxModelBuilder builder = Start().Node("Sigmoid", ["x"], ["s"]);
        for (int i = 0; i < Many; i++)
        {
            builder.Node("Add", [i == 0 ? "x" : $"t{i}", "s"], [$"t{i + 1}"]);
        }

        return builder.Output($"t{Many}").Build();
    }

    private static OnnxModel Outputs()
    {
        OnnxModelBuilder builder = Start();
        for (int i = 0; i < Many; i++)
        {
            builder.Node("Sigmoid", [i == 0 ? "x" : $"t{i}"], [$"t{i + 1}"]).Output($"t{i + 1}");
        }

        return builder.Build();
    }

    private static OnnxModel Initializers()
    {
        OnnxModelBuilder builder = Start();
        for (int i = 0; i < Many; i++)
        {
            builder.Initializer($"w{i}", [1], (float)i).Node("Mul", [i == 0 ? "x" : $"t{i}", $"w{i}"], [$"t{i + 1}"]);
        }

        return builder.Output($"t{Many}").Build();
    }

    private static OnnxModel WideConcat()
    {
        OnnxModelBuilder builder = Start();
        string[] parts = [.. Enumerable.Range(0, 5000).Select(i => $"t{i}")];
        foreach (string part in parts)
        {
            builder.Node("Sigmoid", ["x"], [part]).Node("Tanh", [part], [part + "t"]);
        }

        return builder.Node("Concat", [.. parts.Select(p => p + "t")], ["y"], ("axis", 1)).Output("y").Build();
    }

    /// <summary>Names that ask for the suffixes which the importer and the passes give.</summary>
    private static OnnxModel EqualNames()
    {
        OnnxModelBuilder builder = Start();
        for (int i = 0; i < Many; i++)
        {
            builder.Node("Softplus", [i == 0 ? "x" : $"t_{i}"], [$"t_{i + 1}"]);
        }

        return builder.Output($"t_{Many}").Build();
    }
}
