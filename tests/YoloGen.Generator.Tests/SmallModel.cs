using YoloGen.Compiler;
using YoloGen.Detection;
using YoloGen.Onnx;

namespace YoloGen.Generator.Tests;

/// <summary>A detector of 32 x 32 pixels with a YOLOv8 head: convolution, two poolings, concatenation. Every name in it is given by the test.</summary>
internal static class SmallModel
{
    /// <summary>Builds the model; <paramref name="name"/> makes each name from a plain one.</summary>
    private static OnnxModel Build(Func<string, string> name, bool twoOutputs)
    {
        var random = new Random(1);
        float[] weights = [.. Enumerable.Range(0, 6 * 3 * 8 * 8).Select(_ => (float)(random.NextDouble() - 0.5) / 10)];
        string x = name("images"), a = name("map"), b = name("half"), c = name("quarter"), y = name("output0");
        OnnxModelBuilder builder = new OnnxModelBuilder(17, name("graph"))
            .Input(x, 1, 3, 32, 32)
            .Initializer(name("weight"), [6, 3, 8, 8], weights).Initializer(name("bias"), [6], 1f, 2f, 3f, 4f, 0.5f, 0.6f)
            .Initializer(name("shape"), [3], 1L, 6L, -1L)
            .Node("Conv", [x, name("weight"), name("bias")], [name("raw")], ("kernel_shape", new long[] { 8, 8 }), ("strides", new long[] { 8, 8 }))
            .Node("Sigmoid", [name("raw")], [a])
            .Node("MaxPool", [a], [b], ("kernel_shape", new long[] { 2, 2 }), ("strides", new long[] { 2, 2 }))
            .Node("MaxPool", [b], [c], ("kernel_shape", new long[] { 2, 2 }), ("strides", new long[] { 2, 2 }))
            .Node("Reshape", [a, name("shape")], [name("flat1")])
            .Node("Reshape", [b, name("shape")], [name("flat2")])
            .Node("Reshape", [c, name("shape")], [name("flat3")])
            .Node("Concat", [name("flat1"), name("flat2"), name("flat3")], [y], ("axis", 2))
            .Output(y, 1, 6, 21)
            .Metadata("author", name("author"));
        OnnxModel model = (twoOutputs ? builder.Output(b, 1, 6, 2, 2) : builder).Build();
        foreach (OnnxNode node in model.Graph.Nodes)
        {
            node.Name = name(node.OpType);
        }

        return model;
    }

    /// <summary>Compiles it as App.Sample: with a head, or with two outputs, whose names become properties.</summary>
    public static CompiledModel Compile(Func<string, string>? name = null, bool twoOutputs = false)
    {
        name ??= n => n;
        HeadOptions head = twoOutputs ? new HeadOptions { Head = "none" } : new HeadOptions { Head = "yolov8", Classes = [name("mask"), name("no_mask")] };
        return PlanTexts.Compile(Build(name, twoOutputs), new CompileOptions { ClassName = "Sample", Namespace = "App", Head = head });
    }
}
