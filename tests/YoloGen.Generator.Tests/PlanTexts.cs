using YoloGen.Compiler;
using YoloGen.Compiler.Planning;
using YoloGen.Compiler.Tests.Planning;
using YoloGen.Emit;
using YoloGen.Onnx;

namespace YoloGen.Generator.Tests;

/// <summary>Plans to feed the generator with.</summary>
internal static class PlanTexts
{
    /// <summary>Two layers, no weights.</summary>
    public static string Small(string className = "Small", string space = "App", string name = "relu") =>
        $"""
        ygraph 2
        class {className}
        namespace {space}
        model "small" {new string('a', 64)}
        compiler "YoloGen 0.1.0"
        weights 0 {new string('0', 16)}
        arena 128 bound 128
        input t0 "x"
        output t1 "y"
        tensor t0 f32 1x4 strides 4,1 at 0 "x"
        tensor t1 f32 1x4 strides 4,1 at 64 "y"
        layer unary t1 <- x=t0 op=Relu alpha=0 beta=0 "{name}"

        """.ReplaceLineEndings("\n");

    /// <summary>The plan of the shipped model.</summary>
    public static string FaceMask => Shipped.Value;

    private static readonly Lazy<string> Shipped = new(() =>
        PlanText.Write(Compilation.Compile(Path.Combine(YoloGen.Tests.SharedData.RepositoryRoot, "models", "facemask_int8.onnx"), new CompileOptions { ClassName = "FaceMaskDetector" }).Plan));

    /// <summary>Small plans that together have most kinds of layers.</summary>
    public static IReadOnlyList<string> Random { get; } =
        [.. Enumerable.Range(0, 12).Select(seed => PlanText.Write(Planner.Plan((seed % 2 == 0 ? RandomGraph.Make(seed, 12) : RandomQuantizedGraph.Make(seed, 12)).Build(),
            new PlanOptions("Sample", "App", new string('a', 64), null)).Plan))];

    /// <summary>Compiles a model that is built in memory.</summary>
    public static CompiledModel Compile(OnnxModel model, CompileOptions? options = null)
    {
        string path = Path.Combine(Path.GetTempPath(), $"yologen-{Guid.NewGuid():n}.onnx");
        try
        {
            OnnxWriter.Write(model, path);
            return Compilation.Compile(path, options ?? new CompileOptions { ClassName = "Sample", Namespace = "App" });
        }
        finally
        {
            File.Delete(path);
        }
    }
}
