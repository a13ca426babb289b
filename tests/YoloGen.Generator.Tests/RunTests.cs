using System.Reflection;
using System.Runtime.Loader;
using Xunit;
using YoloGen.Compiler;
using YoloGen.Compiler.Graph;
using YoloGen.Emit;

namespace YoloGen.Generator.Tests;

/// <summary>The generated class, built as its user would and run.</summary>
public sealed class RunTests
{
    private const string Program = """
        using System;
        using YoloGen;

        namespace Mine
        {
            /// <summary>Mine.</summary>
            [YoloModel("sample")]
            public sealed partial class Detector
            {
                /// <summary>Runs.</summary>
                public static float[] Outputs(float[] input)
                {
                    using var detector = new Detector(2);
                    input.CopyTo(detector.Input);
                    detector.Run();
                    return detector.Output.ToArray();
                }

                /// <summary>Detects.</summary>
                public static string Found(byte[] photo)
                {
                    using var detector = new Detector();
                    Span<Detection> found = stackalloc Detection[50];
                    int count = detector.Detect(photo, 40, 30, found, score: 0.01f);
                    return count + " " + ClassNames[found[0].ClassId];
                }
            }
        }
        """;

    [Fact]
    public void The_claimed_class_computes_what_the_interpreter_does()
    {
        CompiledModel model = SmallModel.Compile();
        byte[] image = new GeneratorSession().Source("Program.cs", Program).File("obj/Sample.ygraph", PlanText.Write(model.Plan), ("YoloGenModel", "sample"), ("YoloGenIsa", "portable,avx2,neon"))
            .Build(resources: (Emitter.ResourceName(model.Plan), model.Weights));
        var context = new AssemblyLoadContext("run", isCollectible: true);
        Type type = context.LoadFromStream(new MemoryStream(image)).GetType("Mine.Detector", throwOnError: true)!;
        float[] input = [.. Enumerable.Range(0, 3 * 32 * 32).Select(i => MathF.Sin(i))];
        float[] output = (float[])type.GetMethod("Outputs")!.Invoke(null, [input])!;
        TensorData expected = Compiler.Interpreter.Interpreter.Run(
            model.Graph, new Dictionary<string, TensorData> { ["images"] = new(Shape.Of(1, 3, 32, 32), input) })["output0"];
        Assert.Equal(expected.Floats.ToArray(), output);
        Assert.Matches("^[0-9]+ (no_)?mask$", (string)type.GetMethod("Found")!.Invoke(null, [new byte[40 * 30 * 3]])!);
        context.Unload();
    }

    [Fact]
    public void Weights_of_another_model_are_refused()
    {
        CompiledModel model = SmallModel.Compile();
        byte[] damaged = [.. model.Weights];
        damaged[^1] ^= 1;
        byte[] image = new GeneratorSession().Source("Program.cs", Program).File("Sample.ygraph", PlanText.Write(model.Plan), ("YoloGenIsa", "portable"))
            .Build(resources: (Emitter.ResourceName(model.Plan), damaged));
        var context = new AssemblyLoadContext("run", isCollectible: true);
        Type type = context.LoadFromStream(new MemoryStream(image)).GetType("Mine.Detector", throwOnError: true)!;
        var thrown = Assert.Throws<TargetInvocationException>(() => type.GetMethod("Outputs")!.Invoke(null, [new float[3 * 32 * 32]]));
        Assert.IsType<InvalidDataException>(thrown.InnerException);
        context.Unload();
    }
}
